using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Desk.Outbox;

namespace SlaBot.Desk;

/// <summary>The desk as the writer's thread sees it: states, roster and requests, with what the open batch has added to them.</summary>
internal sealed class WriterDesk(IDeskStore store, IDeskReader reader, CurrentRules rules, CalendarShelf calendars, IClock clock)
{
    private readonly StateCache cache = new(2_000);
    private readonly Dictionary<string, RequestRecord> requests = [];
    private readonly HashSet<string> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> emails = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> erasing = [];
    private readonly List<string> erased = [];
    private int erasures;
    private RosterBook roster = RosterBook.From(reader, clock.Second());
    private long lastWish = reader.LastOutboxNumber();

    /// <summary>This second.</summary>
    public Instant Now => clock.Second();

    /// <summary>How many leads were erased since the start; may be asked by any thread.</summary>
    public int Erasures => Volatile.Read(ref erasures);

    /// <summary>The roster.</summary>
    public RosterBook Roster => roster;

    /// <summary>True when a seller may have become free while leads wait in the queue.</summary>
    public bool QueueMayMove { get; set; }

    /// <summary>True while text of an erased lead may still lie in the store's files, because somebody reads an older state; tried again with each commit.</summary>
    public bool MustScrub { get; private set; }

    /// <summary>The answer to the same request, on file or in the open batch.</summary>
    public RequestRecord? FindRequest(string key) => requests.GetValueOrDefault(key) ?? store.FindRequest(key);

    /// <summary>Keeps an answer.</summary>
    public void Remember(RequestRecord record, DeskBatch batch)
    {
        requests[record.Key] = record;
        batch.Requests.Add(record);
    }

    /// <summary>True when the history line of this digest is on file or in the open batch.</summary>
    public bool KnowsLine(string id) => lines.Contains(id) || store.KnowsLine(id);

    /// <summary>Keeps the digest of a history line.</summary>
    public void RememberLine(string id, DeskBatch batch)
    {
        lines.Add(id);
        batch.HistoryLines.Add(id);
    }

    /// <summary>Decides a command and adds its step, its wishes and its turns to the batch.</summary>
    public DeskAnswer Decide(LeadCommand command, DeskBatch batch)
    {
        var before = cache.Find(command.Lead) ?? store.Load(command.Lead);
        var stamped = command with { Now = Now };
        var decision = LeadDecider.Decide(before, stamped, TermsFor(stamped, before));
        if (command is Erase && before is not null)
        {
            // Also when it was erased before: a crash between the commit and the blanking may have left something.
            erasing.Add(command.Lead);
        }

        if (decision.Refusal is not null || decision.Events.Count == 0)
        {
            return new DeskAnswer(before, decision.Refusal, IsNew: false, Repeated: false);
        }

        var after = decision.State!;
        batch.Leads.Add(new LeadChange(before?.Version ?? 0, after, decision.Events, Clocks.WakeAt(after)));
        if (after.IsHistory)
        {
            // Nobody is told of the past, nobody holds it, and nobody's turn comes of it.
            cache.Put(after);
            return new DeskAnswer(after, null, IsNew: before is null, Repeated: false);
        }

        Wish(batch, Wishes.Of(before, after, decision.Events, rules.Now, stamped.Now).Concat(Erasing(after, decision.Events)));
        QueueMayMove |= roster.Take(before, after, decision.Events, batch) && roster.Queued > 0;
        cache.Put(after);
        if (after.Profile.Contact.Email is { } email)
        {
            emails[email] = after.Id;
        }

        return new DeskAnswer(after, null, IsNew: before is null, Repeated: false);
    }

    /// <summary>The version of a lead as the open batch has it; 0 when there is none.</summary>
    public int VersionOf(string lead) => (cache.Find(lead) ?? store.Load(lead))?.Version ?? 0;

    /// <summary>Adds wishes, numbered; one for a channel that several platforms have is one for each of them.</summary>
    public void Wish(DeskBatch batch, IEnumerable<OutboxItem> wishes)
    {
        foreach (var wish in wishes.SelectMany(wish => ChannelCopies.Of(wish, rules.Platforms)))
        {
            batch.Outbox.Add(wish with { Id = ++lastWish });
        }
    }

    /// <summary>The batch is on disk: what it added is found there from now on. Leads erased in it are now blanked wherever they were kept.</summary>
    public void Committed()
    {
        Forget();
        foreach (var lead in erasing)
        {
            MustScrub = !store.Blank(lead, LeadEraser.Blank, ErasedCard);
            erased.Add(lead);
        }

        MustScrub = MustScrub && (erasing.Count > 0 || !store.Scrub());
        erasing.Clear();
        Volatile.Write(ref erasures, erased.Count);
    }

    /// <summary>The leads erased after the first so many: what was drawn of them before must not be kept.</summary>
    public IReadOnlySet<string> ErasedAfter(int count) => erased.Skip(count).ToHashSet();

    /// <summary>What stands in place of a card about an erased lead until it is drawn anew.</summary>
    public static Card ErasedCard(Card card) => new()
    {
        Title = LeadEraser.Blanked,
        Summary = "This message was about a lead that was erased on request.",
        Lead = card.Lead,
        Version = card.Version,
    };

    private void Forget()
    {
        requests.Clear();
        lines.Clear();
        emails.Clear();
    }

    /// <summary>The batch is lost: forget what it added.</summary>
    public void RolledBack()
    {
        Forget();
        erasing.Clear();
        cache.Clear();
        roster = RosterBook.From(reader, Now);
        lastWish = reader.LastOutboxNumber();
    }

    /// <summary>Every post about an erased lead is redrawn without it, on every platform.</summary>
    private IEnumerable<OutboxItem> Erasing(LeadState lead, IReadOnlyList<LeadEvent> events) =>
        events.Any(one => one is Erased)
            ? reader.PostsOf(lead.Id).Select(post => new OutboxItem
            {
                Key = post.Key + Keys.Redraw,
                Audience = post.Conversation,
                Purpose = post.Purpose,
                Lead = lead.Id,
                Detail = post.Detail,
                NotBefore = Now,
                CreatedAt = Now,
            })
            : [];

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
            SameContact = EmailToMatch(command, before) is { Length: > 0 } email ? SameContact(email, command.Lead) : null,
        };
    }

    /// <summary>The e-mail that decides who owns a lead about to be handed over; null when the command hands nothing over.</summary>
    private static string? EmailToMatch(LeadCommand command, LeadState? before) => command switch
    {
        ReceiveLead receive when before is null or { Stage: LeadStage.Inquiry or LeadStage.Queue } => receive.Profile.Contact.Email ?? before?.Profile.Contact.Email,
        AddActivity when before is { Stage: LeadStage.Inquiry } => before.Profile.Contact.Email,
        Place => before?.Profile.Contact.Email,
        _ => null,
    };

    private (string Lead, string? Owner)? SameContact(string email, string lead) =>
        emails.TryGetValue(email, out var other) && other != lead
            ? (other, cache.Find(other)?.Owner)
            : store.FindByEmail(email, lead);
}
