using System.Text.Json.Serialization;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Core.Scorecards;

/// <summary>
/// One week's numbers as of an instant (METRICS.md, The scorecard). The member names are those of its JSON. Written by
/// <see cref="ScorecardMaker"/>, kept as JSON by <see cref="ScorecardJson"/>.
/// </summary>
public sealed record Scorecard
{
    /// <summary>The week, such as <c>2026-W47</c>.</summary>
    public required string Week { get; init; }

    /// <summary>Its first instant.</summary>
    public required Instant From { get; init; }

    /// <summary>The first instant after it.</summary>
    public required Instant To { get; init; }

    /// <summary>Events after this instant do not exist.</summary>
    public required Instant AsOf { get; init; }

    /// <summary>The IANA zone of the agreement, in which the week runs and the cards tell times.</summary>
    public required string Zone { get; init; }

    /// <summary>The agreement's template.</summary>
    public string Template { get; init; } = "";

    /// <summary>The agreement's version.</summary>
    public string PolicyVersion { get; init; } = "";

    /// <summary>The part of the leads it is about.</summary>
    public ScorecardScope Scope { get; init; } = new();

    /// <summary>Lines of a history file that could not be read; 0 for live leads.</summary>
    public long BadLines { get; init; }

    /// <summary>True for a week that counts for nobody (METRICS.md, Which weeks count): before the agreement was signed
    /// and in effect, or before the program first ran.</summary>
    public bool Practice { get; init; }

    /// <summary>Metric 1.</summary>
    public VolumeMetric MqlVolume { get; init; } = new();

    /// <summary>Metric 2.</summary>
    public AcceptanceShare Acceptance { get; init; } = new();

    /// <summary>Metric 13, largest first, then by reason; a blank reason reads <c>(none)</c>.</summary>
    public IReadOnlyList<ReasonCount> RejectReasons { get; init; } = [];

    /// <summary>Metric 3.</summary>
    public Share IcpMatch { get; init; } = new();

    /// <summary>Metric 4: mean of the ratings given in the week, each the mean of fit and timing.</summary>
    public RatingMetric QualityScore { get; init; } = new();

    /// <summary>Metric 5.</summary>
    public Completeness DataCompleteness { get; init; } = new();

    /// <summary>Metric 6.</summary>
    public Completeness Enrichment { get; init; } = new();

    /// <summary>Metric 7.</summary>
    public HandoffMetric Handoff { get; init; } = new();

    /// <summary>Metric 8.</summary>
    public SpeedMetric SpeedToLead { get; init; } = new();

    /// <summary>Metric 9.</summary>
    public JudgedShare Cadence { get; init; } = new();

    /// <summary>Metric 10.</summary>
    public JudgedShare Decision { get; init; } = new();

    /// <summary>Metric 11.</summary>
    public JudgedShare Disposition { get; init; } = new();

    /// <summary>Metric 11, second line: status updates, where the agreement asks for them.</summary>
    public JudgedShare StatusUpdates { get; init; } = new();

    /// <summary>Metric 12.</summary>
    public JudgedShare Feedback { get; init; } = new();

    /// <summary>Metric 14.</summary>
    public ConversionMetric Conversion { get; init; } = new();

    /// <summary>Metric 15.</summary>
    public VelocityMetric Velocity { get; init; } = new();

    /// <summary>Metric 16, opportunities.</summary>
    public AmountMetric Pipeline { get; init; } = new();

    /// <summary>Metric 16, won.</summary>
    public AmountMetric Won { get; init; } = new();

    /// <summary>Metrics 15 and 16 of the leads that marketing brought.</summary>
    public OriginMetric MarketingSourced { get; init; } = new();

    /// <summary>Metrics 15 and 16 of all other leads.</summary>
    public OriginMetric OtherSourced { get; init; } = new();

    /// <summary>Cohort 1 with a full briefing at the MQL instant: what they did, news, what to say, who helps inside.
    /// Leads of a history are not known.</summary>
    public Share Briefing { get; init; } = new();

    /// <summary>Metric 17, by source, in the order of their names; those without anything in the week are left
    /// out.</summary>
    public IReadOnlyList<SourceLine> Sources { get; init; } = [];

    /// <summary>Metric 17: marketing-sourced leads, then all others.</summary>
    public IReadOnlyList<SourceLine> Origins { get; init; } = [];

    /// <summary>Metric 18 of the month in which the week ends, as of then: the sources with spend, then all of them;
    /// empty without spend.</summary>
    public IReadOnlyList<MoneyLine> Money { get; init; } = [];

    /// <summary>Metric 19.</summary>
    public IReadOnlyList<AttainmentLine> Attainment { get; init; } = [];

    /// <summary>Clauses under which leads with something judged in the week have changed hands; their obligations are
    /// counted one by one.</summary>
    public IReadOnlyList<HandoverLine> Handovers { get; init; } = [];

    /// <summary>What each rep did, by e-mail.</summary>
    public IReadOnlyList<OwnerLine> Owners { get; init; } = [];

    /// <summary>Duties judged not met in the week, by deadline; at most
    /// <see cref="ScorecardMaker.MostBreaches"/>.</summary>
    public IReadOnlyList<BreachLine> Breaches { get; init; } = [];

    /// <summary>How many there were.</summary>
    public long BreachTotal { get; init; }

    /// <summary>Every metric that has a target, with its colour.</summary>
    public IReadOnlyList<MetricLine> Metrics { get; init; } = [];

