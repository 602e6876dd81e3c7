using System.Text.Json.Serialization;
using NodaTime;
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

    /// <summary>True for a week that counts for nobody (METRICS.md, Which weeks count): before the agreement was signed and in effect, or before the program first ran.</summary>
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

    /// <summary>Cohort 1 with a full briefing at the MQL instant: what they did, news, what to say, who helps inside. Leads of a history are not known.</summary>
    public Share Briefing { get; init; } = new();

    /// <summary>Metric 17, by source, in the order of their names; those without anything in the week are left out.</summary>
    public IReadOnlyList<SourceLine> Sources { get; init; } = [];

    /// <summary>Metric 17: marketing-sourced leads, then all others.</summary>
    public IReadOnlyList<SourceLine> Origins { get; init; } = [];

    /// <summary>Metric 18 of the month in which the week ends, as of then: the sources with spend, then all of them; empty without spend.</summary>
    public IReadOnlyList<MoneyLine> Money { get; init; } = [];

    /// <summary>Metric 19.</summary>
    public IReadOnlyList<AttainmentLine> Attainment { get; init; } = [];

    /// <summary>Clauses under which leads with something judged in the week have changed hands; their obligations are counted one by one.</summary>
    public IReadOnlyList<HandoverLine> Handovers { get; init; } = [];

    /// <summary>What each rep did, by e-mail.</summary>
    public IReadOnlyList<OwnerLine> Owners { get; init; } = [];

    /// <summary>Duties judged not met in the week, by deadline; at most <see cref="ScorecardMaker.MostBreaches"/>.</summary>
    public IReadOnlyList<BreachLine> Breaches { get; init; } = [];

    /// <summary>How many there were.</summary>
    public long BreachTotal { get; init; }

    /// <summary>Every metric that has a target, with its colour.</summary>
    public IReadOnlyList<MetricLine> Metrics { get; init; } = [];

    /// <summary>Whether anything at all happened, fell due or waits.</summary>
    [JsonIgnore]
    public bool HasSomething => MqlVolume.Count + Acceptance.Undecided + BreachTotal + Owners.Count > 0
        || Metrics.Any(line => line.Den > 0 || (line.Den is null && line.Num > 0));

    /// <summary>The red ones that the agreement commits a party to.</summary>
    public IReadOnlyList<Miss> Misses { get; init; } = [];
}
