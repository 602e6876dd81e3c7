using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;

namespace SlaBot.Desk;

/// <summary>Draws the parts of a published scorecard from what was stored.</summary>
internal static class ScorecardDrawing
{
    /// <summary>One part of the thread; null when it has none.</summary>
    public static Card? Part(PublishedScorecard published, string part, Rulebook book, Instant now, IDeskReader reader)
    {
        var card = ScorecardJson.Read(published.Json);
        return ScorecardCards.Draw(card, book.Policy, book.People, now, Standing(book, reader), new WeekSurroundings { Review = Restating.Told(reader, published.Week) })
            .FirstOrDefault(one => one.Part == part).Card;
    }

    /// <summary>What must be said of the agreement: that it is not signed; null when it is. (That it is not in effect yet, the card says itself.)</summary>
    private static string? Standing(Rulebook book, IDeskReader reader)
    {
        var signed = reader.Signatures(book.Policy.Version).Select(one => one.Party).ToHashSet();
        var missing = new[] { "marketing", "sales" }.Where(party => !signed.Contains(party)).ToList();
        return missing.Count == 0 ? null : $"This agreement (version {book.Policy.Version}) is not signed yet by {string.Join(" and ", missing)}: /sla sign.";
    }
}
