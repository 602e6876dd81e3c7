using System.Diagnostics;
using SlaBot.Engine;
using SlaBot.Storage;

namespace SlaBot.Benchmarks;

/// <summary>A million armed timers: what is due is found at once, leaves in time, and waiting costs next to nothing.</summary>
internal static class TimersBench
{
    private const int DuePerSecond = 200;
    private const int Seconds = 20;
    private const int Asks = 200;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(20);

    public static async Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        var file = workshop.File("armed.db");
        LeadFile.Fill(file, LeadFile.Million, number => LeadFile.Armed(number, Sample.Id(number), Workshop.Rep(number % Workshop.Readers), LeadFile.FarAhead(number)));
        var due = Arm(file);
        var asks = Ask(file, due.Values.Max());
        Figures.Print($"asked {Asks} times for a batch of due work: median {asks.Median():0.00} ms, worst {asks.Max():0.00} ms");

        using var bot = await BotProcess.StartAsync(workshop.Settings(file));
        var left = await WatchAsync(file, due);
        var late = left.Select(pair => pair.Value.TotalMilliseconds).ToArray();
        Figures.Print($"{late.Length} of {due.Count} notices left, p50 {late.Quantile(0.5):0} ms after their instant, p99 {late.Quantile(0.99):0}, max {late.Max():0}; resident {bot.ResidentMegabytes:0} MB, peak {bot.PeakMegabytes:0} MB");
        await Task.Delay(TimeSpan.FromSeconds(5));
        var cpu = bot.CpuSeconds;
        await Task.Delay(Idle);
        return
        [
            Promise.AtMost("timers", "the next due work found within 5 ms among 1,000,000 (worst of 200)", asks.Max(), 5, "ms", FormattableString.Invariant($" (median {asks.Median():0.00})")),
            Promise.AtMost("timers", "200 due a second, each notice gone within 1 s (the latest)", late.Length == due.Count ? late.Max() : double.PositiveInfinity, 1_000, "ms",
                FormattableString.Invariant($" (p50 {late.Quantile(0.5):0}, p99 {late.Quantile(0.99):0})")),
            Promise.AtMost("timers", "idle within 1 % of a core", 100 * (bot.CpuSeconds - cpu) / Idle.TotalSeconds, 1, "%"),
        ];
    }

    /// <summary>Adds the leads that fall due while we watch; their instants by lead.</summary>
    private static Dictionary<string, Instant> Arm(string file)
    {
        using var store = SqliteStore.Open("Data Source=" + file);
        var run = Environment.TickCount64;
        var from = Instant.FromUnixTimeSeconds(SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds() + 15);
        var batch = new WriteBatch();
        batch.Leads.AddRange(Enumerable.Range(0, DuePerSecond * Seconds).Select(number =>
            LeadFile.Armed(number, $"due-{run}-{number}", Workshop.Rep(number % Workshop.Readers), from + Duration.FromSeconds(number / DuePerSecond))));
        store.Writer.Commit(batch);
        return batch.Leads.ToDictionary(lead => lead.State.Id, lead => lead.WakeAt!.Value);
    }

    private static double[] Ask(string file, Instant upTo)
    {
        using var store = SqliteStore.OpenReadOnly("Data Source=" + file);
        var took = new double[Asks];
        store.Reader.Due(upTo, 500);
        // What the filling of a million leads has left behind is not the reader's.
        GC.Collect();
        for (var i = 0; i < Asks; i++)
        {
            var watch = Stopwatch.StartNew();
            if (store.Reader.Due(upTo, 500).Count != 500)
            {
                throw new InvalidOperationException("There should be 500 due.");
            }

            store.Reader.NextDue();
            took[i] = watch.Elapsed.TotalMilliseconds;
        }

        return took;
    }

    /// <summary>Looks at the posts from outside, every few milliseconds, until all stand there; how long after its instant each was first seen.</summary>
    private static async Task<Dictionary<string, TimeSpan>> WatchAsync(string file, Dictionary<string, Instant> due)
    {
        using var connection = new SqliteFile("Data Source=" + file).OpenReader();
        using var look = new Statement(connection, "SELECT rowid, lead FROM posts WHERE rowid > @last AND purpose = 'Notice'");
        var (last, seen) = (0L, new Dictionary<string, TimeSpan>());
        var end = due.Values.Max() + Duration.FromSeconds(15);
        while (seen.Count < due.Count && SystemClock.Instance.GetCurrentInstant() < end)
        {
            var posts = look.All(row => (Row: row.GetInt64(0), Lead: row.GetString(1)), last);
            var now = SystemClock.Instance.GetCurrentInstant();
            foreach (var (row, lead) in posts)
            {
                last = Math.Max(last, row);
                if (due.TryGetValue(lead, out var at))
                {
                    seen.TryAdd(lead, (now - at).ToTimeSpan());
                }
            }

            await Task.Delay(5);
        }

        return seen;
    }
}
