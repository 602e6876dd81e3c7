using System.Globalization;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>Reads of leads and their events.</summary>
internal static class LeadReads
{
    public const string StateOf = "SELECT state FROM leads WHERE id = @id";

    public const string VersionsOf =
        "SELECT leads.id, leads.version FROM json_each(@ids) AS asked JOIN leads ON leads.id = asked.value";

    public const string EventsOf = """
        SELECT leads.id, events.version, events.type, events.body FROM leads JOIN events ON events.lead = leads.seq
        WHERE leads.id = @id AND events.version <= @version ORDER BY events.version
        """;

    public const string Twins = "SELECT other.state FROM leads JOIN leads AS other ON other.email = leads.email AND "
        + "other.id <> leads.id WHERE leads.id = @id";

    public const string ActiveSince = "SELECT seq FROM leads WHERE active_at >= @since";

    public const string EventsOfNumber = """
        SELECT leads.id, events.version, events.type, events.body FROM leads JOIN events ON events.lead = leads.seq
        WHERE leads.seq = @seq ORDER BY events.version
        """;

    public const string Due = "SELECT id, wake_at FROM leads WHERE wake_at <= @up_to ORDER BY wake_at, id LIMIT @limit";

    public const string NextDue = "SELECT MIN(wake_at) FROM leads WHERE wake_at IS NOT NULL";

    public const string Queue = "SELECT id FROM leads WHERE queued_at IS NOT NULL ORDER BY queued_at, id LIMIT @limit";

    public const string OpenByOwner = "SELECT owner, COUNT(*) FROM leads WHERE is_open = 1 GROUP BY owner";

    public const string Count = "SELECT MAX(seq) FROM leads";

    public const string Counts = """
        SELECT (SELECT COUNT(*) FROM leads WHERE is_open = 1), (SELECT COUNT(*) FROM leads WHERE queued_at IS NOT NULL),
          (SELECT COALESCE(SUM(missed), 0) FROM leads WHERE missed > 0)
        """;

    public const string Missed = "SELECT state FROM leads WHERE missed > 0 ORDER BY missed_since, id LIMIT @limit";

    /// <summary>
    /// All events of the leads that were active since; each lead is a read of its own, so that a slow caller does not
    /// keep the log from being begun anew.
    /// </summary>
    public static IEnumerable<StoredEvent> EventsOfLeads(ReadSession session, Instant since)
    {
        foreach (var seq in session[ActiveSince].All(row => row.GetInt64(0), RowMapping.Seconds(since)).Order())
        {
            foreach (var storedEvent in session[EventsOfNumber].All(RowMapping.Event, seq))
            {
                yield return storedEvent;
            }
        }
    }
}

/// <summary>Pages of leads: in order of id, or with a deadline asked for, of the next deadline, or of the first missed
/// one.</summary>
internal static class LeadPages
{
    private const long MostBytes = 8L * 1024 * 1024;

    /// <summary>
    /// One page; of very large leads a shorter one, which goes on with the next. A cursor that this class never gave
    /// ends the list.
    /// </summary>
    public static LeadPage Read(ReadSession session, LeadFilter filter)
    {
        var (sql, values) = Statement(filter);
        var limit = Math.Max(filter.Limit, 1);
        var page = new List<(long? Due, LeadState State)>();
        var (bytes, more) = (0L, false);
        foreach (var (due, state) in session[sql].Stream(Row, [.. values, limit + 1L]))
        {
            if (page.Count == limit || (page.Count > 0 && bytes + state.Length > MostBytes))
            {
                more = true;
                break;
            }

            bytes += state.Length;
            page.Add((due, StoreJson.State(state)));
        }

        return new LeadPage([.. page.Select(row => row.State)], more ? Cursor(filter, page[^1]) : null);
    }

    /// <summary>The statement of a filter and its values but the last, the limit.</summary>
    internal static (string Sql, List<object?> Values) Statement(LeadFilter filter)
    {
        var tests = new List<string>();
        var values = new List<object?>();
        // An owner's leads are few, and a deadline's page lies in the order of its index: those two are walked, the
        // stage then only sifts.
        var sift = filter.Owner is not null || filter.DueBefore is not null || filter.Overdue == true;
        Add(filter.Stage is { } stage ? StoredTypeNames.Names.Write(stage) : null,
            sift ? "stage || '' = @stage" : "stage = @stage");
        Add(filter.Owner, "owner = @owner");
        Add(RowMapping.Seconds(filter.DueBefore), "next_due < @due_before");
        if (filter.OpenOnly)
        {
            tests.Add(
                filter.Owner is null && (filter.DueBefore is not null || filter.Overdue == true)
                    ? "is_open + 0 = 1" : "is_open = 1");
        }

        if (filter.Undated)
        {
            tests.Add("next_due IS NULL");
        }

        if (filter.Overdue is { } overdue)
        {
            tests.Add(overdue ? "missed > 0" : "missed + 0 = 0");
        }

        if (filter.After is { } after)
        {
            AddCursor(after);
        }

        var where = tests.Count == 0 ? "" : "WHERE " + string.Join(" AND ", tests);
        var order = TimeOf(filter) is { } time ? $"{time}, id" : "id";
        return ($"SELECT {TimeOf(filter) ?? "next_due"}, state FROM leads {where} ORDER BY {order} LIMIT @limit",
            values);

        void Add(object? value, string test)
        {
            if (value is not null)
            {
                tests.Add(test);
                values.Add(value);
            }
        }

        void AddCursor(string after)
        {
            if (TimeOf(filter) is not { } time)
            {
                Add(after, "id > @after_id");
                return;
            }

            var (due, id) = Parse(after);
            Add(due, $"({time}, id) > (@after_due, @after_id)");
            values.Add(id);
        }
    }

    private static (long? Due, byte[] State) Row(System.Data.Common.DbDataReader row) =>
        (row.IsDBNull(0) ? null : row.GetInt64(0), row.Bytes(1));

    /// <summary>The time by which a list is ordered before the id; null for none.</summary>
    private static string? TimeOf(LeadFilter filter) =>
        filter.Overdue == true ? "missed_since" : filter.DueBefore is null ? null : "next_due";

    private static string Cursor(LeadFilter filter, (long? Due, LeadState State) last) => TimeOf(filter) is null
        ? last.State.Id
        : string.Create(CultureInfo.InvariantCulture, $"{last.Due}|{last.State.Id}");

    private static (long Due, string Id) Parse(string cursor)
    {
        var bar = cursor.IndexOf('|', StringComparison.Ordinal);
        return bar > 0
            && long.TryParse(cursor.AsSpan(0, bar), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var due)
            ? (due, cursor[(bar + 1)..])
            : (long.MaxValue, "");
    }
}
