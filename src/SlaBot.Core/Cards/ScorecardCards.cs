using SlaBot.Core.Time;
using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Core.Cards;

/// <summary>Draws a scorecard as a thread: the summary, then the replies.</summary>
public static class ScorecardCards
{
    /// <summary>The most breaches that are told one by one.</summary>
    public const int MostBreaches = 20;

    /// <summary>The parts in the order in which they are posted: <c>summary</c>, <c>marketing</c>, <c>sales</c>, <c>people</c>, <c>breaches</c>, <c>reasons</c>, and <c>agenda</c> where there is one.</summary>
    /// <param name="card">The numbers.</param>
    /// <param name="policy">The agreement, for its name.</param>
    /// <param name="people">For names.</param>
    /// <param name="now">When it is drawn: says whether the agreement is in effect.</param>
    /// <param name="standing">What to say first, such as that nobody has signed; null for nothing.</param>
    /// <param name="around">The weeks before it and what the review needs; null for the numbers alone.</param>
    public static IReadOnlyList<(string Part, Card Card)> Draw(
        Scorecard card,
        SlaPolicy policy,
        People people,
        Instant now,
        string? standing = null,
        ScorecardContext? around = null)
    {
        around ??= new ScorecardContext();
        var context = new CardContext { Policy = policy, People = people, Now = now };
        var review = around.Review;
        string[] standingMatters = [.. (review?.Agenda ?? []).Where(item => item.Since is not null).Select(item => $"First on the agenda: {AgendaCard.Describe(item, context)}")];
        return
        [
            ("summary", ScorecardSummary.Draw(card, [.. Notices(card, policy, now, standing), .. standingMatters], [.. (review?.Restatements ?? []).Select(Describe)], around)),
            ("marketing", ScorecardParties.Marketing(card, IsBusiness(policy.ClauseFor(ClauseKind.Handoff, null, null, null)))),
            ("sales", ScorecardParties.Sales(card)),
            ("people", ScorecardPeople.People(card, people)),
            ("breaches", ScorecardPeople.Breaches(card, people, review?.Causes ?? [], around)),
            ("reasons", Reasons(card, review?.Disputes ?? [], around)),
            .. review is null ? Array.Empty<(string, Card)>() : [("agenda", AgendaCard.Draw(card.Week, review.Agenda, around.Ticks, review.Resolved, context, new Reader(null, ScorecardText.ZoneOf(card))))],
        ];
    }

    /// <summary>A restatement in words, for <see cref="Draw"/>: old, new and why.</summary>
    public static string Describe(RestatementLine change) =>
        $"{Capital(ScorecardText.WeekName(change.Week))}, {ScorecardText.InSentence(change.New.Key)}: {ScorecardText.Value(change.New)} instead of {ScorecardText.Value(change.Old)}, because {change.Why}.";

    private static bool IsBusiness(Clause? clause) => clause?.Within.Unit is TargetUnit.Business or TargetUnit.BusinessDays;

    private static IEnumerable<string> Notices(Scorecard card, SlaPolicy policy, Instant now, string? standing)
    {
        if (card.Practice)
        {
            yield return "This week is for practice: it began before the agreement was in effect and signed by both, or before SlaBot first ran here. It is nobody's miss and nobody's green week.";
        }

        if (standing is not null)
        {
            yield return standing;
        }

        if (policy.Effective is { } day && now.InZone(policy.Calendar.Zone).Date < day)
        {
            yield return $"The agreement takes effect on {day.ToString("d MMMM uuuu", System.Globalization.CultureInfo.InvariantCulture)}; until then the numbers are for practice.";
        }
    }

    private static Card Reasons(Scorecard card, IReadOnlyList<DisputeLine> disputes, ScorecardContext around)
    {
        var total = card.Acceptance.Rejected;
        return new Card
        {
            Title = "Why leads were rejected",
            Summary = total == 0 ? "No leads were rejected this week." : $"{ScorecardText.Of(total, "lead")} rejected; most often: {card.RejectReasons[0].Reason}.",
            Blocks =
            [
                total == 0
                    ? new Paragraph("No leads were rejected this week.")
                    : new Bars("Rejections by reason", [.. card.RejectReasons.Select(rejectReason => (Label(rejectReason.Reason), rejectReason.Count))]),
                .. disputes.Count == 0 ? Array.Empty<CardBlock>() : [new Heading("Disputes"), new Bullets([.. disputes.Take(MostBreaches).Select(dispute => Dispute(dispute, card, around))])],
            ],
        };
    }

    private static (Line, Tone) Dispute(DisputeLine disputeLine, Scorecard card, ScorecardContext around)
    {
        var (words, tone) = disputeLine.Upheld switch
        {
            true => ("ruled: the rejection stands", Tone.Muted),
            false => ("ruled: overturned, back to sales", Tone.Good),
            _ => ("not ruled yet", Tone.Warning),
        };
        return (Line.Of(new(around.NameOf(disputeLine.Lead), SpanKind.Strong), new($": {Label(disputeLine.Reason ?? "(none)")}, disputed "), ScorecardText.Time(disputeLine.DisputedAt, card), new($", {words}")), tone);
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Label(string reason) => reason == "(none)" ? "no reason given" : reason;
}
