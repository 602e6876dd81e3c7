using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Desk;

/// <summary>The desk as the writer's thread sees it: states, roster and requests, with what the open batch has added to them.</summary>
internal sealed class WriterDesk(IDeskStore store, IDeskReader reader, CurrentRules rules, CalendarShelf calendars, IClock clock)
{
    private readonly StateCache cache = new(2_000);
    private readonly Dictionary<string, RequestRecord> requests = [];
    private readonly Dictionary<string, string> emails = new(StringComparer.OrdinalIgnoreCase);
    private RosterBook roster = RosterBook.From(reader, clock.Second());
    private long lastWish = reader.LastOutboxNumber();

    /// <summary>This second.</summary>
    public Instant Now => clock.Second();

    /// <summary>The roster.</summary>
    public RosterBook Roster => roster;

    /// <summary>True when a seller may have become free while leads wait in the queue.</summary>
    public bool QueueMayMove { get; set; }

    /// <summary>The answer to the same request, on file or in the open batch.</summary>
    public RequestRecord? FindRequest(string key) => requests.GetValueOrDefault(key) ?? store.FindRequest(key);

    /// <summary>Keeps an answer.</summary>
    public void Remember(RequestRecord record, DeskBatch batch)
    {
        requests[record.Key] = record;
        batch.Requests.Add(record);
    }

    /// <summary>Decides a command and adds its step, its wishes and its turns to the batch.</summary>
    public DeskAnswer Decide(LeadCommand command, DeskBatch batch)
    {
        var before = cache.Find(command.Lead) ?? store.Load(command.Lead);
        var stamped = command with { Now = Now };
        var decision = LeadDecider.Decide(before, stamped, TermsFor(stamped, before));
        if (decision.Refusal is not null || decision.Events.Count == 0)
        {
            return new DeskAnswer(before, decision.Refusal, IsNew: false, Repeated: false);
        }

        var after = decision.State!;
        var wishes = Wishes.Of(before, after, decision.Events, rules.Now, stamped.Now);
        batch.Leads.Add(new LeadChange(before?.Version ?? 0, after, decision.Events, Clocks.WakeAt(after)));
        Wish(batch, wishes);
        QueueMayMove |= roster.Take(before, after, decision.Events, batch) && roster.Queued > 0;
        cache.Put(after);
        if (after.Profile.Contact.Email is { } email)
        {
            emails[email] = after.Id;
        }

        return new DeskAnswer(after, null, IsNew: before is null, Repeated: false);
    }

    /// <summary>Adds wishes, numbered.</summary>
    public void Wish(DeskBatch batch, IEnumerable<OutboxItem> wishes)
    {
        foreach (var wish in wishes)
        {
            batch.Outbox.Add(wish with { Id = ++lastWish });
        }
    }

    /// <summary>The batch is on disk: what it added is found there from now on.</summary>
    public void Committed()
    {
        requests.Clear();
        emails.Clear();
    }

    /// <summary>The batch is lost: forget what it added.</summary>
    public void RolledBack()
    {
        Committed();
        cache.Clear();
        roster = RosterBook.From(reader, Now);
        lastWish = reader.LastOutboxNumber();
    }

    private DecisionTerms TermsFor(LeadCommand command, LeadState? before)
    {
        var book = rules.Now;
        return new DecisionTerms
        {
            Policy = book.Policy,
            People = book.People,
            CalendarOf = calendars.Of,
            Place = (profile, passOver, now) => roster.Note(Router.Pick(book, profile, passOver, now, roster.Of, roster.AbsenceOf)),
            AbsenceOf = roster.AbsenceOf,
            SameContact = command is ReceiveLead { Profile.Contact.Email: { Length: > 0 } email } && before?.DuplicateOf is null ? SameContact(email, command.Lead) : null,
        };
    }

    private (string Lead, string? Owner)? SameContact(string email, string lead) =>
        emails.TryGetValue(email, out var other) && other != lead
            ? (other, cache.Find(other)?.Owner)
            : store.FindByEmail(email, lead);
}
