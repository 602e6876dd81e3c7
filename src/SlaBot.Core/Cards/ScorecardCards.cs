using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards;

/// <summary>Draws a scorecard as a thread: the summary, then the replies.</summary>
public static class ScorecardCards
{
    /// <summary>The most breaches that are told one by one.</summary>
    public const int MostBreaches = 20;

    /// <summary>The parts in the order in which they are posted: <c>summary</c>, <c>marketing</c>, <c>sales</c>, <c>people</c>, <c>breaches</c>, <c>reasons</c>.</summary>
    /// <param name="card">The numbers.</param>
    /// <param name="policy">The agreement, for its name.</param>
    /// <param name="people">For names.</param>
    /// <param name="now">When it is drawn: says whether the agreement is in effect.</param>
    /// <param name="standing">What to say first, such as that nobody has signed; null for nothing.</param>
    /// <param name="agenda">Sentences that stand on top of the next review (two missed weeks in a row); may be empty.</param>
    /// <param name="restatements">What late events changed in published weeks: old, new, why; may be empty.</param>
    public static IReadOnlyList<(string Part, Card Card)> Draw(
        Scorecard card,
        SlaPolicy policy,
        People people,
        Instant now,
        string? standing = null,
        IReadOnlyList<string>? agenda = null,
        IReadOnlyList<string>? restatements = null) =>
    [
        ("summary", ScorecardSummary.Draw(card, [.. Notices(policy, now, standing), .. agenda ?? []], restatements ?? [])),
        ("marketing", ScorecardParties.Marketing(card)),
        ("sales", ScorecardParties.Sales(card)),
        ("people", ScorecardPeople.People(card, people)),
        ("breaches", ScorecardPeople.Breaches(card, people)),
        ("reasons", Reasons(card)),
    ];

    /// <summary>A restatement in words, for <see cref="Draw"/>: old, new and why.</summary>
    public static string Words(Restatement change) =>
        $"Week {change.Week}, {ScorecardWords.Name(change.New.Key)}: {ScorecardWords.Value(change.New)} instead of {ScorecardWords.Value(change.Old)}, because of events told after it was published.";

    private static IEnumerable<string> Notices(SlaPolicy policy, Instant now, string? standing)
    {
        if (standing is not null)
        {
            yield return standing;
        }

        if (policy.Effective is { } day && now.InZone(policy.Calendar.Zone).Date < day)
        {
            yield return $"The agreement takes effect on {day.ToString("d MMMM uuuu", System.Globalization.CultureInfo.InvariantCulture)}; until then the numbers are for practice.";
        }
    }

    private static Card Reasons(Scorecard card)
    {
        var total = card.Acceptance.Rejected;
        return new Card
        {
            Title = "Why leads were rejected",
            Summary = total == 0 ? "No leads were rejected this week." : $"{ScorecardWords.Of(total, "lead")} rejected; most often: {card.RejectReasons[0].Reason}.",
            Blocks = total == 0
                ? [new Paragraph("No leads were rejected this week.")]
                : [new Bars("Rejections by reason", [.. card.RejectReasons.Select(one => (Label(one.Reason), one.Count))])],
        };
    }

    private static string Label(string reason) => reason == "(none)" ? "no reason given" : reason;
}
