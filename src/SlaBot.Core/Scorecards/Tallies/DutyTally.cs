using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>Metrics 7 to 12: what the judged items came to, by clause.</summary>
internal sealed class DutyTally(Frame frame)
{
    private readonly Counts[] counts = [.. Enum.GetValues<ClauseKind>().Select(_ => new Counts())];

    internal void Add(List<Duty> duties)
    {
        foreach (var duty in duties)
        {
            counts[(int)duty.Clause].Add(duty.Settle(frame.AsOf), frame);
        }
    }

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

        internal void Add(Settled settled, Frame frame)
        {
            if (settled.Outcome == Outcome.Pending || frame.Holds(settled.At))
            {
                by[(int)settled.Outcome]++;
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
        };

        private long this[Outcome outcome] => by[(int)outcome];
    }
}
