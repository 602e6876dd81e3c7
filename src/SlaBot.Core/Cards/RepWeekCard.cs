using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards;

/// <summary>A rep's private note about their own week: their numbers only, never beside anybody else's.</summary>
public static class RepWeekCard
{
    /// <summary>Draws it; null when the week has no line of that rep.</summary>
    public static Card? Draw(Scorecard card, Person rep)
    {
        if (card.Owners.FirstOrDefault(
            owner => string.Equals(owner.Owner, rep.Email, StringComparison.OrdinalIgnoreCase)) is not { } own)
        {
            return null;
        }

        var heading = $"Your week, {Truncate.Name(rep.FirstName)}: {ScorecardText.Title(card)}";
        return new Card
        {
            Title = heading,
            Blocks =
            [
                new Paragraph(Opening(own)),
                Numbers(own),
                new Context(
                    "Only you get this note. If a number is lower than you would like, say what got in the way: it "
                    + "is a question about the process."),
            ],
            Summary = $"{heading}. First touches in time: {ScorecardText.Value(own.SpeedToLead)}.",
        };
    }

    /// <summary>The numbers of one line.</summary>
    public static Fields Numbers(OwnerLine own) => new(
    [
        ("First touches in time", ScorecardText.Value(own.SpeedToLead)),
        ("Decisions in time", ScorecardText.Value(own.Decision)),
        ("Touches logged", ScorecardText.Count(own.Touches)),
        ("Leads in work", ScorecardText.Count(own.Open)),
        ("Untouched, still in time", ScorecardText.Count(own.Pending)),
    ]);

    private static string Opening(OwnerLine own) =>
        own.SpeedToLead is { Den: > 0 } answered && answered.Num == answered.Den
            ? "Every first touch was in time. Thank you, that is what the agreement stands on."
        : own.Touches > 0 ? "Thank you for the work of this week. Here is how it looks in numbers."
        : own.SpeedToLead.Den + own.Decision.Den == 0 ? "A quiet week. Here is how it looks in numbers."
        : "Here is how your week looks in numbers.";
}
