using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Time;

namespace SlaBot.Core.Cards;

/// <summary>Draws a scorecard as a thread: the summary, then the replies.</summary>
public static class ScorecardCards
{
    /// <summary>The most breaches that are told one by one.</summary>
    public const int MostBreaches = 20;

    /// <summary>The parts in the order in which they are posted: <c>summary</c>, <c>marketing</c>, <c>sales</c>,
    /// <c>people</c>, <c>breaches</c>, <c>reasons</c>, and <c>agenda</c> where there is one.</summary>
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
        string[] standingMatters = [
            .. (review?.Agenda ?? []).Where(item => item.Since is not null)
                .Select(item => $"First on the agenda: {AgendaCard.Describe(item, context)}")];
        return
        [
            ("summary",
                ScorecardSummary.Draw(card, [.. Notices(card, policy, now, standing), .. standingMatters],
                    [.. (review?.Restatements ?? []).Select(Describe)], around)),
            ("marketing",
                ScorecardParties.Marketing(card, IsBusiness(policy.ClauseFor(ClauseKind.Handoff, null, null, null)))),
            ("sales", ScorecardParties.Sales(card)),
            ("people", ScorecardPeople.People(card, people)),
            ("breaches", ScorecardPeople.Breaches(card, people, review?.Causes ?? [], around)),
            ("reasons", Reasons(card, review?.Disputes ?? [], around)),
            .. review is null
                ? Array.Empty<(string, Card)>()
                : [("agenda",
                    AgendaCard.Draw(card.Week, review.Agenda, around.Ticks, review.Resolved, context,
                        new Reader(null, ScorecardText.ZoneOf(card))))],
        ];
    }

    /// <summary>A restatement in words, for <see cref="Draw"/>: old, new and why.</summary>
    public static string Describe(RestatementLine change) =>
        $"{Capital(ScorecardText.NameOfWeek(change.Week))}, {ScorecardText.InSentence(change.New.Key)}: "
        + $"{ScorecardText.Value(change.New)} instead of {ScorecardText.Value(change.Old)}, because {change.Why}.";

    private static bool IsBusiness(Clause? clause) =>
        clause?.Within.Unit is TargetUnit.Business or TargetUnit.BusinessDays;

    private static IEnumerable<string> Notices(Scorecard card, SlaPolicy policy, Instant now, string? standing)
    {
        if (card.Practice)
        {
            yield return "This week is for practice: it began before the agreement was in effect and signed by both, "
                + "or before SlaBot first ran here. It is nobody's miss and nobody's green week.";
        }

        if (standing is not null)
        {
            yield return standing;
        }

        if (policy.Effective is { } day && now.InZone(policy.Calendar.Zone).Date < day)
        {
            yield return $"The agreement takes effect on "
                + $"{day.ToString("d MMMM uuuu", System.Globalization.CultureInfo.InvariantCulture)}; until then the "
                    + $"numbers are for practice.";
        }
    }

    private static Card Reasons(Scorecard card, IReadOnlyList<DisputeLine> disputes, ScorecardContext around)
    {
        var total = card.Acceptance.Rejected;
        return new Card
        {
            Title = "Why leads were rejected",
            Summary = total == 0
                ? "No leads were rejected this week."
                : $"{ScorecardText.Of(total, "lead")} rejected; most often: {card.RejectReasons[0].Reason}.",
            Blocks =
            [
                total == 0
                    ? new Paragraph("No leads were rejected this week.")
                    : new Bars("Rejections by reason",
                        [.. card.RejectReasons.Select(
                            rejectReason => (Label(rejectReason.Reason), rejectReason.Count))]),
                .. disputes.Count == 0
                    ? Array.Empty<CardBlock>()
                    : [new Heading("Disputes"),
                        new Bullets(
                            [.. disputes.Take(MostBreaches).Select(dispute => Dispute(dispute, card, around))])],
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
        return (Line.Of(new(around.NameOf(disputeLine.Lead), SpanKind.Strong),
            new($": {Label(disputeLine.Reason ?? "(none)")}, disputed "),
            ScorecardText.Time(disputeLine.DisputedAt, card), new($", {words}")), tone);
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Label(string reason) => reason == "(none)" ? "no reason given" : reason;
}

/// <summary>The replies about who did what: facts by name in the order of the alphabet, no ranking.</summary>
internal static class ScorecardPeople
{
    internal static Card People(Scorecard card, People people)
    {
        var owners =
            card.Owners.OrderBy(owner => people.NameOf(owner.Owner), StringComparer.OrdinalIgnoreCase).ToList();
        return new Card
        {
            Title = "By rep",
            Summary = $"{ScorecardText.Of(owners.Count, "rep")} worked leads this week.",
            Blocks = owners.Count == 0
                ? [new Paragraph("Nobody worked leads this week.", Tone.Muted)]
                :
                [
                    new Table(
                        ["Rep", "Answered in time", "Decided in time", "Touches", "In work",
                            "Untouched, still in time"],
                        [.. owners.Select(owner => Row(owner, people))]),
                    .. Parted(card),
                    new Context(
                        "In alphabetical order. A low number is a question about the process, not about the person."),
                ],
        };
    }

    /// <summary>Where the reps' numbers part from the promise's row: each owner's own clock is counted here, the lead's
    /// there.</summary>
    private static IEnumerable<CardBlock> Parted(Scorecard card)
    {
        (string Clause, string Column,
            Share Row)[] promises = [("firstTouch", "Answered in time", card.SpeedToLead.Compliance),
                ("decision", "Decided in time", card.Decision)];
        foreach (var (clause, column, row) in promises)
        {
            var owed = card.Attainment.FirstOrDefault(line => line.Clause == clause)?.Raw ?? new Share();
            if (card.Handovers.FirstOrDefault(line => line.Clause == clause) is { } hands
                && (owed.Num, owed.Den) != (row.Num, row.Den))
            {
                yield return new Context(
                    $"{column}: {ScorecardText.Of(hands.Obligations, "obligation")} on {ScorecardText.Of(hands.Leads, "lead")}; {ScorecardText.Count(hands.ChangedHands)} changed hands.");
            }
        }
    }

    internal static Card Breaches(Scorecard card, People people, IReadOnlyList<CauseLine> causes,
        ScorecardContext around)
    {
        var shown = card.Breaches.Take(ScorecardCards.MostBreaches).ToList();
        var more = card.BreachTotal - shown.Count;
        return new Card
        {
            Title = "Deadlines missed",
            Summary = card.BreachTotal == 0
                ? "No deadline was missed this week."
                : $"{ScorecardText.Of(card.BreachTotal, "deadline")} missed this week.",
            Blocks = card.BreachTotal == 0
                ? [new Paragraph("No deadline was missed this week.", Tone.Good)]
                :
                [
                    .. Split(causes),
                    new Bullets(
                        [.. shown.Select(
                            breachLine =>
                                (Sentence(breachLine, card, people, CauseOf(breachLine, causes), around),
                                    ToneOf(breachLine)))]),
                    .. more > 0 ? (IEnumerable<CardBlock>)[new Context($"and {ScorecardText.Count(more)} more")] : [],
                ],
        };
    }

    /// <summary>Where the time went, largest first.</summary>
    private static IEnumerable<CardBlock> Split(IReadOnlyList<CauseLine> causes) => causes.Count == 0
        ? []
        : [new Bars("Where the time went",
            [.. causes.GroupBy(cause => cause.Cause).OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key).Select(group => (Describe(group.Key), (long)group.Count()))])];

    private static string Describe(BreachCause cause) => cause switch
    {
        BreachCause.Source => "told late by its source",
        BreachCause.Routing => "waited in the queue (routing)",
        BreachCause.Delivery => "card not delivered in time",
        BreachCause.Human => "with the people",
    };

    private static BreachCause? CauseOf(BreachLine breach, IReadOnlyList<CauseLine> causes) =>
        causes.FirstOrDefault(
            cause => cause.Lead == breach.Lead && cause.Clause == breach.Clause && cause.Due == breach.Due)?.Cause;

    private static TableRow Row(OwnerLine line, People people) => new(
    [
        people.NameOf(line.Owner),
        ScorecardText.Value(line.SpeedToLead),
        ScorecardText.Value(line.Decision),
        ScorecardText.Count(line.Touches),
        ScorecardText.Count(line.Open),
        ScorecardText.Count(line.Pending),
    ]);

    /// <summary><c>L1 · first touch (Ana Reyes) · due Tue 17 Nov 10:12 · done Tue 17 Nov 11:00</c>.</summary>
    private static Line Sentence(BreachLine breach, Scorecard card, People people, BreachCause? cause,
        ScorecardContext around)
    {
        var spans = new List<Span>
        {
            new(around.NameOf(breach.Lead), SpanKind.Strong),
            new($": {ScorecardText.ClauseName(breach.Clause)} ({Whose(breach, people)}), due "),
            ScorecardText.Time(breach.Due, card),
        };
        if (breach.Done is { } done)
        {
            spans.Add(new(", done "));
            spans.Add(ScorecardText.Time(done, card));
        }
        else
        {
            spans.Add(new(", not done"));
        }

        if (cause is { } where and not BreachCause.Human)
        {
            spans.Add(new($", {Describe(where)}"));
        }

        if (breach.Waived)
        {
            spans.Add(new(", excused"));
        }

        return new Line(spans);
    }

    private static string Whose(BreachLine breach, People people) =>
        breach.Owner is not null ? people.NameOf(breach.Owner)
        : ClauseNames.TryParse(breach.Clause, out var kind) && kind.Party() != Party.Sales
        ? ScorecardText.PartyName(kind.Party())
        : "nobody yet";

    private static Tone ToneOf(BreachLine breach) =>
        breach.Waived ? Tone.Muted : breach.Done is null ? Tone.Bad : Tone.Warning;
}
