using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>What leads add to a week in which nothing of theirs happens or falls due: clocks that run, decisions not made, open leads.</summary>
internal sealed class CarriedOver
{
    private readonly long[] pending = new long[Enum.GetValues<ClauseKind>().Length];
    private readonly Dictionary<string, (long Open, long Pending)> owners = new(StringComparer.OrdinalIgnoreCase);

    private readonly long[] conversion = new long[ConversionTargetTally.MostSteps];

    internal IReadOnlyList<long> Pending => pending;

    /// <summary>Leads within the window of each conversion target, in the order of the targets.</summary>
    internal IReadOnlyList<long> Conversion => conversion;

    internal IReadOnlyDictionary<string, (long Open, long Pending)> Owners => owners;

    internal long Undecided { get; private set; }

    internal void AddPending(ClauseKind kind, int times) => pending[(int)kind] += times;

    internal void AddConversion(int step, int times) => conversion[step] += times;

    internal void AddUndecided(int times) => Undecided += times;

    internal void AddOpen(string owner, int times) => AddOwner(owner, times, 0);

    internal void AddUntouched(string owner, int times) => AddOwner(owner, 0, times);

    internal void Add(CarriedOver other)
    {
        for (var i = 0; i < pending.Length; i++)
        {
            pending[i] += other.pending[i];
        }

        for (var i = 0; i < conversion.Length; i++)
        {
            conversion[i] += other.conversion[i];
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
