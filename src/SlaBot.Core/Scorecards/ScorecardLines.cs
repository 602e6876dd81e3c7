using System.Text.Json.Serialization;
using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>
/// Which leads a scorecard is about; nulls do not narrow. By owner and team a duty is theirs who owed it at the instant
/// of its judgement, a touch theirs who made it, a lead's volume and data theirs to whom it was first assigned; region
/// and segment (the tier) what the sender, or the agreement, had said by then; <c>(none)</c> is a region or segment
/// too.
/// </summary>
public sealed record ScorecardScope(string? Team = null, string? Owner = null, string? Source = null,
    string? Region = null, string? Segment = null)
{
    internal bool IsWhole => this is { Team: null, Owner: null, Source: null, Region: null, Segment: null };
}

/// <summary>Metric 1: MQLs of the week against the week's target (null: none promised); attainment is rounded to 6
/// digits.</summary>
public sealed record VolumeMetric
{
    /// <summary>Leads whose first MQL instant is in the week.</summary>
    public long Count { get; init; }

    /// <summary>The week's quota, rounded to 6 digits.</summary>
    public decimal? Target { get; init; }

    /// <summary>Count over target.</summary>
    public decimal? Attainment { get; init; }

    /// <summary>The month in which the week ends, so far.</summary>
    public MonthToDate MonthToDate { get; init; } = new("", 0, null);

    /// <summary>The count by tier, largest first.</summary>
    public IReadOnlyList<SegmentCount> Segments { get; init; } = [];

    /// <summary>The count by region, largest first.</summary>
    public IReadOnlyList<RegionCount> Regions { get; init; } = [];
}

/// <summary>MQLs of a month (<c>2026-11</c>) up to the end of the week, and the share of the month's quota due by
/// then.</summary>
public sealed record MonthToDate(string Month, long Count, decimal? Target);

/// <summary>MQLs of a segment, <c>(none)</c> for those without one, against what is promised of it this week (null:
/// nothing).</summary>
public sealed record SegmentCount(string Segment, long Count, decimal? Target = null);

/// <summary>MQLs of a region, <c>(none)</c> for those without one, against what is promised of it this week (null:
/// nothing).</summary>
public sealed record RegionCount(string Region, long Count, decimal? Target = null);

/// <summary>A name and how often it was seen.</summary>
public sealed record ReasonCount(string Reason, long Count);

/// <summary>Ratings given in the week: how many, and their mean rounded to 3 digits.</summary>
public sealed record RatingMetric(long N = 0, decimal? Mean = null);

/// <summary>Leads of the week's MQLs that reached each stage; a later stage implies the earlier ones.</summary>
public sealed record StageCounts(long Mql, long Sal, long Sql, long Sqo, long Won);

/// <summary>The rate of each step.</summary>
public sealed record StepRates(Share MqlToSal, Share SalToSql, Share SqlToSqo, Share SqoToWon);

/// <summary>
/// A target on a step of metric 14 (<c>mqlToSal</c>, <c>salToSql</c>, <c>sqlToSqo</c>, <c>sqoToWon</c>,
/// <c>mqlToSql</c>, <c>overall</c>): of the leads whose window ended in the week, those that reached the later stage
/// within it; how many are still within theirs; the window in calendar days.
/// </summary>
public sealed record ConversionTarget(string Step, long Pending, int WindowDays) : Share;

/// <summary>Metrics 15 and 16 of the leads of one origin.</summary>
public sealed record OriginMetric
{
    /// <summary>How long each stage took.</summary>
    public VelocityMetric Velocity { get; init; } = new();

    /// <summary>What was won.</summary>
    public AmountMetric Won { get; init; } = new();
}

/// <summary>Metric 14.</summary>
public sealed record ConversionMetric
{
    /// <summary>Leads by stage.</summary>
    public StageCounts Counts { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>Step by step.</summary>
    public StepRates Step { get; init; } = new(new(), new(), new(), new());

    /// <summary>MQL to SQL.</summary>
    public Share MqlToSql { get; init; } = new();

    /// <summary>MQL to Won.</summary>
    public Share Overall { get; init; } = new();

    /// <summary>The steps that have a target, judged fairly.</summary>
    public IReadOnlyList<ConversionTarget> Targets { get; init; } = [];
}

/// <summary>Metric 15 for one pair of stages: seconds elapsed and business seconds; pairs whose earlier stage came
/// later are counted apart.</summary>
public sealed record VelocityStep(Statistics Elapsed, Statistics Business, long OutOfOrder);

/// <summary>Metric 15.</summary>
public sealed record VelocityMetric
{
    private static readonly VelocityStep None = new(new(), new(), 0);

    /// <summary>MQL to acceptance.</summary>
    public VelocityStep MqlToSal { get; init; } = None;

    /// <summary>Acceptance to SQL.</summary>
    public VelocityStep SalToSql { get; init; } = None;

