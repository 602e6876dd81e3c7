using System.Data.Common;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>
/// Makes the facts of leads that were written before facts were kept, from their events, a few leads a transaction and in order of lead: where it
/// was cut off, the next start goes on. Every lead written since has its row, so what is missing is what comes after the last row.
/// </summary>
internal sealed class FactBackfill(DbConnection connection, Dialect dialect, long portion = FactBackfill.Usual)
{
    private const long Usual = 2_000;

    private const string Missing = "SELECT COALESCE((SELECT MAX(seq) FROM leads), 0), COALESCE((SELECT MAX(lead) FROM facts), 0)";

    private const string EventsOfSome = "SELECT lead, type, body FROM events WHERE lead > @after AND lead <= @up_to ORDER BY lead, version";

    private const string LeadsOfSome = """
        SELECT seq, id, active_at, is_history, CASE WHEN is_open = 1 OR queued_at IS NOT NULL OR next_due IS NOT NULL THEN 1 ELSE 0 END
        FROM leads WHERE seq > @after AND seq <= @up_to ORDER BY seq
        """;

    /// <summary>True when no lead is without its facts.</summary>
    public bool IsWhole() => Reach() is var (leads, facts) && leads == facts;

    /// <summary>Fills in what is missing; tells from time to time which share of all leads is done, but nothing when nothing is missing.</summary>
    public void Run(Action<double>? progress)
    {
        var (leads, done) = Reach();
        while (done < leads)
        {
            var upTo = Math.Min(done + portion, leads);
            Fill(done, upTo);
            done = upTo;
            progress?.Invoke((double)done / leads);
        }
    }

    private Tuple<long, long> Reach()
    {
        using var missing = new Statement(connection, Missing);
        return missing.First(row => Tuple.Create(row.GetInt64(0), row.GetInt64(1)))!;
    }

    private void Fill(long after, long upTo)
    {
        using var begin = new Statement(connection, dialect.Begin);
        using var commit = new Statement(connection, "COMMIT");
        using var insert = new Statement(connection, FactWrites.Insert);
        var packs = Packs(after, upTo);
        begin.Run();
        foreach (var (seq, id, until) in Leads(after, upTo))
        {
            var (pack, hasBreach) = packs.GetValueOrDefault(seq, (FactPack.Of([]), false));
            insert.Run(seq, id, pack.Earliest, until, pack.Bytes);
            if (hasBreach)
            {
                FillMissed(seq);
            }
        }

        commit.Run();
    }

    private void FillMissed(long seq)
    {
        using var state = new Statement(connection, "SELECT state FROM leads WHERE seq = @seq");
        using var update = new Statement(connection, "UPDATE leads SET missed = @missed, missed_since = @missed_since WHERE seq = @seq");
        var (count, since) = LeadWrites.Missed(state.First(RowMapping.State, seq)!);
        update.Run(count, since, seq);
    }

    private Dictionary<long, (FactPack Pack, bool HasBreach)> Packs(long after, long upTo)
    {
        using var events = new Statement(connection, EventsOfSome);
        return events.All(row => (Lead: row.GetInt64(0), Type: row.GetString(1), Body: row.Bytes(2)), after, upTo)
            .GroupBy(pair => pair.Lead).AsParallel()
            .Select(lead => (Lead: lead.Key, Pack: FactPack.Of(lead.Select(pair => StoreJson.Event(pair.Type, pair.Body))), HasBreach: lead.Any(pair => pair.Type == StoredTypeNames.NameOf(typeof(ObligationBreached)))))
            .ToDictionary(pair => pair.Lead, pair => (pair.Pack, pair.HasBreach));
    }

    private List<(long Seq, string Id, long Until)> Leads(long after, long upTo)
    {
        using var leads = new Statement(connection, LeadsOfSome);
        return leads.All(row => (row.GetInt64(0), row.GetString(1), FactWrites.Until(row.GetInt64(4) != 0, row.GetInt64(3) != 0, row.GetInt64(2))), after, upTo);
    }
}
