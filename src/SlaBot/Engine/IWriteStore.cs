using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Engine;

/// <summary>
/// The writer's side of the store (SQLite now, PostgreSQL next). Called by one thread only; synchronous. Reads see what
/// was committed.
/// Throws <see cref="StoreFaultException"/> when the machine is at fault.
/// </summary>
internal interface IWriteStore
{
    /// <summary>The state of a lead; null when there is none.</summary>
    LeadState? Load(string lead);

    /// <summary>The version of a lead, without reading its state; 0 when there is none.</summary>
    int VersionOf(string lead);

    /// <summary>The newest other lead with this e-mail (without case), and its owner.</summary>
    (string Lead, string? Owner)? FindByEmail(string email, string exceptLead);

    /// <summary>The answer to a request already answered.</summary>
    RequestRecord? FindRequest(string key);

    /// <summary>True when the history line of this id (a digest) was imported.</summary>
    bool KnowsLine(string id);

    /// <summary>
    /// Makes the whole batch durable, or nothing of it. Throws <see cref="VersionConflictException"/> when a lead has
    /// moved on. What was said of a lead that the batch erases is blanked in the same transaction, wherever it is kept,
    /// and <see cref="Scrub"/> is to be called afterwards.
    /// </summary>
    void Commit(WriteBatch batch);

    /// <summary>Makes something durable that means nothing, to see whether writes succeed.</summary>
    void Probe();

    /// <summary>Brings what was blanked out of the store's files; false while a reader keeps it there, which may be
    /// waited for a little.</summary>
    bool Scrub(bool patiently = false);
}

/// <summary>Somebody else wrote the lead first: reload and decide again.</summary>
internal sealed class VersionConflictException(string lead)
    : Exception($"Lead {lead} has moved on; it will be decided again.")
{
    /// <summary>The lead.</summary>
    public string Lead { get; } = lead;
}

/// <summary>A stored event with its number in the lead.</summary>
internal sealed record StoredEvent(string Lead, int Version, LeadEvent Event);

/// <summary>Which leads to list; nulls do not filter. <c>After</c> is the cursor of the page before.</summary>
internal sealed record LeadFilter(LeadStage? Stage = null, string? Owner = null, Instant? DueBefore = null,
    bool OpenOnly = false, string? After = null, int Limit = 100)
{
    /// <summary>Only leads on which nothing is due any more.</summary>
    public bool Undated { get; init; }

    /// <summary>True: only leads with duties that were missed and are still to be done, longest missed first. False:
    /// only the others. Null: all.</summary>
    public bool? Overdue { get; init; }
}

/// <summary>A page of leads; <c>Next</c> is null at the end.</summary>
internal sealed record LeadPage(IReadOnlyList<LeadState> Leads, string? Next);

/// <summary>How many leads a search found, and a page of them.</summary>
internal sealed record LeadsFound(int Total, int From, IReadOnlyList<LeadState> Page);

/// <summary>How many leads are open, how many wait in the queue, how many duties were missed and are still to be
/// done.</summary>
internal sealed record LeadCounts(long Open, long Queued, long Missed);

/// <summary>A lead with something due.</summary>
internal sealed record DueRow(string Lead, Instant At);

/// <summary>The readers' side: many threads at once, each call its own snapshot.</summary>
internal interface IReadStore
{
    /// <summary>The state of a lead; null when there is none.</summary>
    LeadState? Lead(string lead);

    /// <summary>The versions of those of these leads that there are under these very ids.</summary>
    IReadOnlyDictionary<string, int> VersionsOf(IEnumerable<string> leads);

    /// <summary>A lead's events in order of arrival, up to a version where one is given.</summary>
    IReadOnlyList<StoredEvent> Events(string lead, int? upToVersion = null);

    /// <summary>Leads in order of id (with <c>DueBefore</c>: of their next deadline).</summary>
    LeadPage Leads(LeadFilter filter);

    /// <summary>
    /// The leads that have the text somewhere and that <paramref name="finds"/> then takes: open ones first, next due
    /// first. Every lead is looked at; only a page of them is held.
    /// </summary>
    LeadsFound Find(string text, Func<LeadState, bool> finds, int from, int limit);