    /// <summary>SQL to opportunity.</summary>
    public VelocityStep SqlToSqo { get; init; } = None;

    /// <summary>Opportunity to won.</summary>
    public VelocityStep SqoToWon { get; init; } = None;
}

/// <summary>Metric 16: leads, the sum of their last amounts in the customer's currency, and how many have
/// none.</summary>
public sealed record AmountMetric(long Count = 0, decimal Amount = 0, long WithoutAmount = 0);

/// <summary>Metric 17 for one source: acceptance of the week's decisions, won of those won or lost in the week,
/// pipeline of the week.</summary>
public sealed record SourceLine(string Source, long Mqls, Share Acceptance, Share WinRate, AmountMetric Pipeline);

/// <summary>Metric 19 for one clause: raw, and with the waived ones left out.</summary>
public sealed record AttainmentLine(string Clause, Share Raw, Share Adjusted, long Waived);

/// <summary>How many obligations of a clause were judged in the week, on how many leads, and how many of the clause's
/// leads have changed hands.</summary>
public sealed record HandoverLine(string Clause, long Obligations, long Leads, long ChangedHands);

/// <summary>One rep's week: duties met of those judged, touches logged, leads in work and first touches still
/// running.</summary>
public sealed record OwnerLine(string Owner, Share SpeedToLead, Share Decision, long Touches, long Open, long Pending);

/// <summary>One duty not met: whose (null: marketing's or nobody's yet), when it was due, when it was done after all,
/// whether it was excused.</summary>
public sealed record BreachLine(string Lead, string Clause, string? Owner, Instant Due, Instant? Done, bool Waived);

/// <summary>How a metric stands against its target.</summary>
public enum Colour
{
    /// <summary>No target is set.</summary>
    None,

    /// <summary>At or past the target.</summary>
    Green,

    /// <summary>Short of it, within the tolerance.</summary>
    Yellow,

    /// <summary>Further short.</summary>
    Red,

    /// <summary>No data.</summary>
    Grey,
}

/// <summary>A metric beside its target: the key of its JSON member, who is committed to it, its value (null: no data)
/// and, for rates, the counts.</summary>
public sealed record MetricLine(string Key, Party Party, decimal? Value, long? Num, long? Den, decimal? Target,
    Colour Colour)
{
    /// <summary>The same without the misses that somebody excused by name; null where nothing was excused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Share? WithoutExcused { get; init; }

    /// <summary>How the key of a volume that is promised for one tier begins; the tier's name follows.</summary>
    public const string VolumeOfSegment = "mqlVolume:segment:";

    /// <summary>How the key of a volume that is promised for one region begins; the region's name follows.</summary>
    public const string VolumeOfRegion = "mqlVolume:region:";

    /// <summary>The key of the revenue won against the shared target.</summary>
    public const string Revenue = "revenue";

    /// <summary>True for a count, which is no rate and no rating.</summary>
    internal bool IsVolume => Key.StartsWith("mqlVolume", StringComparison.Ordinal);
}

/// <summary>A red week for a party on a metric.</summary>
public sealed record Miss(Party Party, string Metric);

/// <summary>Sets every metric beside its target: green at or past it, yellow within the tolerance (relative), red past
/// that, grey without data.</summary>
internal static class MetricLines
{
    private static readonly (ClauseKind Kind, ClauseMetric Metric)[] ByPlace =
    [
        .. ClauseDefinition.All.Where(definition => definition.Metric is not null)
            .OrderBy(definition => definition.Metric!.Place)
            .Select(definition => (definition.Kind, definition.Metric!)),
    ];

    /// <summary>The card with its lines.</summary>
    /// <param name="card">The numbers.</param>
    /// <param name="policy">The agreement.</param>
    /// <param name="quotas">The quotas that bind for its scope.</param>
    /// <param name="revenue">What is to be won in this time; null where no revenue is agreed.</param>
    internal static Scorecard Judge(Scorecard card, SlaPolicy policy, Quotas quotas, decimal? revenue)
    {
        List<MetricLine> lines =
        [
            .. Marketing(card, quotas), .. Promises(Party.Marketing, card, policy, quotas),
            .. Promises(Party.Sales, card, policy, quotas), .. Promises(Party.RevOps, card, policy, quotas),
            .. Conversion(card, quotas),
            .. revenue is null
                ? [] : new[] { Quota(MetricLine.Revenue, Party.Sales, card.Won.Amount, card.Won.Count, revenue,
                    quotas) },
        ];
        return card with
        {
            Metrics = lines,
            Misses = [.. lines.Where(line => line.Colour == Colour.Red).SelectMany(Misses)],
        };
    }

    // The revenue is shared: it stands with the sales numbers, and both answer for it.
    private static IEnumerable<Miss> Misses(MetricLine line) =>
        line.Key == MetricLine.Revenue
            ? [new Miss(Party.Marketing, line.Key), new Miss(Party.Sales, line.Key)] : [new Miss(line.Party, line.Key)];

