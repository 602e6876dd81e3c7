using System.Diagnostics;
using System.Globalization;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;
using SlaBot.Storage;

namespace SlaBot.Benchmarks;

/// <summary>One week's numbers over a file of a million leads, one in ten of them open: an old week, one of the middle, the last; each in a process that has just begun.</summary>
internal static class ScorecardBench
{
    public const string OneWeek = "one-week";
    private const int Rounds = 5;

    public static Task<IReadOnlyList<Promise>> RunAsync(Workshop workshop)
    {
        var file = workshop.File("million.db");
        LeadFile.Fill(file, LeadFile.Million, LeadFile.Mixed);
        var rules = workshop.Rules();
        var policy = rules.Policy;
        var (first, last) = (IsoWeek.Of(LeadFile.First, policy.Calendar.Zone).Next, IsoWeek.Of(LeadFile.Last, policy.Calendar.Zone));
        var middle = IsoWeek.Of(LeadFile.First + (LeadFile.Last - LeadFile.First) / 2, policy.Calendar.Zone);
        List<List<Measured>> weeks = [.. new[] { first, middle, last }.Select(week => Enumerable.Range(0, Rounds).Select(_ => InAProcess(file, week)).ToList())];
        var worst = weeks.MaxBy(rounds => rounds.Select(round => round.Seconds).Median())!;
        var memory = weeks.SelectMany(rounds => rounds).Max(measured => measured.Megabytes);
        return Task.FromResult<IReadOnlyList<Promise>>(
        [
            Promise.AtMost("scorecard", $"any week's numbers over 1,000,000 leads within 1 s, first thing in a process (median of {Rounds}, worst of 3 weeks)",
                worst.Select(measured => measured.Seconds).Median(), 1, "s", FormattableString.Invariant($" ({worst.Select(measured => measured.Cpu).Median():0.00} s of processor)")),
            Promise.AtMost("scorecard", "resident memory of that process within 400 MB", memory, 400, "MB"),
        ]);
    }

    /// <summary>What the process does that <see cref="RunAsync"/> starts: opens the file, counts the week once, tells how long that took.</summary>
    public static int Run(string file, string name)
    {
        using var workshop = new Workshop();
        var rules = workshop.Rules();
        var policy = rules.Policy;
        IsoWeek.TryParse(name, out var week);
        using var store = SqliteStore.OpenReadOnly("Data Source=" + file);
        var (watch, cpu) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        var card = ScorecardCounter.Make(store.Reader, rules, _ => policy.Calendar, week, null, null);
        Figures.Print($"{week} {watch.Elapsed.TotalSeconds:0.000} {(Environment.CpuUsage.TotalTime - cpu).TotalSeconds:0.000} {Environment.WorkingSet >> 20} {card.MqlVolume.Count}");
        return 0;
    }

    private sealed record Measured(double Seconds, double Cpu, double Megabytes);

    private static Measured InAProcess(string file, IsoWeek week)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ScorecardBench).Assembly.Location, OneWeek, file, week.ToString()]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var words = process.StandardOutput.ReadToEnd().Trim().Split(' ');
        process.WaitForExit();
        var numbers = words.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        Figures.Print($"{week}: {numbers[3]:N0} MQLs in {numbers[0]:0.00} s, {numbers[1]:0.00} s of processor, {numbers[2]:0} MB");
        return new Measured(numbers[0], numbers[1], numbers[2]);
    }
}
