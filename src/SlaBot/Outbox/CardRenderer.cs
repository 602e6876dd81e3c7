using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>Draws a wish from the state as it is now; null when it is moot.</summary>
internal sealed class CardRenderer(IReadStore reader, CurrentAgreement rules, ReaderZones zones)
{
    /// <summary>The card that should stand for this wish.</summary>
    public Card? Draw(OutboxItem item, PostedMessage? standing, Instant now)
    {
        var book = rules.Now;
        var context = new CardContext { Policy = book.Policy, People = book.People, Now = now };
        var to = ReaderOf(item.Address, book);
        return item.Kind switch
        {
            MessageKind.Alarm => Alarm(item),
            MessageKind.Note => NoteCard.Draw(First(item.Detail), Rest(item.Detail)),
            MessageKind.Scorecard => Week(item, now),
            MessageKind.Agreement => item.Detail == book.Policy.Version ? AgreementArchive.Page(book, reader.Signatures(book.Policy.Version), now) : null,
            MessageKind.Review => Month(item, context, to),
            MessageKind.Digest => Digest(item.Detail ?? "", context, to),
            _ => item.Lead is { } id && reader.Lead(id) is { } lead ? OfLead(item, lead, standing, context, to) : null,
        };
    }

    /// <summary>The list of the notices, or of the new leads, whose keys stand in the detail, a line each. A lead that cannot be drawn keeps none of the others out.</summary>
    public Card Digest(string keys, CardContext context, Reader to)
    {
        var all = MessageKeys.Lines(keys).Select(MessageKeys.Listed).OfType<ListedLead>().ToList();
        try
        {
            return Of(all);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && all.Count > 1)
        {
            return Of([.. all.Where(line => CanDraw(() => Of([line])))]);
        }

        Card Of(IReadOnlyList<ListedLead> lines)
        {
            var found = lines.Select(line => (Lead: reader.Lead(line.Lead)!, Line: line)).Where(pair => pair.Lead is not null).ToList();
            return found.Count > 0 && found.All(pair => pair.Line.IsCard)
                ? NewLeadsCard.Draw([.. found.Select(pair => pair.Lead)], context, to)
                : DigestCard.Draw([.. found.Select(pair => (pair.Lead, pair.Line.Obligation, pair.Line.Level))], context, to);
        }
    }

    private static bool CanDraw(Action draw)
    {
        try
        {
            draw();
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Who reads there: the person, or the channel in the agreement's zone.</summary>
    public Reader ReaderOf(string audience, AgreementRules book)
    {
        var person = NoticeRecipients.PersonOf(audience, book.People);
        return new Reader(person, person is null ? book.Policy.Calendar.Zone : zones.Of(person));
    }

    private static Card? OfLead(OutboxItem item, LeadState lead, PostedMessage? standing, CardContext context, Reader to) => item.Kind switch
    {
        MessageKind.Card => LeadCard.Draw(lead, context, to),
        MessageKind.Notice => Notice(item, lead, standing, context, to),
        MessageKind.QueueAlarm => standing is null && lead.Stage != LeadStage.Queue ? null : QueueCard.Draw(lead, context, to),
        MessageKind.ReturnedLead => ReturnedCard.Draw(lead, context, to),
        MessageKind.Dispute => standing is null && lead.Rejection?.Upheld is not null ? null : DisputeCard.Draw(lead, context, to),
        _ => RevisitCard.Draw(lead, context, to),
    };

    private static Card? Notice(OutboxItem item, LeadState lead, PostedMessage? standing, CardContext context, Reader to)
    {
        var parts = (item.Detail ?? "").Split('|');
        if (standing is null && IsSuperseded(lead, parts[0], parts[1]))
        {
            return null;
        }

        return NoticeCard.Draw(lead, parts[0], parts[1], context, to, alreadyPosted: standing is not null);
    }

    /// <summary>A reminder that waited, as through an outage, until the next one of its deadline came: that one says it all.</summary>
    private static bool IsSuperseded(LeadState lead, string obligation, string level)
    {
        var raised = lead.Obligations.FirstOrDefault(item => item.Id == obligation)?.Raised.Where(alert => alert.Level.StartsWith("warning", StringComparison.Ordinal)).ToList() ?? [];
        return raised.FirstOrDefault(alert => alert.Level == level) is { } mine && raised.Any(alert => alert.At > mine.At && alert.Tell.Intersect(mine.Tell).Any());
    }

    private Card? Week(OutboxItem item, Instant now)
    {
        var parts = (item.Detail ?? "").Split('|');
        return reader.Scorecard(parts[0]) is not { } published ? null
            : parts[1] == "rep" ? ScorecardRenderer.Rep(published, item.Address, rules.Now)
            : ScorecardRenderer.Part(published, parts[1], rules.Now, now, reader);
    }

    private Card? Month(OutboxItem item, CardContext context, Reader to)
    {
        var parts = (item.Detail ?? "").Split('|');
        return ReviewArchive.Month(reader, parts[0]) is { } month ? ScorecardRenderer.Month(month, parts[1], context, to, reader) : null;
    }

    private static Card Alarm(OutboxItem item)
    {
        var lines = (item.Detail ?? "").Split('\n');
        return lines[0] == "card"
            ? AlarmCard.Draw(
                "A lead's card did not arrive",
                $"The card of lead {item.Lead} could not be brought to {lines[1]}: {lines[2]}",
                "Check that the person is in the chat and that the bot may write to them. The seller's clocks are not to blame; the command lead shows the lead.")
            : AlarmCard.Draw(lines[0], lines.ElementAtOrDefault(1) ?? "", lines.ElementAtOrDefault(2) ?? "");
    }

    private static string First(string? detail) => (detail ?? "").Split('\n', 2)[0];

    private static string Rest(string? detail) => (detail ?? "").Split('\n', 2).ElementAtOrDefault(1) ?? "";
}
