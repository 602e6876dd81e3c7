using System.Text.Json;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;

namespace SlaBot.Storage;

/// <summary>The readers' side; each call is a snapshot of its own on a connection of its own.</summary>
internal sealed class SqliteReader(ReadPool pool) : IReadStore
{
    /// <inheritdoc/>
    public LeadState? Lead(string lead) =>
        First(LeadReads.StateOf, RowMapping.State, lead)
            ?? First(LeadReads.StateOf, RowMapping.State, LeadEraser.IdOf(lead));

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> VersionsOf(IEnumerable<string> leads) =>
        All(LeadReads.VersionsOf, row => (Id: row.GetString(0), Version: row.GetInt32(1)),
            JsonSerializer.Serialize(leads.Distinct(StringComparer.Ordinal)))
            .ToDictionary(lead => lead.Id, lead => lead.Version, StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReadOnlyList<StoredEvent> Events(string lead, int? upToVersion = null) =>
        All(LeadReads.EventsOf, RowMapping.Event, lead, upToVersion ?? long.MaxValue) is { Count: > 0 } events
            ? events
            : All(LeadReads.EventsOf, RowMapping.Event, LeadEraser.IdOf(lead), upToVersion ?? long.MaxValue);

    /// <inheritdoc/>
    public LeadPage Leads(LeadFilter filter) => pool.Use(session => LeadPages.Read(session, filter));

    /// <inheritdoc/>
    public LeadsFound Find(string text, Func<LeadState, bool> finds, int from, int limit) =>
        pool.Use(session => LeadFinds.Read(session, text, finds, (from, limit)));

    /// <inheritdoc/>
    public IEnumerable<StoredEvent> EventsOfLeadsActiveSince(Instant since) =>
        pool.Stream(session => LeadReads.EventsOfLeads(session, since));

    /// <inheritdoc/>
    public IEnumerable<(string Lead, byte[] Pack)> FactPacks(Instant since, Instant asOf) =>
        FactReads.Between(pool, since, asOf);

    /// <inheritdoc/>
    public IReadOnlyList<DueRow> Due(Instant upTo, int limit) =>
        All(LeadReads.Due, row => new DueRow(row.GetString(0), row.At(1)), RowMapping.Seconds(upTo), (long)limit);

    /// <inheritdoc/>
    public Instant? NextDue() => Instant(LeadReads.NextDue);

    /// <inheritdoc/>
    public IReadOnlyList<OutboxItem> Ready(Instant upTo, int limit) =>
        All(ChatReads.Ready, RowMapping.Item, RowMapping.Seconds(upTo), (long)limit);

    /// <inheritdoc/>
    public OutboxItem? Waiting(string key) => First(ChatReads.Waiting, RowMapping.Item, key);

    /// <inheritdoc/>
    public Instant? NextReady() => Instant(ChatReads.NextReady);

    /// <inheritdoc/>
    public PostedMessage? Post(string key) => First(ChatReads.Post, RowMapping.Post, key);

    /// <inheritdoc/>
    public PostedMessage? PostByMessage(string platform, string messageId) =>
        First(ChatReads.ByMessage, RowMapping.Post, platform, messageId);

    /// <inheritdoc/>
    public IReadOnlyList<PostedMessage> PostsOf(string lead) => All(ChatReads.OfLead, RowMapping.Post, lead);

    /// <inheritdoc/>
    public IReadOnlyList<PostedMessage> PostsSaying(IReadOnlyList<string> words) =>
        Saying.Of(All(ChatReads.OfNoLead, RowMapping.Post), words);

    /// <inheritdoc/>
    public IReadOnlyList<string> TwinsOf(string lead) =>
        All(LeadReads.Twins, RowMapping.State, lead).Where(twin => twin.DuplicateOf == lead).Select(twin => twin.Id)
            .ToList();

    /// <inheritdoc/>
    public IReadOnlyList<PostedMessage> Posts(string platform, ChatAddress? conversation, int limit)
    {
        var posts = conversation is null
            ? All(ChatReads.Last, RowMapping.Post, platform, (long)limit)
            : All(ChatReads.LastOf, RowMapping.Post, platform, conversation.Value.Text, (long)limit);
        posts.Reverse();
        return posts;
    }

    /// <inheritdoc/>
    public IReadOnlyList<PostedMessage> PostsWithin(string key) => All(ChatReads.Within, RowMapping.Post, key);

    /// <inheritdoc/>
    public IReadOnlyList<string> Queue(int limit) => All(LeadReads.Queue, row => row.GetString(0), (long)limit);

    /// <inheritdoc/>
    public LeadCounts Counts() =>
        First(LeadReads.Counts, row => new LeadCounts(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)))!;

    /// <inheritdoc/>
    public IReadOnlyList<LeadState> Missed(int limit) => All(LeadReads.Missed, RowMapping.State, (long)limit);

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, int> OpenByOwner() =>
        All(LeadReads.OpenByOwner, row => (Owner: row.GetString(0), Open: row.GetInt32(1)))
            .ToDictionary(row => row.Owner, row => row.Open);

    /// <inheritdoc/>
    public IReadOnlyList<Turn> Turns() => pool.Use(session => AdminReads.Turns(session.Connection));

    /// <inheritdoc/>
    public IReadOnlyList<Absence> Absences(Instant after) =>
        pool.Use(session => AdminReads.Absences(session.Connection, after));

    /// <inheritdoc/>
    public IReadOnlyList<Document> Documents(string kind) =>
        pool.Use(session => AdminReads.Documents(session.Connection, kind));

    /// <inheritdoc/>
    public IReadOnlyList<Signature> Signatures(string version) =>
        pool.Use(session => AdminReads.Signatures(session.Connection, version));

    /// <inheritdoc/>
    public IReadOnlyList<Job> Jobs() => pool.Use(session => AdminReads.Jobs(session.Connection));

    /// <inheritdoc/>
    public PublishedScorecard? Scorecard(string week, string? team = null) =>
        pool.Use(session => AdminReads.Scorecard(session.Connection, week, team));

    /// <inheritdoc/>
    public IReadOnlyList<string> PublishedWeeks() => pool.Use(session => AdminReads.PublishedWeeks(session.Connection));

    /// <inheritdoc/>
    public IReadOnlyList<CheckedItem> Ticks(string agenda) =>
        pool.Use(session => AdminReads.Ticks(session.Connection, agenda));

    /// <inheritdoc/>
    public IReadOnlyList<MissedWeeksItem> Matters(bool openOnly) =>
        pool.Use(session => AdminReads.Matters(session.Connection, openOnly));

    /// <inheritdoc/>
    public IReadOnlyList<Spend> Spend() => pool.Use(session => AdminReads.Spend(session.Connection));

    /// <inheritdoc/>
    public long LastOutboxNumber() => Number(ChatReads.LastNumber) ?? 0;

    /// <inheritdoc/>
    public long CountLeads() => Number(LeadReads.Count) ?? 0;

    private T? First<T>(string sql, Func<System.Data.Common.DbDataReader, T> row, params object?[] values)
        where T : class => pool.Use(session => session[sql].First(row, values));

    private List<T> All<T>(string sql, Func<System.Data.Common.DbDataReader, T> row, params object?[] values) =>
        pool.Use(session => session[sql].All(row, values));

    private long? Number(string sql) => pool.Use(session => (long?)session[sql].Scalar());

    private Instant? Instant(string sql) =>
        Number(sql) is { } seconds ? NodaTime.Instant.FromUnixTimeSeconds(seconds) : null;
}
