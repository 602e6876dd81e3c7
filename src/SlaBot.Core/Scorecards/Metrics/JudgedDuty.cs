using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>
/// One judged item of one lead as the metrics see it: judged at the earlier of <c>Done</c> and <c>Due</c>, exempt when <c>Moot</c> is
/// at or before <c>Due</c>; it is set only where it came before <c>Done</c>, which the order of arrival decides within a second. <c>Full</c>, where set, is the verdict in place of "done in time" (cadence). Seconds; never for what did not happen.
/// </summary>
internal readonly record struct JudgedDuty(ClauseKind Clause, long Start, long Due, long Done, long Moot = LeadFacts.Never)
{
    internal bool? Full { get; init; }

    /// <summary>Somebody excused a duty of this clause by name: without the excused, a miss does not count.</summary>
    internal bool IsExcused { get; init; }

    /// <summary>True when no frozen obligation stands for it.</summary>
    internal bool IsComputed { get; init; }

    internal MetricOutcome Settle(long asOf)
    {
        if (Start > asOf)
        {
            return MetricOutcome.NotYet;
        }

        var done = Done <= asOf ? Done : LeadFacts.Never;
        var first = Math.Min(done, Due);
        if (Moot <= asOf && Moot <= Due)
        {
            return new MetricOutcome(Outcome.Exempt, Math.Max(Moot, Start));
        }

        if (first > asOf)
        {
            return MetricOutcome.StillPending;
        }

        if (Full is { } full)
        {
            return new MetricOutcome(full ? Outcome.Met : Outcome.Missed, first);
        }

        return done <= Due ? new MetricOutcome(Outcome.Met, done) : new MetricOutcome(done == LeadFacts.Never ? Outcome.Missed : Outcome.Late, Due);
    }
}
