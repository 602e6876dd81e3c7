using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Metrics 7 to 12: what the judged items came to, by clause.</summary>
internal sealed class DutyTally(ReportingPeriod frame)
{
    private readonly Counts[] counts = [.. Enum.GetValues<ClauseKind>().Select(_ => new Counts())];

    internal void Add(List<JudgedDuty> duties)
    {
        foreach (var duty in duties)
        {
            Add(duty.Clause, duty.Settle(frame.AsOf), duty.IsExcused);
        }
    }

    internal void Add(ClauseKind clause, MetricOutcome settled, bool isExcused) =>
        counts[(int)clause].Add(settled, isExcused, frame);

    internal void Add(IReadOnlyList<long> pending)
    {
        for (var i = 0; i < pending.Count; i++)
        {
            counts[i].AddPending(pending[i]);
        }
    }

    internal JudgedShare Of(ClauseKind kind) => counts[(int)kind].ToShare();

    private sealed class Counts
    {
        private readonly long[] by = new long[6];
        private long excused;

        internal void Add(MetricOutcome settled, bool isExcused, ReportingPeriod frame)
        {
            if (settled.Outcome == Outcome.Pending || frame.Holds(settled.At))
            {
                by[(int)settled.Outcome]++;
                excused += isExcused && settled.Outcome is (Outcome.Late or Outcome.Missed) ? 1 : 0;
            }
        }

        internal void AddPending(long more) => by[(int)Outcome.Pending] += more;

        internal JudgedShare ToShare() => new()
        {
            Num = this[Outcome.Met],
            Den = this[Outcome.Met] + this[Outcome.Late] + this[Outcome.Missed],
            Late = this[Outcome.Late],
            Missed = this[Outcome.Missed],
            Pending = this[Outcome.Pending],
            Exempt = this[Outcome.Exempt],
            WithoutExcused = excused == 0
                ? null : Share.Of(this[Outcome.Met],
                    this[Outcome.Met] + this[Outcome.Late] + this[Outcome.Missed] - excused),
        };

        private long this[Outcome outcome] => by[(int)outcome];
    }
}
