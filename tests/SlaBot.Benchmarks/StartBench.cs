namespace SlaBot.Benchmarks;

/// <summary>A year-old file of a million leads: how soon the program is ready, and what it takes while it works.</summary>
internal static class StartBench
{
    private const int Starts = 5;

    public static async Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        var file = workshop.File("million.db");
        LeadFile.Fill(file, LeadFile.Million, LeadFile.Mixed);
        var settings = workshop.Settings(file);
        var took = new List<double>();
        for (var i = 0; i < Starts; i++)
        {
            using var bot = await BotProcess.StartAsync(settings);
            took.Add(bot.TookToStart.TotalSeconds);
        }

        Figures.Print($"ready after {string.Join(", ", took.Select(number => number.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)))} s");
        return [Promise.AtMost("start", "ready within 2 s, 1,000,000 leads on file (median of 5)", took.Median(), 2, "s", FormattableString.Invariant($" (worst {took.Max():0.00})")), .. await LoadAsync(settings)];
    }

    private static async Task<IReadOnlyList<Promise>> LoadAsync(string settings)
    {
        using var bot = await BotProcess.StartAsync(settings);
        var load = new OpenLoop(bot.Address, HttpBench.Clients, HttpBench.PerSecond, Environment.TickCount64);
        await load.RunAsync(HttpBench.WarmUp);
        var resident = 0.0;
        using var stop = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                resident = Math.Max(resident, bot.ResidentMegabytes);
                await Task.Delay(100);
            }
        });
        var took = await load.RunAsync(HttpBench.Length);
        stop.Cancel();
        await watching;
        HttpBench.Print("under load", took);
        return
        [
            Promise.AtMost("start", "resident memory within 250 MB under that load", Math.Max(resident, bot.PeakMegabytes), 250, "MB", FormattableString.Invariant($" at its peak ({bot.ResidentMegabytes:0} at the end)")),
            HttpBench.Judge("start", "acknowledged at p99 within 50 ms on that file too", took),
        ];
    }
}
