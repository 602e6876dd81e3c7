using System.Globalization;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Core.Cards;

/// <summary>The plain words of a scorecard.</summary>
internal static class ScorecardText
{
    internal const string NoData = "no data";

    private static readonly Dictionary<string, ClauseMetric> Clauses = ClauseDefinition.All
        .Select(definition => definition.Metric).OfType<ClauseMetric>().ToDictionary(metric => metric.Key);

    internal static string Name(string metric) => metric switch
    {
        "mqlVolume" => "Marketing-qualified leads (MQLs)",
        "acceptance" => "Leads that sales accepted",
        "icpMatch" => "Leads that fit the ideal customer",
        "qualityScore" => "Lead quality, rated by sales (1 to 5)",
        "dataCompleteness" => "Leads with complete data",
        "enrichment" => "Leads with enriched data",
        "briefing" => "Leads with a full briefing",
        "mqlToSal" => "MQLs that sales accepted so far",
        "mqlToSql" => "MQLs that became sales-qualified (SQL)",
        "salToSql" => "Accepted leads that became sales-qualified (SQL)",
        "sqlToSqo" => "Sales-qualified leads that became opportunities",
        "sqoToWon" => "Opportunities won",
        "overall" => "MQLs that were won",
        MetricLine.Revenue => "Revenue won, the shared target",
        _ when metric.StartsWith(MetricLine.VolumeOfSegment, StringComparison.Ordinal) =>
            $"MQLs of tier {Truncate.Name(metric[MetricLine.VolumeOfSegment.Length..])}",
        _ when metric.StartsWith(MetricLine.VolumeOfRegion, StringComparison.Ordinal) =>
            $"MQLs of region {Truncate.Name(metric[MetricLine.VolumeOfRegion.Length..])}",
        _ => Clauses.GetValueOrDefault(metric)?.Title ?? metric,
    };

    /// <summary>A measure inside a sentence, where it stands among others.</summary>
    internal static string InSentence(string metric)
    {
        var name = metric switch { "mqlVolume" => "the number of MQLs", "qualityScore" => "lead quality",
            MetricLine.Revenue => "revenue won", _ => Name(metric) };
        return name.StartsWith("MQL", StringComparison.Ordinal) ? name : ClauseText.InSentence(name);
    }

    /// <summary>A week inside a sentence: <c>week 47</c>.</summary>
    internal static string NameOfWeek(string week) =>
        IsoWeek.TryParse(week, out var parsed) ? LeadText.Invariant($"week {parsed.Number}") : week;

    /// <summary>A month or a quarter: <c>November 2026</c>, <c>quarter 4 of 2026</c>.</summary>
    internal static string MonthName(string month) =>
        month is [_, _, _, _, '-', 'Q', var number] ? $"quarter {number} of {month[..4]}"
        : NodaTime.Text.YearMonthPattern.Iso.Parse(month) is { Success: true } parsed
        ? parsed.Value.OnDayOfMonth(1).ToString("MMMM uuuu", CultureInfo.InvariantCulture) : month;

    /// <summary>A duty inside a sentence.</summary>
    internal static string ClauseName(string clause) => ClauseText.InSentence(ClauseTitle(clause));

    /// <summary>A duty by itself, as it is called on the leads' own cards.</summary>
    internal static string ClauseTitle(string clause) =>
        ClauseNames.TryParse(clause, out var kind) ? ClauseText.Called(kind) : clause;

    /// <summary><c>9 of 10 (90 %)</c>, or the plain value of a metric that is no rate.</summary>
    internal static string Value(MetricLine line) =>
        line.Value is not { } value ? NoData
        : line.Den is { } den ? $"{Count(line.Num ?? 0)} of {Count(den)} ({Percent(value)}){Excused(line)}"
        : line.Key == "qualityScore" ? $"{Number(value)} from {Of(line.Num ?? 0, "rating")}"
        : Number(value);

    /// <summary><c> (82.6 % without excused)</c>, where somebody excused a miss.</summary>
    private static string Excused(MetricLine line) =>
        line.WithoutExcused is { } without
            ? $" ({(without.Rate is { } rate ? Percent(rate) : NoData)} without excused)" : "";

    internal static string Value(Share share) =>
        share.Rate is { } rate ? $"{Count(share.Num)} of {Count(share.Den)} ({Percent(rate)})" : NoData;

    internal static string Target(MetricLine line) =>
        line.Target is not { } target ? ""
        : line.Den is not null || !(line.IsVolume || line.Key is "qualityScore" or MetricLine.Revenue) ? Percent(target)

        // Leads are whole: 27.3 are reached by the 28th.
        : line.IsVolume ? Number(Math.Ceiling(target))
        : Number(target);