    /// <summary>All events of every lead that has any event (own time or arrival) at or after the instant; lead by
    /// lead, each in order of arrival. Streams.</summary>
    IEnumerable<StoredEvent> EventsOfLeadsActiveSince(Instant since);

    /// <summary>
    /// The facts of every lead that can matter to numbers between the two instants: told of by the second, and active
    /// since the first, or open, in the queue, with a running obligation, or imported as history within the year
    /// before. In no order, within one snapshot. Streams.
    /// </summary>
    IEnumerable<(string Lead, byte[] Pack)> FactPacks(Instant since, Instant asOf);

    /// <summary>Leads whose next wake-up is at or before the instant, earliest first, by index.</summary>
    IReadOnlyList<DueRow> Due(Instant upTo, int limit);

    /// <summary>The earliest wake-up of all; null when nothing is armed.</summary>
    Instant? NextDue();

    /// <summary>Waiting outbox items whose NotBefore is at or before the instant, in order of number, by
    /// index.</summary>
    IReadOnlyList<OutboxItem> Ready(Instant upTo, int limit);

    /// <summary>Waiting outbox items for one key.</summary>
    OutboxItem? Waiting(string key);

    /// <summary>The earliest NotBefore of all; null when nothing waits.</summary>
    Instant? NextReady();

    /// <summary>The post of a key.</summary>
    PostedMessage? Post(string key);

    /// <summary>The post that is this message.</summary>
    PostedMessage? PostByMessage(string platform, string messageId);

    /// <summary>Scorecards, reviews and notes, which are about no lead of their own, that say one of these words (see
    /// <see cref="LeadEraser.Words"/>).</summary>
    IReadOnlyList<PostedMessage> PostsSaying(IReadOnlyList<string> words);

    /// <summary>The other leads that are flagged as the same person as this one.</summary>
    IReadOnlyList<string> TwinsOf(string lead);

    /// <summary>Every post about a lead.</summary>
    IReadOnlyList<PostedMessage> PostsOf(string lead);

    /// <summary>Posts of a platform, oldest first (those that are messages of their own: not the parts of a list), of
    /// one conversation where given, the last <paramref name="limit"/> of them.</summary>
    IReadOnlyList<PostedMessage> Posts(string platform, ChatAddress? conversation, int limit);

    /// <summary>Parts of a list.</summary>
    IReadOnlyList<PostedMessage> PostsWithin(string key);

    /// <summary>Leads in the queue, oldest first.</summary>
    IReadOnlyList<string> Queue(int limit);

    /// <summary>What there is of open, queued and missed, by index.</summary>
    LeadCounts Counts();

    /// <summary>Leads with duties that were missed and are still to be done, longest missed first.</summary>
    IReadOnlyList<LeadState> Missed(int limit);

    /// <summary>Open leads by owner.</summary>
    IReadOnlyDictionary<string, int> OpenByOwner();

    /// <summary>Turns taken.</summary>
    IReadOnlyList<Turn> Turns();

    /// <summary>Absences that end after the instant.</summary>
    IReadOnlyList<Absence> Absences(Instant after);

    /// <summary>Documents of a kind.</summary>
    IReadOnlyList<Document> Documents(string kind);

    /// <summary>Signatures under a version.</summary>
    IReadOnlyList<Signature> Signatures(string version);

    /// <summary>Jobs.</summary>
    IReadOnlyList<Job> Jobs();

    /// <summary>A week's scorecard as published.</summary>
    PublishedScorecard? Scorecard(string week, string? team = null);

    /// <summary>The weeks published, oldest first.</summary>
    IReadOnlyList<string> PublishedWeeks();

    /// <summary>What was ticked off an agenda, in order of time.</summary>
    IReadOnlyList<CheckedItem> Ticks(string agenda);

    /// <summary>What missed weeks opened, oldest first: all of it, or what stands.</summary>
    IReadOnlyList<MissedWeeksItem> Matters(bool openOnly);

    /// <summary>Everything spent, by month and source.</summary>
    IReadOnlyList<Spend> Spend();

    /// <summary>The greatest outbox number ever given; 0 when none was.</summary>
    long LastOutboxNumber();

    /// <summary>Leads on file.</summary>
    long CountLeads();
}
