namespace SlaBot.Benchmarks;

/// <summary>The whole program under a steady load: 32 clients, 500 leads a second.</summary>
internal static class HttpBench
{
    public const int Clients = 32;
    public const double PerSecond = 500;
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(8);
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(24);

    public static async Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        using var bot = await BotProcess.StartAsync(workshop.Settings(workshop.Fresh("http.db")));
        var load = new OpenLoop(bot.Address, Clients, PerSecond);
        Print("warming up", await load.RunAsync(WarmUp));
        var cpu = bot.CpuSeconds;
        var took = await load.RunAsync(Length);
        Print("measured", took);
        Figures.Print($"resident {bot.ResidentMegabytes:0} MB, peak {bot.PeakMegabytes:0} MB, {(bot.CpuSeconds - cpu) / Length.TotalSeconds:0.00} cores");
        return [Judge("http", "acknowledged at p99 within 50 ms, 32 clients, 500 leads a second", took)];
    }

    public static Promise Judge(string area, string words, double[] took) => Promise.AtMost(area, words, took.Quantile(0.99), 50, "ms",
        FormattableString.Invariant($" (p50 {took.Quantile(0.5):0.0}, max {took.Max():0})"));

    public static void Print(string what, double[] took) => Figures.Print(
        $"{what}: {took.Length} leads, p50 {took.Quantile(0.5):0.0} ms, p90 {took.Quantile(0.9):0.0}, p99 {took.Quantile(0.99):0.0}, p99.9 {took.Quantile(0.999):0.0}, max {took.Max():0}");
}
