using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

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
