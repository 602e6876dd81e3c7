using System.Globalization;
using SlaBot.Api.Import;
using Spectre.Console;

namespace SlaBot.Cli;

/// <summary>Runs a file with a progress bar (at a terminal only) and prints the report. The exit code is 0 when every row was taken or known.</summary>
internal static class ImportConsole
{
    private const int Shown = 20;

    /// <summary>Runs <paramref name="run"/> over the file: the pipeline in this process, or <see cref="ImportClient"/>.</summary>
    public static async Task<int> RunAsync(string path, Func<Stream, IProgress<ImportProgress>, Task<ImportReport>> run)
    {
        if (!File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"There is no file {path}.");
            return 1;
        }

        await using var file = File.OpenRead(path);
        var report = Console.IsOutputRedirected ? await run(file, new Progress<ImportProgress>()) : await WithBar(file, run);
        Print(report);
        return report is { Refusal: null, Refused: 0, Stopped: null } ? 0 : 1;
    }

    private static Task<ImportReport> WithBar(FileStream file, Func<Stream, IProgress<ImportProgress>, Task<ImportReport>> run) =>
        AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async context =>
        {
            var bar = context.AddTask("Importing", maxValue: 1);
            var told = new ProgressReporter(now => Show(bar, now, file.Length));
            using var byBytes = new Timer(_ => bar.Value = told.Any ? bar.Value : Share(file.Position, file.Length), null, 200, 200);
            var report = await run(file, told);
            bar.Value = 1;
            return report;
        });

    private static void Show(ProgressTask bar, ImportProgress now, long length)
    {
        bar.Description = string.Create(CultureInfo.InvariantCulture, $"{now.Rows} rows");
        bar.Value = now.Total is { } total ? Share(now.Rows, total) : Share(now.Bytes, length);
    }

    private static double Share(long part, long whole) => whole == 0 ? 1 : Math.Min(1, (double)part / whole);

    private static void Print(ImportReport report)
    {
        if (report.Refusal is { } refusal)
        {
            Console.Error.WriteLine(refusal.Sentence);
            return;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Taken} new, {report.Known} known, {report.Refused} refused, in {report.Seconds:0.0} s"));
        foreach (var fault in report.Faults.Take(Shown))
        {
            Console.WriteLine($"  line {fault.Line}: {fault.Message}");
        }

        if (report.Faults.Count > Shown)
        {
            Console.WriteLine($"  and {report.Faults.Count - Shown} more{(report.Faults.Count >= 1000 ? " or beyond" : "")}");
        }

        if (report.Stopped is { } stopped)
        {
            Console.Error.WriteLine(stopped.Message);
        }
    }

    // Progress<T> posts to the pool, out of order; a bar must not jump back.
    private sealed class ProgressReporter(Action<ImportProgress> show) : IProgress<ImportProgress>
    {
        public bool Any { get; private set; }

        public void Report(ImportProgress value)
        {
            Any = true;
            show(value);
        }
    }
}
