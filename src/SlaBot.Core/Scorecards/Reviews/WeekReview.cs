using System.Text.Json;
using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Reviews;

/// <summary>A restatement with its cause: what was told after the week was published.</summary>
public sealed record RestatementLine(string Week, MetricLine Old, MetricLine New, string Why);

/// <summary>A missed duty of the week and where its time went.</summary>
public sealed record CauseLine(string Lead, string Clause, Instant Due, BreachCause Cause);

/// <summary>A dispute raised or ruled on in the week.</summary>
public sealed record DisputeLine(string Lead, string? Reason, Instant DisputedAt, bool? Upheld, Instant? RuledAt);

/// <summary>
/// One thing to go through: words that the agreement fixes, or what a party missed. <c>Key</c> names it within its
/// agenda; an item with a party and an opening week stands first until it is settled.
/// </summary>
public sealed record AgendaItem(string Key, string? Text, Party? Party, IReadOnlyList<string> Metrics, string? Owner,
    string? Since);

/// <summary>What the weekly meeting needs beside the numbers; kept as published with them.</summary>
public sealed record WeekReview
{
    /// <summary>What late events changed in weeks already published.</summary>
    public IReadOnlyList<RestatementLine> Restatements { get; init; } = [];

    /// <summary>Where the time of the missed duties went; as many as the scorecard lists.</summary>
    public IReadOnlyList<CauseLine> Causes { get; init; } = [];

    /// <summary>The week's disputes.</summary>
    public IReadOnlyList<DisputeLine> Disputes { get; init; } = [];

    /// <summary>What to go through, in order.</summary>
    public IReadOnlyList<AgendaItem> Agenda { get; init; } = [];

    /// <summary>What this week closed, as sentences.</summary>
    public IReadOnlyList<string> Resolved { get; init; } = [];

    /// <summary>As one line of JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, ScorecardJson.Options);

    /// <summary>What was written.</summary>
    public static WeekReview Read(string json) => JsonSerializer.Deserialize<WeekReview>(json, ScorecardJson.Options)!;
}

/// <summary>A month as published: its numbers and its agenda.</summary>
public sealed record MonthReview(Scorecard Card, IReadOnlyList<AgendaItem> Agenda)
{
    /// <summary>As one line of JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, ScorecardJson.Options);

    /// <summary>What was written.</summary>
    public static MonthReview Read(string json) =>
        JsonSerializer.Deserialize<MonthReview>(json, ScorecardJson.Options)!;
}

/// <summary>
/// The agenda of a review: what stands open first, then the items that the agreement fixes (marketing's look at the
/// feedback among them), then one question for each metric missed (AGREEMENTS.md, Review).
/// </summary>
public static class AgendaMaker
{
    /// <summary>The item that is always there, in these words unless the agreement has its own with the word feedback
    /// in it.</summary>
    public const string Feedback = "Marketing looks at sales' feedback: reject reasons, ratings, outcome codes";

    /// <summary>Makes it.</summary>
    /// <param name="card">The week's or the month's numbers.</param>
    /// <param name="terms">The agreement's review terms.</param>
    /// <param name="open">The matters that stand open, oldest first.</param>
    public static IReadOnlyList<AgendaItem> Make(Scorecard card, ReviewTerms terms, IEnumerable<MissedWeeksItem> open)
    {
        var matters = open.ToList();
        var words = terms.Agenda.Any(text => text.Contains("feedback", StringComparison.OrdinalIgnoreCase))
            ? terms.Agenda : [.. terms.Agenda, Feedback];
        return
        [
            .. matters.Select(
                matter => new AgendaItem(matter.Key, null, matter.Party, matter.Metrics, matter.Owner, matter.Week)),
            .. words.Select(
                (text, index) =>
                    new AgendaItem(FormattableString.Invariant($"{index + 1}"), text, null, [], null, null)),
            .. card.Misses.GroupBy(miss => miss.Metric)
                .Select(
                    misses =>
                        new AgendaItem($"miss:{misses.Key}", null, misses.Count() == 1 ? misses.First().Party : null,
                            [misses.Key], null, null)),
        ];
    }
}