    internal static string Of(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    internal static string Count(long number) => number.ToString("#,##0", CultureInfo.InvariantCulture);

    internal static string Number(decimal number) => number.ToString("#,##0.#", CultureInfo.InvariantCulture);

    internal static string Percent(decimal rate) => (rate * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary><c>42 min</c>, <c>3 h 5 min</c>, <c>2 d 4 h</c>; business time stays in hours, since a business day has
    /// no fixed length.</summary>
    internal static string Span(decimal seconds, bool business)
    {
        var whole = (long)Math.Round(seconds);
        return whole < 60 ? "under a minute"
            : whole < 3600 ? $"{whole / 60} min"
            : business || whole < 86_400 ? Two(whole / 3600, "h", whole / 60 % 60, "min")
            : Two(whole / 86_400, "d", whole / 3600 % 24, "h");
    }

    /// <summary><c>median 42 min, nine of ten within 2 h</c>.</summary>
    internal static string Durations(Statistics spans, bool business) =>
        spans.Median is { } median && spans.P90 is { } p90
            ? (p90 < 60
                ? "nine of ten under a minute"
                : $"median {Span(median, business)}, nine of ten within {Span(p90, business)}")
                + (business ? " (working time)" : "")
            : NoData;

    /// <summary><c>42 min (working time), 12 leads</c>.</summary>
    internal static string Average(Statistics spans, bool business) =>
        spans.Mean is { } mean
            ? $"{Span(mean, business)}{(business ? " (working time)" : "")}, {Of(spans.N, "lead")}" : NoData;

    /// <summary>One part of an amount: <c>2 leads, 30,000 of 50,000 (60 %)</c>.</summary>
    internal static string Part(AmountMetric part, AmountMetric whole) =>
        whole.Count == 0 ? "none"
        : $"{Of(part.Count, "lead")}, {LeadText.Money(part.Amount)} of {LeadText.Money(whole.Amount)}"
            + (whole.Amount > 0 ? $" ({Percent(part.Amount / whole.Amount)})" : "");

    internal static string Worth(AmountMetric worth) =>
        worth.Count == 0 ? "none"
        : $"{Of(worth.Count, "lead")}, {LeadText.Money(worth.Amount)}"
            + (worth.WithoutAmount == 0 ? "" : $" ({Count(worth.WithoutAmount)} without an amount)");

    internal static Tone ToneOf(Colour colour) => colour switch
    {
        Colour.Green => Tone.Good,
        Colour.Yellow => Tone.Warning,
        Colour.Red => Tone.Bad,
        Colour.Grey => Tone.Muted,
        Colour.None => Tone.Neutral,
    };

    /// <summary><c>Week 47 · 16–22 November 2026</c>.</summary>
    internal static string Title(Scorecard card)
    {
        var week = IsoWeek.TryParse(card.Week, out var parsed) ? parsed : IsoWeek.Of(card.From, ZoneOf(card));
        return $"Week {week.Number} · {Dates(week.Monday, week.Sunday)}";
    }

    /// <summary>An instant as the agreement's zone reads it: <c>Tue 17 Nov 10:12</c>.</summary>
    internal static Span Time(Instant at, Scorecard card) =>
        TimeText.AtSpan(at, ZoneOf(card), card.AsOf);

    internal static DateTimeZone ZoneOf(Scorecard card) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(card.Zone) ?? DateTimeZone.Utc;

    internal static string PartyName(Party party) =>
        party switch { Party.Marketing => "Marketing", Party.Sales => "Sales", Party.RevOps => "RevOps" };

    private static string Dates(LocalDate from, LocalDate to)
    {
        var head = from.Year != to.Year ? "d MMMM uuuu" : from.Month != to.Month ? "d MMMM" : "%d";
        var dash = head == "%d" ? "–" : " – ";
        return from.ToString(head, CultureInfo.InvariantCulture) + dash
            + to.ToString("d MMMM uuuu", CultureInfo.InvariantCulture);
    }

    private static string Two(long large, string unit, long small, string smallUnit) =>
        small == 0 ? $"{large} {unit}" : $"{large} {unit} {small} {smallUnit}";
}

/// <summary>An item of an agenda that was gone through: by whom (e-mail) and when.</summary>
public sealed record AgendaTick(string Item, string By, Instant At);

/// <summary>What a week's thread shows beside the week's own numbers.</summary>
public sealed record ScorecardContext
{
    /// <summary>Restatements, causes, disputes and the agenda; null where none were kept, and then there is no agenda
    /// in the thread.</summary>
    public WeekReview? Review { get; init; }

    /// <summary>The scorecards published before it, oldest first, at most <see cref="ScorecardTrend.Weeks"/> less
    /// one.</summary>
    public IReadOnlyList<Scorecard> Before { get; init; } = [];

    /// <summary>What leads are called, by id; a lead that is not among them is called by its id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>True where the details follow as replies; false for a summary that stands alone.</summary>
    public bool HasReplies { get; init; } = true;

    /// <summary>What was ticked off its agenda.</summary>
    public IReadOnlyList<AgendaTick> Ticks { get; init; } = [];

    internal string NameOf(string lead) => Names.GetValueOrDefault(lead) ?? lead;
}
