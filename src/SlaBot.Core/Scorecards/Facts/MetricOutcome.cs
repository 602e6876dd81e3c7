
namespace SlaBot.Core.Scorecards.Facts;

/// <summary>What a duty came to.</summary>
internal enum Outcome
{
    /// <summary>Its clock has not started.</summary>
    NotYet,

    /// <summary>Its clock runs.</summary>
    Pending,

    /// <summary>Done at or before the deadline.</summary>
    Met,

    /// <summary>Done after it.</summary>
    Late,

    /// <summary>Not done, the deadline past.</summary>
    Missed,

    /// <summary>Made moot before it was judged.</summary>
    Exempt,
}

/// <summary>An outcome and the second in which it was judged (or made moot).</summary>
internal readonly record struct MetricOutcome(Outcome Outcome, long At)
{
    internal static MetricOutcome NotYet { get; } = new(Outcome.NotYet, LeadFacts.Never);

    internal static MetricOutcome StillPending { get; } = new(Outcome.Pending, LeadFacts.Never);

    internal bool IsJudged => Outcome is Outcome.Met or Outcome.Late or Outcome.Missed;
}
