using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Decisions;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>The engine as the writer's thread sees it: states, roster and requests, with what the open batch has added
/// to them.</summary>
internal sealed class WriteSession(IWriteStore store, IReadStore reader, CurrentAgreement rules,
    CalendarRegistry calendars, IOutboxPlanner planner, IClock clock)
{
    private const long CacheBytes = 32L * 1024 * 1024;
    private readonly StateCache cache = new(2_000, CacheBytes);
    private readonly Dictionary<string, LeadState> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RequestRecord> requests = [];
    private readonly HashSet<string> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> emails = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> erased = [];
    private int erasures;
    private bool isStale;
    private RosterState roster = RosterState.From(reader, clock.Second());
    private long lastIntent = reader.LastOutboxNumber();

    /// <summary>This second.</summary>
    public Instant Now => clock.Second();

    /// <summary>How many leads were erased since the start; may be asked by any thread.</summary>
    public int Erasures => Volatile.Read(ref erasures);

    /// <summary>The roster.</summary>
    public RosterState Roster => roster;

    /// <summary>True when a seller may have become free while leads wait in the queue.</summary>
    public bool QueueMayMove { get; set; }

    /// <summary>True while text of an erased lead may still lie in the store's files, because somebody reads an older
    /// state, or the program was killed before it was done; tried again with each commit.</summary>
    public bool MustScrub { get; private set; } = true;

    /// <summary>The answer to the same request, on file or in the open batch.</summary>
    public RequestRecord? FindRequest(string key) => requests.GetValueOrDefault(key) ?? store.FindRequest(key);

    /// <summary>Keeps an answer.</summary>
    public void Remember(RequestRecord record, WriteBatch batch)
    {
        requests[record.Key] = record;
        batch.Requests.Add(record);
    }

    /// <summary>True when the history line of this digest is on file or in the open batch.</summary>
    public bool KnowsLine(string id) => lines.Contains(id) || store.KnowsLine(id);

    /// <summary>Keeps the digest of a history line.</summary>
    public void RememberLine(string id, WriteBatch batch)
    {
        lines.Add(id);
        batch.HistoryLines.Add(id);
    }

    /// <summary>Decides a command and adds its step, its outbox items and its turns to the batch.</summary>
    public CommandResult Decide(LeadCommand command, WriteBatch batch)
    {
        var before = Find(command.Lead);
        var stamped = command with { Now = Now };
        var decision = LeadDecider.Decide(before, stamped, TermsFor(stamped, before));
        if (before is not null && (command is Erase || decision.Events.Any(happened => happened is Erased)))
        {
            // Also when it was erased before: an older version may have been cut off before it had blanked everything.
            batch.Erased.Add(before.Id);
            erased.Add(before.Id);
        }

        if (decision.Refusal is not null || decision.Events.Count == 0)
        {
            return new CommandResult(before, decision.Refusal, IsNew: false, Repeated: false);
        }

        var after = decision.State!;
        batch.Leads.Add(Restated(
            new LeadChange(before?.Version ?? 0, after, decision.Events, ObligationClock.WakeAt(after)), batch));
        batch.Weight += StateSize.Of(after);
        if (after.IsHistory)
        {
            // Nobody is told of the past, nobody holds it, and nobody's turn comes of it.
            open[after.Id] = after;
            return new CommandResult(after, null, IsNew: before is null, Repeated: false);
        }

        Intent(batch,
            planner.Plan(before, after, decision.Events, rules.Now, stamped.Now)
                .Concat(Erasing(after, decision.Events)));
        QueueMayMove |= roster.Take(before, after, decision.Events, batch) && roster.Queued > 0;
        open[after.Id] = after;
        if (after is { IsTest: false, Profile.Contact.Email: { } email })
        {
            emails[Contact.PlainEmail(email) ?? email] = after.Id;
        }

        return new CommandResult(after, null, IsNew: before is null, Repeated: false);
    }

    /// <summary>The version of a lead as the open batch has it; 0 when there is none.</summary>
    public int VersionOf(string lead) =>
        (open.GetValueOrDefault(lead) ?? cache.Find(lead))?.Version ?? store.VersionOf(lead);

    /// <summary>Adds outbox items, numbered; one for a channel that several platforms have is one for each of
    /// them.</summary>
    public void Intent(WriteBatch batch, IEnumerable<OutboxItem> intents)
    {
        foreach (var intent in intents.SelectMany(intent => ChannelCopies.Of(intent, rules.Platforms)))
        {
            batch.Outbox.Add(intent with { Id = ++lastIntent });
        }
    }

    /// <summary>The batch is on disk: what it added is found there from now on. What it blanked is now brought out of
    /// the store's files too.</summary>
    public void Committed()
    {
        foreach (var lead in open.Values)
        {
            cache.Put(lead);
        }

        Forget();
        var more = erased.Count > erasures;
        if (more)
        {
            // By now the lead, and those that were the same person as it, are kept by another name.
            cache.Clear();
        }

        MustScrub = (more || MustScrub) && !TryScrub(more);
        Volatile.Write(ref erasures, erased.Count);
    }

    // The batch is on disk whatever comes of this; a fault of the store is tried again with the next write.
    private bool TryScrub(bool patiently)
    {
        try
        {
            return store.Scrub(patiently);
        }
        catch (StoreFaultException)
        {
            return false;
        }
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

    /// <summary>
    /// A lead as the open batch has it, or as it is on file. What the batch changed is kept apart from the cache,
    /// which may let go of anything.
    /// </summary>
    private LeadState? Find(string lead)
    {
        if ((open.GetValueOrDefault(lead) ?? cache.Find(lead)) is { } state)
        {
            return state;
        }

        return store.Load(lead);
    }

    private void Forget()
    {
        open.Clear();
        requests.Clear();
        lines.Clear();
        emails.Clear();
    }

    /// <summary>The batch is lost: what it added is forgotten, and read anew before the next.</summary>
    public void RolledBack()
    {
        Forget();
        erased.RemoveRange(erasures, erased.Count - erasures);
        cache.Clear();
        QueueMayMove = false;
        isStale = true;
    }

    /// <summary>
    /// Reads the roster again after a batch was lost. Throws where the store cannot be read; then nothing may be
    /// decided.
    /// </summary>
    public void Refresh()
    {
        if (isStale)
        {
            roster = RosterState.From(reader, Now);
            lastIntent = reader.LastOutboxNumber();
            isStale = false;
        }
    }

    /// <summary>Every post about an erased lead, and every other that speaks of it, is redrawn without it, on every
    /// platform.</summary>
    private IEnumerable<OutboxItem> Erasing(LeadState lead, IReadOnlyList<LeadEvent> events)
    {
        if (!events.Any(happened => happened is Erased))
        {
            return [];
        }

        var words =
            LeadEraser.Words(reader.Events(lead.Id).Select(storedEvent => storedEvent.Event)).Append(lead.Id).ToList();
        var twins = reader.TwinsOf(lead.Id).SelectMany(reader.PostsOf);
        return [.. reader.PostsOf(lead.Id).Concat(reader.PostsSaying(words)).Concat(twins).Select(post => new OutboxItem
        {
            Key = post.Key + MessageKeys.Redraw,
            Address = post.Conversation,
            Intent = post.Intent,
            Lead = post.Lead,
            NotBefore = Now,
            CreatedAt = Now,
        })];
    }

    /// <summary>What was taken back is no fact any more: the facts are made anew from all events, on file and in the open
    /// batch.</summary>
    private LeadChange Restated(LeadChange change, WriteBatch batch) =>
        !change.Events.Any(happened => happened is Undone) ? change : change with
        {
            RestatesFacts = true,
            Facts = StoredFacts.OfWhole(
            [
                .. reader.Events(change.State.Id).Select(stored => stored.Event),
                .. batch.Leads.Where(earlier => earlier.State.Id == change.State.Id).SelectMany(earlier => earlier.Events),
                .. change.Events,
            ]),
        };

    private DecisionContext TermsFor(LeadCommand command, LeadState? before)
    {
        var book = rules.Now;
        return new DecisionContext
        {
            Policy = book.Policy,
            People = book.People,
            CalendarOf = calendars.Of,
            Place = (lead, now) => roster.Note(Router.Pick(book, lead.Profile,
                new FormerOwners(LeadFold.Past(lead), lead.RefusedBy), now, roster.Of, roster.AbsenceOf)),
            AutomaticChannels = book.AutomaticChannels,
            AbsenceOf = roster.AbsenceOf,
            SameContact = EmailToMatch(command, before) is { Length: > 0 } email
                ? SameContact(email, command.Lead) : null,
        };
    }

    /// <summary>The e-mail that decides who owns a lead about to be handed over; null when the command hands nothing
    /// over.</summary>
    private static string? EmailToMatch(LeadCommand command, LeadState? before) => command switch
    {
        ReceiveLead receive when before is null or { Stage: LeadStage.Inquiry or LeadStage.Queue } =>
            receive.Profile.Contact.Email ?? before?.Profile.Contact.Email,
        AddActivity when before is { Stage: LeadStage.Inquiry } => before.Profile.Contact.Email,
        Place => before?.Profile.Contact.Email,
        _ => null,
    };

    private (string Lead, string? Owner)? SameContact(string email, string lead) =>
        emails.TryGetValue(Contact.PlainEmail(email) ?? email, out var other) && other != lead
            ? (other, Find(other)?.Owner)
            : store.FindByEmail(email, lead);
}
