namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Counts by name; a blank name reads <c>(none)</c>.</summary>
internal sealed class NameCounts
{
    internal const string Blank = "(none)";

    private readonly Dictionary<string, long> counts = [];

    internal void Add(string? name)
    {
        var key = string.IsNullOrWhiteSpace(name) ? Blank : name;
        counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>By count, then by name.</summary>
    internal IReadOnlyList<ReasonCount> LargestFirst() =>
        [.. counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal).Select(count => new ReasonCount(count.Key, count.Value))];
}
