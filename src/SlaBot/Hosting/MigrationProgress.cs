using System.Globalization;

namespace SlaBot.Hosting;

/// <summary>Says how far a data file is brought up to date, on the error stream and at a terminal only; nothing where nothing takes long.</summary>
internal static class MigrationProgress
{
    private const int Width = 30;

    /// <summary>One line that is written over.</summary>
    public static void Report(double share)
    {
        if (Console.IsErrorRedirected)
        {
            return;
        }

        var done = (int)(share * Width);
        Console.Error.Write(string.Create(CultureInfo.InvariantCulture,
            $"\rBringing the data file up to date [{new string('#', done)}{new string('.', Width - done)}] {share:0%}{(share >= 1 ? "\n" : "")}"));
    }
}