    /// <summary>How one kind of clause was kept, and the same without what was excused by name (null where nothing
    /// was); null for a kind that no number counts.</summary>
    /// <param name="kind">One of the declared kinds.</param>
    public (Share Share, Share? WithoutExcused)? Of(ClauseKind kind) => kind switch
    {
        ClauseKind.Handoff => (Handoff.Share, Handoff.WithoutExcused),
        ClauseKind.Decision => (Decision, Decision.WithoutExcused),
        ClauseKind.FirstTouch => (SpeedToLead.Compliance, SpeedToLead.WithoutExcused),
        ClauseKind.Cadence => (Cadence, Cadence.WithoutExcused),
        ClauseKind.Disposition => (Disposition, Disposition.WithoutExcused),
        ClauseKind.StatusUpdate => (StatusUpdates, StatusUpdates.WithoutExcused),
        ClauseKind.Feedback => (Feedback, Feedback.WithoutExcused),
        ClauseKind.DisputeAnswer => null,
    };

    /// <summary>Whether anything at all happened, fell due or waits.</summary>
    [JsonIgnore]
    public bool HasSomething => MqlVolume.Count + Acceptance.Undecided + BreachTotal + Owners.Count > 0
        || Metrics.Any(line => line.Den > 0 || (line.Den is null && line.Num > 0));

    /// <summary>The red ones that the agreement commits a party to.</summary>
    public IReadOnlyList<Miss> Misses { get; init; } = [];
}

/// <summary>A rate with its numerator and denominator; 0/0 is "no data" (METRICS.md, Facts).</summary>
public record Share
{
    /// <summary>How many of them.</summary>
    public long Num { get; init; }

    /// <summary>Of how many.</summary>
    public long Den { get; init; }

    /// <summary>Numerator over denominator, rounded to 6 digits; null when the denominator is 0.</summary>
    public decimal? Rate => Den == 0 ? null : Math.Round((decimal)Num / Den, 6);

    /// <summary>A rate of two counts.</summary>
    public static Share Of(long num, long den) => new() { Num = num, Den = den };
}

/// <summary>Metric 2: accepted of those decided in the week; the undecided stand beside it, in no
/// denominator.</summary>
public sealed record AcceptanceShare : Share
{
    /// <summary>Leads whose decision was yes.</summary>
    public long Accepted { get; init; }

    /// <summary>Leads whose decision was no.</summary>
    public long Rejected { get; init; }

    /// <summary>MQLs without a decision as of then, of whatever week.</summary>
    public long Undecided { get; init; }
}

/// <summary>A judged metric: done in time of those judged in the week.</summary>
public sealed record JudgedShare : Share
{
    /// <summary>Done after the deadline.</summary>
    public long Late { get; init; }

    /// <summary>Not done as of then, the deadline past (a cadence: judged short of it).</summary>
    public long Missed { get; init; }

    /// <summary>Started and not judged as of then; in no denominator.</summary>
    public long Pending { get; init; }

    /// <summary>The same without the misses that somebody excused by name; null where nothing was excused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Share? WithoutExcused { get; init; }

    /// <summary>Made moot in the week before it was judged; in no denominator.</summary>
    public long Exempt { get; init; }
}

/// <summary>Metric 5 and 6: complete leads, and present fields.</summary>
public sealed record Completeness
{
    /// <summary>Leads with every field of all leads.</summary>
    public Share Leads { get; init; } = new();

    /// <summary>Present fields of all asked for.</summary>
    public Share Fields { get; init; } = new();
}

/// <summary>Duties of one clause: all, and those nobody excused.</summary>
internal sealed class AttainmentCount
{
    private long met;
    private long judged;
    private long waived;

    internal void Add(bool isMet, bool isWaived)
    {
        judged++;
        met += isMet ? 1 : 0;
        waived += isWaived && !isMet ? 1 : 0;
    }

    internal AttainmentLine ToLine(ClauseKind clause) =>
        new(clause.Name(), Share.Of(met, judged), Share.Of(met, judged - waived), waived);
}

/// <summary>One rep's counts.</summary>
internal sealed class OwnerCount
{
    private long touchMet;
    private long touchJudged;
    private long decisionMet;
    private long decisionJudged;

    internal long Touches { get; set; }

    internal long Open { get; set; }

    internal long Pending { get; set; }

    internal void Judge(ClauseKind clause, bool met)
    {
        if (clause == ClauseKind.FirstTouch)
        {
            touchJudged++;
            touchMet += met ? 1 : 0;
        }
        else if (clause == ClauseKind.Decision)
        {
            decisionJudged++;
            decisionMet += met ? 1 : 0;
        }
    }

    internal OwnerLine ToLine(string owner) =>
        new(owner, Share.Of(touchMet, touchJudged), Share.Of(decisionMet, decisionJudged), Touches, Open, Pending);
}

/// <summary>A metric of a published week that late events have changed: as published, and as it stands now.</summary>
public sealed record Restatement(string Week, MetricLine Old, MetricLine New);

/// <summary>What two scorecards say beside each other.</summary>
public static class ScorecardChanges
{
    /// <summary>The metrics whose counts or values differ between a week as published and the same week recomputed; a
    /// changed target alone is none.</summary>
    public static IReadOnlyList<Restatement> Restatements(Scorecard published, Scorecard recomputed) =>
    [
        .. from old in published.Metrics
           join now in recomputed.Metrics on old.Key equals now.Key
           where (old.Value, old.Num, old.Den) != (now.Value, now.Num, now.Den)
           select new Restatement(published.Week, old, now),
    ];

    /// <summary>The parties that missed this week and the week before it (AGREEMENTS.md: first item of the next
    /// agenda).</summary>
    public static IReadOnlyList<Party> MissedTwice(Scorecard before, Scorecard now) =>
        [.. now.Misses.Select(miss => miss.Party).Intersect(before.Misses.Select(miss => miss.Party)).Order()];
}
