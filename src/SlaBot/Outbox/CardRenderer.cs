using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>Draws an item of the outbox from the state as it is now; null when there is nothing to show any
/// more.</summary>
internal sealed class CardRenderer(IReadStore reader, CurrentAgreement rules, ReaderZones zones)
{
    /// <summary>The card of this item; <paramref name="read"/>: leads that were read for it already.</summary>
    public Card? Draw(OutboxItem item, PostedMessage? standing, Instant now,
        IReadOnlyDictionary<string, LeadState?>? read = null)
    {
        var book = rules.Now;
        var context = new CardContext { Policy = book.Policy, People = book.People, Now = now,
            QuickTouches = book.QuickTouches };
        var to = ReaderOf(item.Address, book);
        return item.Intent switch
        {
            AlarmIntent alarm => AlarmCard.Draw(alarm.Title, alarm.Sentence, alarm.Remedy),
            UndeliveredCardIntent undelivered => Alarm(item.Lead, undelivered),
            NoteIntent note => NoteCard.Draw(note.Title, note.Text),
            ScorecardIntent part => Week(part, item.Address, now),
            AgreementIntent page =>
                page.Version == book.Policy.Version
                    ? AgreementArchive.Page(book, reader.Signatures(book.Policy.Version), now) : null,
            ReviewIntent part => Month(part, context, to),
            DigestIntent list => Digest(
                list.Lines, id => read is not null && read.TryGetValue(id, out var lead) ? lead : reader.Lead(id),
                context, to),
            _ => item.Lead is { } id && reader.Lead(id) is { } lead ? OfLead(item, lead, standing, context, to) : null,
        };
    }

    /// <summary>
    /// Whether a card, a notice or a queue alarm that is not posted yet has something to say. Without drawing it: of
    /// thousands that become one list, none is drawn by itself.
    /// </summary>
    public bool HasNews(OutboxItem item) => item.Intent switch
    {
        LeadCardIntent => LeadOf(item) is not null,
        NoticeIntent notice => LeadOf(item) is { } lead && !IsSuperseded(lead, notice.Obligation, notice.Level)
            && NoticeCard.IsDue(lead, notice.Obligation, notice.Level),
        _ => LeadOf(item)?.Stage == LeadStage.Queue,
    };

    private LeadState? LeadOf(OutboxItem item) => item.Lead is { } id ? reader.Lead(id) : null;

    /// <summary>The list of these notices, or of these new leads. A lead that cannot be drawn keeps none of
    /// the others out.</summary>
    private static Card Digest(IReadOnlyList<ListLine> all, Func<string, LeadState?> leadOf, CardContext context,
        Reader to)
    {
        try
        {
            return Of(all);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && all.Count > 1)
        {
            return Of([.. all.Where(line => CanDraw(() => Of([line])))]);
        }

        Card Of(IReadOnlyList<ListLine> lines)
        {
            var found = lines.Select(line => (Lead: leadOf(line.Lead)!, Line: line))
                .Where(pair => pair.Lead is not null).ToList();
            return found.Count > 0 && found.All(pair => pair.Line.IsCard)
                ? NewLeadsCard.Draw([.. found.Select(pair => pair.Lead)], context, to)
                : DigestCard.Draw(
                    [.. found.Select(pair => (pair.Lead, pair.Line.Obligation ?? "", pair.Line.Level ?? ""))],
                    context, to);
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
    public Reader ReaderOf(ChatAddress address, AgreementRules book)
    {
        var person = NoticeRecipients.PersonOf(address, book.People);
        return new Reader(person, person is null ? book.Policy.Calendar.Zone : zones.Of(person));
    }

    private static Card? OfLead(OutboxItem item, LeadState lead, PostedMessage? standing, CardContext context,
        Reader to) => item.Intent switch
    {
        LeadCardIntent => LeadCard.Draw(lead, context, to),
        NoticeIntent notice => Notice(notice, lead, standing, context, to),
        QueueAlarmIntent =>
            standing is null && lead.Stage != LeadStage.Queue ? null : QueueCard.Draw(lead, context, to),
        ReturnedLeadIntent => ReturnedCard.Draw(lead, context, to),
        DisputeIntent =>
            standing is null && lead.Rejection?.Upheld is not null ? null : DisputeCard.Draw(lead, context, to),
        _ => RevisitCard.Draw(lead, context, to),
    };

    private static Card? Notice(NoticeIntent notice, LeadState lead, PostedMessage? standing, CardContext context,
        Reader to)
    {
        if (standing is null && IsSuperseded(lead, notice.Obligation, notice.Level))
        {
            return null;
        }

        return NoticeCard.Draw(lead, notice.Obligation, notice.Level, context, to, alreadyPosted: standing is not null);
    }

    /// <summary>A reminder that waited, as through an outage, until the next one of its deadline came: that one says it
    /// all.</summary>
    private static bool IsSuperseded(LeadState lead, string obligation, string level)
    {
        var raised = lead.Obligations.FirstOrDefault(item => item.Id == obligation)
            ?.Raised.Where(alert => alert.Level.StartsWith("warning", StringComparison.Ordinal)).ToList() ?? [];
        return raised.FirstOrDefault(alert => alert.Level == level) is { } mine
            && raised.Any(alert => alert.At > mine.At && alert.Tell.Intersect(mine.Tell).Any());
    }

    private Card? Week(ScorecardIntent part, ChatAddress address, Instant now) =>
        reader.Scorecard(part.Week) is not { } published ? null
        : part.Part == ScorecardIntent.RepPart ? ScorecardRenderer.Rep(published, address, rules.Now)
        : ScorecardRenderer.Part(published, part.Part, rules.Now, now, reader);

    private Card? Month(ReviewIntent part, CardContext context, Reader to) =>
        ReviewArchive.Month(reader, part.Month) is { } month
            ? ScorecardRenderer.Month(month, part.Part, context, to, reader) : null;

    private static Card Alarm(string? lead, UndeliveredCardIntent undelivered) => AlarmCard.Draw(
        "A lead's card did not arrive",
        $"The card of lead {lead} could not be brought to {undelivered.Owner}: {undelivered.Why}",
        "Check that the person is in the chat and that the bot may write to them. The seller's clocks are not to "
        + "blame; the command lead shows the lead.");
}
