using SlaBot.Intake;
using Spectre.Console;

namespace SlaBot.Operations;

/// <summary>Shows an import's progress, at a terminal only, and says what it came to.</summary>
internal static class ImportBar
{
    /// <summary>Runs an import under a bar.</summary>
    public static async Task<ImportReport> RunAsync(string file, Func<IProgress<ImportProgress>?, Task<ImportReport>> import)
    {
        if (Console.IsOutputRedirected)
        {
            return await import(null);
        }

        ImportReport? report = null;
        await AnsiConsole.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn()).StartAsync(async bars =>
        {
            var bar = bars.AddTask(Markup.Escape(Path.GetFileName(file)), maxValue: Math.Max(1, new FileInfo(file).Length));
            report = await import(new Progress<ImportProgress>(at =>
            {
                bar.Value = at.Bytes;
                bar.Description = $"{at.Rows} rows";
            }));
            bar.Value = bar.MaxValue;
        });
        return report!;
    }

    /// <summary>Says what was taken and what was refused, line by line; the exit code.</summary>
    public static int Say(ImportReport report)
    {
        if (report.Refusal is { } refusal)
        {
            Console.Error.WriteLine(refusal.Sentence);
            return 1;
        }

        Console.WriteLine($"{report.Taken} taken, {report.Known} known, {report.Refused} refused, in {report.Seconds:0.0} s.");
        foreach (var fault in report.Faults)
        {
            Console.WriteLine($"line {fault.Line}: {(fault.Field.Length > 0 ? fault.Field + ": " : "")}{fault.Message}");
        }

        return report.Refused == 0 ? 0 : 1;
    }
}
