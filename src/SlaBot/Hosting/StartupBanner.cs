using System.Data.Common;
using System.Globalization;
using NodaTime;
using SlaBot.Engine;
using SlaBot.Settings;

namespace SlaBot.Hosting;

/// <summary>What the program says when it is up.</summary>
internal static class StartupBanner
{
    /// <summary>Says where to look, on which data and under which clock.</summary>
    public static void Print(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<SlaBotSettings>();
        var clock = app.Services.GetRequiredService<IClock>();
        Console.WriteLine(
            $"SlaBot is up at "
            + $"{string.Join(", ", app.Urls)}{(settings.SandboxEnabled ? " - open it in a browser for the sandbox" : "")}.");
        Console.WriteLine($"{Text(settings)} Data: {DataFile(settings)}.");
        foreach (var notice in settings.Notices)
        {
            Console.WriteLine(Text(notice));
        }

        if (clock.StandsStill())
        {
            Console.WriteLine(
                $"The clock stands at {clock.GetCurrentInstant()} until it is moved (the page, or POST /dev/clock).");
        }
    }

    /// <summary>The agreement in a sentence.</summary>
    public static string Text(SlaBotSettings settings) =>
        $"Agreement {settings.Rules.Policy.Template} {settings.Rules.Policy.Version}, "
        + $"{settings.Rules.People.All.Count} people, "
            + $"{settings.Rules.Calendars.Count} calendar{(settings.Rules.Calendars.Count == 1 ? "" : "s")}.";

    /// <summary>A notice as a line.</summary>
    public static string Text(SlaBot.Core.Policy.SettingsTree.SettingsFault notice) =>
        $"Notice: {notice.Key} {notice.Message}";

    private static string DataFile(SlaBotSettings settings) =>
        new DbConnectionStringBuilder { ConnectionString = settings.Database.ConnectionString }
            .TryGetValue("Data Source", out var file) ? $"{file}" : "elsewhere";
}

/// <summary>Says how far a data file is brought up to date, on the error stream and at a terminal only; nothing where
/// nothing takes long.</summary>
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
