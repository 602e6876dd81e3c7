using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Core.Cards;

/// <summary>The replies about who did what: facts by name in the order of the alphabet, no ranking.</summary>
internal static class ScorecardPeople
{
    internal static Card People(Scorecard card, People people)
    {
        var owners = card.Owners.OrderBy(owner => people.NameOf(owner.Owner), StringComparer.OrdinalIgnoreCase).ToList();
        return new Card
        {
            Title = "By rep",
            Summary = $"{ScorecardText.Of(owners.Count, "rep")} worked leads this week.",
            Blocks = owners.Count == 0
                ? [new Paragraph("Nobody worked leads this week.", Tone.Muted)]
                :
                [
                    new Table(
                        ["Rep", "Answered in time", "Decided in time", "Touches", "In work", "Untouched, still in time"],
                        [.. owners.Select(owner => Row(owner, people))]),
                    .. Parted(card),
                    new Context("In alphabetical order. A low number is a question about the process, not about the person."),
                ],
        };
    }

    /// <summary>Where the reps' numbers part from the promise's row: each owner's own clock is counted here, the lead's there.</summary>
    private static IEnumerable<CardBlock> Parted(Scorecard card)
    {
        (string Clause, string Column, Share Row)[] promises = [("firstTouch", "Answered in time", card.SpeedToLead.Compliance), ("decision", "Decided in time", card.Decision)];
        foreach (var (clause, column, row) in promises)
        {
            var owed = card.Attainment.FirstOrDefault(line => line.Clause == clause)?.Raw ?? new Share();
            if (card.Handovers.FirstOrDefault(line => line.Clause == clause) is { } hands && (owed.Num, owed.Den) != (row.Num, row.Den))
            {
                yield return new Context(
                    $"{column}: {ScorecardText.Of(hands.Obligations, "obligation")} on {ScorecardText.Of(hands.Leads, "lead")}; {ScorecardText.Count(hands.ChangedHands)} changed hands.");
            }
        }
    }

    internal static Card Breaches(Scorecard card, People people, IReadOnlyList<CauseLine> causes, ScorecardContext around)
    {
        var shown = card.Breaches.Take(ScorecardCards.MostBreaches).ToList();
        var more = card.BreachTotal - shown.Count;
        return new Card
        {
            Title = "Deadlines missed",
            Summary = card.BreachTotal == 0 ? "No deadline was missed this week." : $"{ScorecardText.Of(card.BreachTotal, "deadline")} missed this week.",
            Blocks = card.BreachTotal == 0
                ? [new Paragraph("No deadline was missed this week.", Tone.Good)]
                :
                [
                    .. Split(causes),
                    new Bullets([.. shown.Select(breachLine => (Sentence(breachLine, card, people, CauseOf(breachLine, causes), around), ToneOf(breachLine)))]),
                    .. more > 0 ? (IEnumerable<CardBlock>)[new Context($"and {ScorecardText.Count(more)} more")] : [],
                ],
        };
    }

    /// <summary>Where the time went, largest first.</summary>
    private static IEnumerable<CardBlock> Split(IReadOnlyList<CauseLine> causes) => causes.Count == 0
        ? []
        : [new Bars("Where the time went", [.. causes.GroupBy(cause => cause.Cause).OrderByDescending(group => group.Count()).ThenBy(group => group.Key).Select(group => (Describe(group.Key), (long)group.Count()))])];

    private static string Describe(BreachCause cause) => cause switch
    {
        BreachCause.Source => "told late by its source",
        BreachCause.Routing => "waited in the queue (routing)",
        BreachCause.Delivery => "card not delivered in time",
        _ => "with the people",
    };

    private static BreachCause? CauseOf(BreachLine breach, IReadOnlyList<CauseLine> causes) =>
        causes.FirstOrDefault(cause => cause.Lead == breach.Lead && cause.Clause == breach.Clause && cause.Due == breach.Due)?.Cause;

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
    private static Line Sentence(BreachLine breach, Scorecard card, People people, BreachCause? cause, ScorecardContext around)
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
        : ClauseNames.TryParse(breach.Clause, out var kind) && kind.Party() != Party.Sales ? ScorecardText.PartyName(kind.Party())
        : "nobody yet";

    private static Tone ToneOf(BreachLine breach) => breach.Waived ? Tone.Muted : breach.Done is null ? Tone.Bad : Tone.Warning;
}
