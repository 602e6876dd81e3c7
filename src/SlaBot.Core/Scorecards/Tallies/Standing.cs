using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>What leads add to a week in which nothing of theirs happens or falls due: clocks that run, decisions not made, open leads.</summary>
internal sealed class Standing
{
    private readonly long[] pending = new long[Enum.GetValues<ClauseKind>().Length];
    private readonly Dictionary<string, (long Open, long Pending)> owners = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyList<long> Pending => pending;

    internal IReadOnlyDictionary<string, (long Open, long Pending)> Owners => owners;

    internal long Undecided { get; private set; }

    internal void AddPending(ClauseKind kind, int times) => pending[(int)kind] += times;

    internal void AddUndecided(int times) => Undecided += times;

    internal void AddOpen(string owner, int times) => AddOwner(owner, times, 0);

    internal void AddUntouched(string owner, int times) => AddOwner(owner, 0, times);

    internal void Add(Standing other)
    {
        for (var i = 0; i < pending.Length; i++)
        {
            pending[i] += other.pending[i];
        }

        Undecided += other.Undecided;
        foreach (var (owner, (open, waiting)) in other.owners)
        {
            AddOwner(owner, open, waiting);
        }
    }

    private void AddOwner(string owner, long open, long waiting)
    {
        var (o, p) = owners.GetValueOrDefault(owner);
        owners[owner] = (o + open, p + waiting);
    }
}
