
namespace SlaBot.Core.Scorecards.Metrics;

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
        [.. kept.OrderBy(breachLine => breachLine.Due).ThenBy(breachLine => breachLine.Lead, StringComparer.Ordinal).ThenBy(breachLine => breachLine.Clause, StringComparer.Ordinal).Take(ScorecardMaker.MostBreaches)];
}
