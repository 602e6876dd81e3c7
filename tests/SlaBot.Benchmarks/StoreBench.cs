using System.Globalization;
using Microsoft.Data.Sqlite;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Desk;
using SlaBot.Storage;
using SlaBot.Storage.Json;

namespace SlaBot.Benchmarks;

/// <summary>Leads a second that the store makes durable, beside a bare loop that writes the same bytes into two tables.</summary>
internal static class StoreBench
{
    private const int RowsPerLead = 8;
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 16, 12, 0);

    public static void Run()
    {
        Measure("warm-up", 512, 64, Store);
        Measure("store, new leads, batches of 1", 3000, 1, Store);
        Measure("bare loop, new leads, batches of 1", 3000, 1, Bare);
        Measure("store, new leads, batches of 256", 25_600, 256, Store);
        Measure("bare loop, new leads, batches of 256", 25_600, 256, Bare);
        Measure("store, second step, batches of 256", 25_600, 256, SecondStep);
    }

    /// <summary>Fills a file and tells how quickly it starts, counts and answers, and what the process takes.</summary>
    public static void RunLarge(string file, int leads)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using (var store = SqliteStore.Open("Data Source=" + file))
        {
            for (var i = (int)store.Reader.CountLeads(); i < leads; i += 256)
            {
                store.Writer.Commit(Batch(i, Math.Min(256, leads - i)));
            }

            Say($"fill to {leads} leads: {clock.Elapsed.TotalSeconds:F1} s, {store.SizeInBytes >> 20} MB");
        }

        clock.Restart();
        using var again = SqliteStore.Open("Data Source=" + file);
        Say($"open: {clock.ElapsedMilliseconds} ms");
        Time("count", () => again.Reader.CountLeads().ToString(CultureInfo.InvariantCulture));
        Time("open by owner", () => again.Reader.OpenByOwner().Values.Sum().ToString(CultureInfo.InvariantCulture));
        Time("next due, 500 due", () => again.Reader.Due(Start + Duration.FromDays(999), 500).Count.ToString(CultureInfo.InvariantCulture));
        Time("ready, 500", () => again.Reader.Ready(Start + Duration.FromDays(999), 500).Count.ToString(CultureInfo.InvariantCulture));
        Time("page by owner and open", () => again.Reader.Leads(new LeadFilter(Owner: "rep7@example.com", OpenOnly: true)).Leads.Count.ToString(CultureInfo.InvariantCulture));
        Time("page due before", () => again.Reader.Leads(new LeadFilter(DueBefore: Start + Duration.FromDays(1))).Leads.Count.ToString(CultureInfo.InvariantCulture));
        Time("1000 more leads in batches of 1", () => Enumerable.Range(50_000_000 + (int)again.Reader.CountLeads(), 1000).Select(i => { again.Writer.Commit(Batch(i, 1)); return 1; }).Sum().ToString(CultureInfo.InvariantCulture));
        Say($"working set: {Environment.WorkingSet >> 20} MB");
    }

    private static void Time(string what, Func<string> work)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var result = work();
        Say($"{what}: {result} in {clock.Elapsed.TotalMilliseconds:F1} ms");
    }

    private static void Measure(string what, int leads, int size, Func<string, IReadOnlyList<DeskBatch>, TimeSpan> run)
    {
        var directory = Directory.CreateTempSubdirectory("bench");
        var batches = Enumerable.Range(0, leads / size).Select(i => Batch(i * size, size)).ToList();
        var took = run(Path.Combine(directory.FullName, "bench.db"), batches);
        Say($"{what}: {leads / took.TotalSeconds:F0} leads/s, {leads * RowsPerLead / took.TotalSeconds:F0} rows/s");
        directory.Delete(recursive: true);
    }

    private static TimeSpan Store(string file, IReadOnlyList<DeskBatch> batches)
    {
        using var store = SqliteStore.Open("Data Source=" + file);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var batch in batches)
        {
            store.Writer.Commit(batch);
        }

        return clock.Elapsed;
    }

    private static TimeSpan SecondStep(string file, IReadOnlyList<DeskBatch> batches)
    {
        using var store = SqliteStore.Open("Data Source=" + file);
        foreach (var batch in batches)
        {
            store.Writer.Commit(batch);
        }

        var steps = batches.Select(batch =>
        {
            var next = new DeskBatch();
            next.Leads.AddRange(batch.Leads.Select(one => new LeadChange(5, one.State with { Version = 10 }, one.Events, one.WakeAt)));
            next.Outbox.AddRange(batch.Outbox);
            return next;
        }).ToList();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        steps.ForEach(store.Writer.Commit);
        return clock.Elapsed;
    }

    /// <summary>The same JSON, the same count of rows and commits, no index but the keys, no store in between.</summary>
    private static TimeSpan Bare(string file, IReadOnlyList<DeskBatch> batches)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE states (id TEXT PRIMARY KEY, body BLOB); CREATE TABLE rows (id INTEGER PRIMARY KEY, body BLOB)");
        using var state = new Statement(connection, "INSERT INTO states (id, body) VALUES (@id, @body)");
        using var row = new Statement(connection, "INSERT INTO rows (body) VALUES (@body)");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var batch in batches)
        {
            Execute(connection, "BEGIN IMMEDIATE");
            foreach (var lead in batch.Leads)
            {
                state.Run(lead.State.Id, StoreJson.Write(lead.State));
                foreach (var one in lead.Events)
                {
                    row.Run(StoreJson.Write(one));
                }
            }

            batch.Outbox.ForEach(item => row.Run(item.Key));
            Execute(connection, "COMMIT");
        }

        return clock.Elapsed;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static DeskBatch Batch(int from, int count)
    {
        var batch = new DeskBatch();
        for (var i = from; i < from + count; i++)
        {
            var change = Lead(i);
            batch.Leads.Add(change);
            batch.Outbox.AddRange([Wish(2L * i + 1, "card", change.State.Id), Wish(2L * i + 2, "notice", change.State.Id)]);
        }

        return batch;
    }

    private static OutboxItem Wish(long id, string what, string lead) => new()
    {
        Id = id,
        Key = $"{what}|{lead}|dm:ana@example.com",
        Audience = "dm:ana@example.com",
        Purpose = Purpose.Card,
        Lead = lead,
        NotBefore = Start,
        CreatedAt = Start,
    };

    private static LeadChange Lead(int i)
    {
        var (id, owner, at) = ($"lead-{(uint)i * 2654435761u:x8}", $"rep{i % 50}@example.com", Start + Duration.FromSeconds(i % 100_000));
        Obligation[] duties = [Duty("decision#1", ClauseKind.Decision, owner, at), Duty("firstTouch#1", ClauseKind.FirstTouch, owner, at)];
        var profile = new LeadProfile
        {
            Source = "Webinar", Tier = "high-intent", Region = "DE", Score = 87,
            Contact = new Contact("Zoe Miller", $"zoe{i}@example.com", "+49 30 1234", "Head of Operations"),
            Company = new Company("Example AG", "example.com", 240, "Software", "DE"),
            Activity = [new Activity("demo", "asked for a demo", at)],
        };
        var state = new LeadState
        {
            Id = id, Version = 5, FactVersion = 3, Profile = profile, Stage = LeadStage.Assigned, ReceivedAt = at, MqlAt = at, Owner = owner, Team = "emea",
            AssignedAt = at, FirstAssignedAt = at, AssignedWhy = "rule DE", Criteria = [new CriterionResult("company.size 50 to 500", Finding.Met)], Obligations = duties,
        };
        return new LeadChange(0, state,
        [
            new LeadReceived(id, profile, null) { At = at, RecordedAt = at },
            new MqlReached(false, state.Criteria, true, new MqlData(4, 4, 2, 1)) { At = at, RecordedAt = at },
            new Assigned(owner, null, AssignmentWay.Rule, "rule DE", "emea") { At = at, RecordedAt = at },
            new ObligationStarted(duties[0]) { At = at, RecordedAt = at },
            new ObligationStarted(duties[1]) { At = at, RecordedAt = at },
        ], duties[0].DueAt);
    }

    private static Obligation Duty(string id, ClauseKind clause, string owner, Instant at) => new()
    {
        Id = id, Clause = clause, Cycle = 1, Owner = owner, StartedAt = at, DueAt = at + Duration.FromHours(4), Within = new Target(TargetUnit.Business, 7200),
        PolicyVersion = "2026-1", CalendarVersion = "berlin/1",
        Alerts =
        [
            new Alert("warning-1", at + Duration.FromHours(2), ["owner"]), new Alert("warning-2", at + Duration.FromHours(3), ["owner"]),
            new Alert("rung-1", at + Duration.FromHours(4), ["manager", "channel:Escalations"]),
        ],
    };

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
