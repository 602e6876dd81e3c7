using Spectre.Console;

namespace SlaBot.Cli;

/// <summary>A progress bar while a history is read, on the error stream and at a terminal only.</summary>
internal static class RehearsalProgress
{
    private const long Step = 4 << 20;

    /// <summary>Runs <paramref name="read"/> over the file.</summary>
    public static void Run(string path, Action<Stream, Action<long>> read)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        if (Console.IsErrorRedirected)
        {
            read(file, _ => { });
            return;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => WithBar(context.AddTask("Reading", maxValue: Math.Max(1, file.Length)), file, read));
    }

    private static void WithBar(ProgressTask bar, FileStream file, Action<Stream, Action<long>> read)
    {
        var told = 0L;
        read(file, bytes =>
        {
            if (bytes - told >= Step)
            {
                bar.Value = told = bytes;
            }
        });
        bar.Value = bar.MaxValue;
    }
}
