using System.Collections.Concurrent;
using System.Data.Common;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>A lead's facts, written with the step that tells them.</summary>
internal sealed class FactWrites(DbConnection connection, Dialect dialect) : IDisposable
{
    internal const string Insert =
        "INSERT INTO facts (lead, id, first_at, until_at, body) VALUES (@lead, @id, @first_at, @until_at, @body)";

    // A year in seconds: longer than any deadline that a lead of an imported history may still have before it.
    private const long Longest = 366L * 24 * 3600;

    private readonly Statement insert = new(connection, Insert);
    private readonly Statement add = new(connection, Add(dialect));
    private readonly Statement move = new(connection, Move(dialect));
    private readonly Statement restate = new(connection,
        "UPDATE facts SET until_at = @until_at, first_at = @first_at, body = @body WHERE lead = @lead");


    /// <summary>For the row that stays where it is, which most do: a lead in work.</summary>
    internal static string Add(Dialect dialect) =>
        $"UPDATE facts SET body = {dialect.Append("body", "@body")} WHERE lead = @lead AND until_at = @until_at AND "
        + $"first_at <= @first_at";

    private static string Move(Dialect dialect) => $"""
        UPDATE facts SET until_at = @until_at, first_at = CASE WHEN @first_at < first_at THEN @first_at ELSE first_at END, body = {dialect.Append("body", "@body")}
        WHERE lead = @lead
        """;

    /// <summary>Writes what a lead's steps add, after its row: its number and the latest instant it was active, old or
    /// new.</summary>
    public void Write(long seq, long activeAt, SerializedLead lead)
    {
        var (state, pack) = (lead.Steps[^1].State, lead.Facts);
        var until = Until(IsCarriedOver(state), state.IsHistory, activeAt);
        if (lead.Steps[0].ExpectedVersion == 0)
        {
            insert.Run(seq, state.Id, pack.Earliest, until, pack.Bytes);
        }
        else if (lead.RestatesFacts)
        {
            restate.Run(until, pack.Earliest, pack.Bytes, seq);
        }
        else if (add.Run(pack.Bytes, seq, until, pack.Earliest) == 0)
        {
            move.Run(until, pack.Earliest, pack.Bytes, seq);
        }
    }

    /// <summary>After which second the lead adds nothing to a number.</summary>
    internal static long Until(bool stands, bool isHistory, long activeAt) =>
        stands ? long.MaxValue : isHistory ? activeAt + Longest : activeAt;

    private static bool IsCarriedOver(LeadState state) =>
        state.IsOpen || state.Stage == LeadStage.Queue
            || state.Obligations.Any(obligation => obligation.Status == ObligationStatus.Running);

    public void Dispose()
    {
        insert.Dispose();
        add.Dispose();
        move.Dispose();
        restate.Dispose();
    }
}

/// <summary>Reads of the facts that numbers are made of.</summary>
internal static class FactReads
{
    /// <summary>In the order in which the rows lie.</summary>
    public const string Counting = "SELECT id, body FROM facts WHERE until_at >= @since AND first_at <= @as_of";

    /// <summary>The facts of every lead that can matter between two instants, within one snapshot.</summary>
    public static IEnumerable<(string Lead, byte[] Pack)> Between(ReadPool pool, Instant since, Instant asOf) =>
        Prefetch.Of(pool.Stream(
            session => session[Counting].Stream(Row, [RowMapping.Seconds(since), RowMapping.Seconds(asOf)])));

    private static (string Lead, byte[] Pack) Row(DbDataReader row) => (row.GetString(0), row.Bytes(1));
}

/// <summary>Enumerates on another thread, a few portions ahead of whoever takes them, so that reading and counting go
/// on at once.</summary>
internal static class Prefetch
{
    private const int Portion = 512;
    private const int Ahead = 8;

    /// <summary>The same, in the same order. What is enumerated ends before this does, also when it is let go of
    /// early.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        using var portions = new BlockingCollection<T[]>(Ahead);
        using var stop = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(() => Read(source, portions, stop.Token), CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var portion in portions.GetConsumingEnumerable())
            {
                foreach (var item in portion)
                {
                    yield return item;
                }
            }
        }
        finally
        {
            stop.Cancel();
            reading.GetAwaiter().GetResult();
        }
    }

    private static void Read<T>(IEnumerable<T> source, BlockingCollection<T[]> portions, CancellationToken stop)
    {
        try
        {
            foreach (var portion in source.Chunk(Portion))
            {
                portions.Add(portion, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
        finally
        {
            portions.CompleteAdding();
        }
    }
}

/// <summary>
/// Makes the facts of leads that were written before facts were kept, from their events, a few leads a transaction and
/// in order of lead: where it was cut off, the next start goes on. Every lead written since has its row, so what is
/// missing is what comes after the last row.
/// </summary>
internal sealed class FactBackfill(DbConnection connection, Dialect dialect, long portion = FactBackfill.Usual)
{
    private const long Usual = 2_000;

    private const string Missing =
        "SELECT COALESCE((SELECT MAX(seq) FROM leads), 0), COALESCE((SELECT MAX(lead) FROM facts), 0)";

    private const string EventsOfSome =
        "SELECT lead, type, body FROM events WHERE lead > @after AND lead <= @up_to ORDER BY lead, version";

    private const string LeadsOfSome = """
        SELECT seq, id, active_at, is_history, CASE WHEN is_open = 1 OR queued_at IS NOT NULL OR next_due IS NOT NULL THEN 1 ELSE 0 END
        FROM leads WHERE seq > @after AND seq <= @up_to ORDER BY seq
        """;

    /// <summary>True when no lead is without its facts.</summary>
    public bool IsWhole() => Reach() is var (leads, facts) && leads == facts;

    /// <summary>Fills in what is missing; tells from time to time which share of all leads is done, but nothing when
    /// nothing is missing.</summary>
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
            var (pack, hasBreach) = packs.GetValueOrDefault(seq, (StoredFacts.Of([]), false));
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
        using var update = new Statement(connection,
            "UPDATE leads SET missed = @missed, missed_since = @missed_since WHERE seq = @seq");
        var (count, since) = LeadWrites.Missed(state.First(RowMapping.State, seq)!);
        update.Run(count, since, seq);
    }

    private Dictionary<long, (FactPack Pack, bool HasBreach)> Packs(long after, long upTo)
    {
        using var events = new Statement(connection, EventsOfSome);
        return events.All(row => (Lead: row.GetInt64(0), Type: row.GetString(1), Body: row.Bytes(2)), after, upTo)
            .GroupBy(pair => pair.Lead).AsParallel()
            .Select(
                lead =>
                    (Lead: lead.Key, Pack: StoredFacts.OfWhole(
                        [.. lead.Select(pair => StoreJson.Event(pair.Type, pair.Body))]),
                        HasBreach: lead.Any(pair => pair.Type == StoredTypeNames.NameOf(typeof(ObligationBreached)))))
            .ToDictionary(pair => pair.Lead, pair => (pair.Pack, pair.HasBreach));
    }

    private List<(long Seq, string Id, long Until)> Leads(long after, long upTo)
    {
        using var leads = new Statement(connection, LeadsOfSome);
        return leads.All(
            row => (row.GetInt64(0), row.GetString(1),
                FactWrites.Until(row.GetInt64(4) != 0, row.GetInt64(3) != 0, row.GetInt64(2))), after, upTo);
    }
}