    private static IEnumerable<MetricLine> Marketing(Scorecard card, Quotas quotas)
    {
        var volume = card.MqlVolume;
        yield return Quota("mqlVolume", Party.Marketing, volume.Count, volume.Count, volume.Target, quotas);
        foreach (var (name, count, target) in card.Scope.IsWhole ? Parts(volume) : [])
        {
            yield return Quota(name, Party.Marketing, count, count, target, quotas);
        }

        yield return Rate("acceptance", Party.Marketing, card.Acceptance, quotas.Acceptance, quotas);
        yield return Rate("icpMatch", Party.Marketing, card.IcpMatch, quotas.IcpMatch, quotas);
        yield return Line("qualityScore", Party.Marketing, card.QualityScore.Mean, card.QualityScore.N, null,
            quotas.QualityScore, quotas);
        yield return Rate("dataCompleteness", Party.Marketing, card.DataCompleteness.Leads,
            quotas.Completeness?.AtLeast, quotas);
        yield return Rate("enrichment", Party.Marketing, card.Enrichment.Leads, quotas.Enrichment?.AtLeast, quotas);
        yield return Rate("briefing", Party.Marketing, card.Briefing, null, quotas);
    }

    private static IEnumerable<(string Name, long Count, decimal Target)> Parts(VolumeMetric volume) =>
    [
        .. volume.Segments.Where(segment => segment.Target is not null)
            .Select(
                segment =>
                    ($"{MetricLine.VolumeOfSegment}{KeyOf(segment.Segment)}", segment.Count, segment.Target!.Value)),
        .. volume.Regions.Where(region => region.Target is not null)
            .Select(
                region => ($"{MetricLine.VolumeOfRegion}{KeyOf(region.Region)}", region.Count, region.Target!.Value)),
    ];

    // Keys are kept in lists parted by commas.
    private static string KeyOf(string name) => name.Replace(',', ';');

    private static IEnumerable<MetricLine> Promises(Party party, Scorecard card, SlaPolicy policy, Quotas quotas)
    {
        foreach (var (kind, metric) in ByPlace.Where(pair => pair.Kind.Party() == party))
        {
            if (card.Of(kind) is { } kept)
            {
                yield return Rate(metric.Key, party, kept.Share, Promised(kind, policy, quotas), quotas)
                    with { WithoutExcused = kept.WithoutExcused };
            }
        }
    }

    private static IEnumerable<MetricLine> Conversion(Scorecard card, Quotas quotas)
    {
        var (step, targets) = (card.Conversion.Step, quotas.Conversion);
        yield return Line("mqlToSal", Party.Marketing, step.MqlToSal, targets?.MqlToSal);
        yield return Line("mqlToSql", Party.Marketing, card.Conversion.MqlToSql, targets?.MqlToSql);
        yield return Line("salToSql", Party.Sales, step.SalToSql, targets?.SalToSql);
        yield return Line("sqlToSqo", Party.Sales, step.SqlToSqo, targets?.SqlToSqo);
        yield return Line("sqoToWon", Party.Sales, step.SqoToWon, targets?.SqoToWon);
        yield return Line("overall", Party.Sales, card.Conversion.Overall, targets?.Overall);

        // What has a target is judged on the leads that had their whole window; what has none is shown as it stands.
        MetricLine Line(string key, Party party, Share standing, decimal? target) =>
            Rate(key, party, card.Conversion.Targets.FirstOrDefault(judged => judged.Step == key) ?? standing, target,
                quotas);
    }

    private static decimal? Promised(ClauseKind kind, SlaPolicy policy, Quotas quotas) =>
        policy.Clauses.Any(clause => clause.Kind == kind) ? quotas.Compliance.GetValueOrDefault(kind, 1m) : null;

    private static MetricLine Rate(string key, Party party, Share share, decimal? target, Quotas quotas) =>
        Line(key, party, share.Den == 0 ? null : (decimal)share.Num / share.Den, share.Num, share.Den, target, quotas);

    /// <summary>An amount against its quota; a span in which nothing is owed, such as a week without business days, is
    /// no data.</summary>
    private static MetricLine Quota(string key, Party party, decimal value, long num, decimal? target, Quotas quotas)
    {
        var line = Line(key, party, value, num, null, target, quotas);
        return target == 0 ? line with { Colour = Colour.Grey } : line;
    }

    private static MetricLine Line(string key, Party party, decimal? value, long num, long? den, decimal? target,
        Quotas quotas) =>
        new(key, party, value is { } exact ? Math.Round(exact, 6) : null, num, den, target,
            ColourOf(value, target, quotas.Tolerance));

    private static Colour ColourOf(decimal? value, decimal? target, decimal tolerance) =>
        target is null ? Colour.None
        : value is null ? Colour.Grey
        : value >= target ? Colour.Green
        : value >= target * (1 - tolerance) ? Colour.Yellow
        : Colour.Red;
}
