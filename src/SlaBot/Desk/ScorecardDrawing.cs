using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;

namespace SlaBot.Desk;

/// <summary>Draws the parts of a published scorecard from what was stored.</summary>
internal static class ScorecardDrawing
{
    /// <summary>One part of the thread; null when it has none.</summary>
    public static Card? Part(PublishedScorecard published, string part, Rulebook book, Instant now, IDeskReader reader) =>
        ScorecardCards.Draw(ScorecardJson.Read(published.Json), book.Policy, book.People, now, Standing(book, now, reader))
            .FirstOrDefault(one => one.Part == part).Card;

    /// <summary>What must be said of the agreement: that it is not signed, or not in effect yet; null when it is both.</summary>
    public static string? Standing(Rulebook book, Instant now, IDeskReader reader)
    {
        var policy = book.Policy;
        var today = now.InZone(policy.Calendar.Zone).Date;
        if (policy.Effective > today)
        {
            return $"This agreement (version {policy.Version}) takes effect on {policy.Effective}; until then it runs as a trial.";
        }

        var signed = reader.Signatures(policy.Version).Select(one => one.Party).ToHashSet();
        var missing = new[] { "marketing", "sales" }.Where(party => !signed.Contains(party)).ToList();
        return missing.Count == 0 ? null : $"This agreement (version {policy.Version}) is not signed yet by {string.Join(" and ", missing)}: /sla sign.";
    }
}
