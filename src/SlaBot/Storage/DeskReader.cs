using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Desk;
using SlaBot.Desk.Outbox;
using SlaBot.Desk.Reviews;

namespace SlaBot.Storage;

/// <summary>The readers' side; each call is a snapshot of its own on a connection of its own.</summary>
internal sealed class DeskReader(ReadPool pool) : IDeskReader
{
    /// <inheritdoc/>
    public LeadState? Lead(string lead) => First(LeadReads.StateOf, Rows.State, lead) ?? First(LeadReads.StateOf, Rows.State, LeadEraser.IdOf(lead));

    /// <inheritdoc/>
    public IReadOnlyList<StoredEvent> Events(string lead, int? upToVersion = null) =>
        All(LeadReads.EventsOf, Rows.Event, lead, upToVersion ?? long.MaxValue) is { Count: > 0 } events
            ? events
            : All(LeadReads.EventsOf, Rows.Event, LeadEraser.IdOf(lead), upToVersion ?? long.MaxValue);

    /// <inheritdoc/>
    public LeadPage Leads(LeadFilter filter) => pool.Use(session => LeadPages.Read(session, filter));

    /// <inheritdoc/>
    public IEnumerable<StoredEvent> EventsOfLeadsActiveSince(Instant since) =>
        pool.Stream(session => LeadReads.EventsOfLeads(session, since));

    /// <inheritdoc/>
    public IEnumerable<LeadFacts> FactsThatCount(Instant since, Instant asOf, SlaPolicy policy) => FactReads.Between(pool, since, asOf, policy);

    /// <inheritdoc/>
    public IReadOnlyList<DueRow> Due(Instant upTo, int limit) =>
        All(LeadReads.Due, row => new DueRow(row.GetString(0), row.At(1)), Rows.Seconds(upTo), (long)limit);

    /// <inheritdoc/>
    public Instant? NextDue() => Instant(LeadReads.NextDue);

    /// <inheritdoc/>
    public IReadOnlyList<OutboxItem> Ready(Instant upTo, int limit) => All(ChatReads.Ready, Rows.Item, Rows.Seconds(upTo), (long)limit);

    /// <inheritdoc/>
    public OutboxItem? Waiting(string key) => First(ChatReads.Waiting, Rows.Item, key);

    /// <inheritdoc/>
    public Instant? NextReady() => Instant(ChatReads.NextReady);

    /// <inheritdoc/>
    public Post? Post(string key) => First(ChatReads.Post, Rows.Post, key);

    /// <inheritdoc/>
    public Post? PostByMessage(string platform, string messageId) => First(ChatReads.ByMessage, Rows.Post, platform, messageId);

    /// <inheritdoc/>
    public IReadOnlyList<Post> PostsOf(string lead) => All(ChatReads.OfLead, Rows.Post, lead);

    /// <inheritdoc/>
    public IReadOnlyList<Post> PostsSaying(IReadOnlyList<string> words) => Saying.Of(All(ChatReads.OfNoLead, Rows.Post), words);

    /// <inheritdoc/>
    public IReadOnlyList<string> TwinsOf(string lead) => All(LeadReads.Twins, Rows.State, lead).Where(twin => twin.DuplicateOf == lead).Select(twin => twin.Id).ToList();

    /// <inheritdoc/>
    public IReadOnlyList<Post> Posts(string platform, string? conversation, int limit)
    {
        var posts = conversation is null
            ? All(ChatReads.Last, Rows.Post, platform, (long)limit)
            : All(ChatReads.LastOf, Rows.Post, platform, conversation, (long)limit);
        posts.Reverse();
        return posts;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Post> PostsWithin(string key) => All(ChatReads.Within, Rows.Post, key);

    /// <inheritdoc/>
    public IReadOnlyList<string> Queue(int limit) => All(LeadReads.Queue, row => row.GetString(0), (long)limit);

    /// <inheritdoc/>
    public LeadCounts Counts() => First(LeadReads.Counts, row => new LeadCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)))!;

    /// <inheritdoc/>
    public IReadOnlyList<LeadState> Missed(int limit) => All(LeadReads.Missed, Rows.State, (long)limit);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> OpenByOwner() =>
        All(LeadReads.OpenByOwner, row => (Owner: row.GetString(0), Open: row.GetInt32(1))).ToDictionary(row => row.Owner, row => row.Open);

    /// <inheritdoc/>
    public IReadOnlyList<Turn> Turns() => pool.Use(session => BookReads.Turns(session.Connection));

    /// <inheritdoc/>
    public IReadOnlyList<Absence> Absences(Instant after) => pool.Use(session => BookReads.Absences(session.Connection, after));

    /// <inheritdoc/>
    public IReadOnlyList<Document> Documents(string kind) => pool.Use(session => BookReads.Documents(session.Connection, kind));

    /// <inheritdoc/>
    public IReadOnlyList<Signature> Signatures(string version) => pool.Use(session => BookReads.Signatures(session.Connection, version));

    /// <inheritdoc/>
    public IReadOnlyList<Job> Jobs() => pool.Use(session => BookReads.Jobs(session.Connection));

    /// <inheritdoc/>
    public PublishedScorecard? Scorecard(string week, string? team = null) =>
        pool.Use(session => BookReads.Scorecard(session.Connection, week, team));

    /// <inheritdoc/>
    public IReadOnlyList<string> PublishedWeeks() => pool.Use(session => BookReads.PublishedWeeks(session.Connection));

    /// <inheritdoc/>
    public IReadOnlyList<TickedItem> Ticks(string agenda) => pool.Use(session => BookReads.Ticks(session.Connection, agenda));

    /// <inheritdoc/>
    public IReadOnlyList<Matter> Matters(bool openOnly) => pool.Use(session => BookReads.Matters(session.Connection, openOnly));

    /// <inheritdoc/>
    public IReadOnlyList<Spend> Spend() => pool.Use(session => BookReads.Spend(session.Connection));

    /// <inheritdoc/>
    public long LastOutboxNumber() => Number(ChatReads.LastNumber) ?? 0;

    /// <inheritdoc/>
    public long CountLeads() => Number(LeadReads.Count) ?? 0;

    private T? First<T>(string sql, Func<System.Data.Common.DbDataReader, T> row, params object?[] values)
        where T : class => pool.Use(session => session[sql].First(row, values));

    private List<T> All<T>(string sql, Func<System.Data.Common.DbDataReader, T> row, params object?[] values) =>
        pool.Use(session => session[sql].All(row, values));

    private long? Number(string sql) => pool.Use(session => (long?)session[sql].Scalar());

    private Instant? Instant(string sql) => Number(sql) is { } seconds ? NodaTime.Instant.FromUnixTimeSeconds(seconds) : null;
}
