using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>Draws the parts of a published scorecard from what was stored.</summary>
internal static class ScorecardRenderer
{
    /// <summary>One part of the thread; null when it has none.</summary>
    public static Card? Part(PublishedScorecard published, string part, AgreementRules book, Instant now,
        IReadStore reader)
    {
        var card = ScorecardJson.Read(published.Json);
        return ScorecardCards.Draw(card, book.Policy, book.People, now, UnsignedNotice(book, reader),
            Around(card, reader)).FirstOrDefault(pair => pair.Part == part).Card;
    }

    /// <summary>The summary of a published week by itself, without its thread.</summary>
    public static Card Alone(PublishedScorecard published, AgreementRules book, Instant now, IReadStore reader)
    {
        var card = ScorecardJson.Read(published.Json);
        return Summary(
            ScorecardCards.Draw(card, book.Policy, book.People, now, UnsignedNotice(book, reader),
                Around(card, reader) with { HasReplies = false }));
    }

    /// <summary>The summary of a week that was counted just now and never published.</summary>
    public static Card Recomputed(Scorecard card, AgreementRules book, Instant now, IReadStore reader)
    {
        var notice =
            string.Join(' ', new[] { "Recomputed, not published.", UnsignedNotice(book, reader) }.OfType<string>());
        return Summary(
            ScorecardCards.Draw(card, book.Policy, book.People, now, notice,
                Around(card, reader) with { HasReplies = false }));
    }

    /// <summary>A rep's note about their own week; null when the week has no line of theirs.</summary>
    public static Card? Rep(PublishedScorecard published, ChatAddress to, AgreementRules book) =>
        NoticeRecipients.PersonOf(to, book.People) is { } rep
            ? RepWeekCard.Draw(ScorecardJson.Read(published.Json), rep) : null;

    /// <summary>One part of a month's review: <c>table</c> or <c>agenda</c>.</summary>
    public static Card Month(MonthReview month, string part, CardContext context, Reader to, IReadStore reader) =>
        part == "table"
        ? MonthCard.Draw(month.Card, context.Policy)
        : AgendaCard.Draw(month.Card.Week, month.Agenda, Ticks(month.Card.Week, reader), [], context, to);

    private static Card Summary(IReadOnlyList<(string Part, Card Card)> parts) =>
        parts.First(part => part.Part == "summary").Card;

    private static ScorecardContext Around(Scorecard card, IReadStore reader) => new()
    {
        Review = ReviewArchive.Week(reader, card.Week),
        Before = [
            .. reader.PublishedWeeks().Where(publishedWeek => string.CompareOrdinal(publishedWeek, card.Week) < 0)
                .TakeLast(ScorecardTrend.Weeks - 1)
            .Select(text => reader.Scorecard(text)).OfType<PublishedScorecard>()
            .Select(publishedScorecard => ScorecardJson.Read(publishedScorecard.Json))],
        Ticks = Ticks(card.Week, reader),
        Names = Names(card, reader),
    };

    /// <summary>What the leads of the lists are called now: a lead whose data was deleted since has no name any
    /// more.</summary>
    private static Dictionary<string, string> Names(Scorecard card, IReadStore reader) =>
        card.Breaches.Take(ScorecardCards.MostBreaches).Select(breach => breach.Lead)
            .Concat(
                (ReviewArchive.Week(reader, card.Week)?.Disputes ?? []).Take(ScorecardCards.MostBreaches)
                    .Select(disputeLine => disputeLine.Lead))
            .Distinct(StringComparer.Ordinal).Select(reader.Lead).OfType<LeadState>().ToDictionary(lead => lead.Id,
                Title, StringComparer.Ordinal);

    private static string Title(LeadState lead) =>
        LeadName.Of(lead) is { Length: > 0 } name ? char.ToUpperInvariant(name[0]) + name[1..] : lead.Id;

    private static IReadOnlyList<AgendaTick> Ticks(string agenda,
        IReadStore reader) => [.. reader.Ticks(agenda).Select(tick => new AgendaTick(tick.Item, tick.By, tick.At))];

    /// <summary>What must be said of the agreement: that it is not signed; null when it is. (That it is not in effect
    /// yet, the card says itself.)</summary>
    private static string? UnsignedNotice(AgreementRules book, IReadStore reader)
    {
        var signed = reader.Signatures(book.Policy.Version).Select(signature => signature.Party).ToHashSet();
        var missing = new[] { "marketing", "sales" }.Where(party => !signed.Contains(party)).ToList();
        return missing.Count == 0
            ? null : $"This agreement (version {book.Policy.Version}) is not signed yet by "
                + $"{string.Join(" and ", missing)}: who leads there signs it with the command “sign”.";
    }
}
