using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Storage;

/// <summary>Reads of leads and their events.</summary>
internal static class LeadReads
{
    public const string StateOf = "SELECT state FROM leads WHERE id = @id";

    public const string EventsOf = """
        SELECT leads.id, events.version, events.type, events.body FROM leads JOIN events ON events.lead = leads.seq
        WHERE leads.id = @id AND events.version <= @version ORDER BY events.version
        """;

    public const string Twins = "SELECT other.state FROM leads JOIN leads AS other ON other.email = leads.email AND other.id <> leads.id WHERE leads.id = @id";

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
