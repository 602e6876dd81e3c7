namespace SlaBot.Core.Scorecards;

/// <summary>The first breaches of a week by deadline; all are counted, but no more are kept than a scorecard lists.</summary>
internal sealed class BreachList
{
    private readonly List<BreachLine> kept = [];

    internal long Count { get; private set; }

    internal void Add(BreachLine breach)
    {
        Count++;
        kept.Add(breach);
        if (kept.Count >= 4 * ScorecardMaker.MostBreaches)
        {
            var first = First();
            kept.Clear();
            kept.AddRange(first);
        }
    }

    internal IReadOnlyList<BreachLine> First() =>
        [.. kept.OrderBy(one => one.Due).ThenBy(one => one.Lead, StringComparer.Ordinal).ThenBy(one => one.Clause, StringComparer.Ordinal).Take(ScorecardMaker.MostBreaches)];
}
