using System.Data.Common;
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
        Console.WriteLine($"SlaBot is up at {string.Join(", ", app.Urls)}{(settings.SandboxEnabled ? " - open it in a browser for the sandbox" : "")}.");
        Console.WriteLine($"{Text(settings)} Data: {DataFile(settings)}.");
        foreach (var notice in settings.Notices)
        {
            Console.WriteLine(Text(notice));
        }

        if (clock is ManualClock)
        {
            Console.WriteLine($"The clock stands at {clock.GetCurrentInstant()} until it is moved (the page, or POST /dev/clock).");
        }
    }

    /// <summary>The agreement in a sentence.</summary>
    public static string Text(SlaBotSettings settings) =>
        $"Agreement {settings.Rules.Policy.Template} {settings.Rules.Policy.Version}, {settings.Rules.People.All.Count} people, {settings.Rules.Calendars.Count} calendar{(settings.Rules.Calendars.Count == 1 ? "" : "s")}.";

    /// <summary>A notice as a line.</summary>
    public static string Text(SlaBot.Core.Policy.SettingsTree.SettingsFault notice) => $"Notice: {notice.Key} {notice.Message}";

    private static string DataFile(SlaBotSettings settings) =>
        new DbConnectionStringBuilder { ConnectionString = settings.Database.ConnectionString }.TryGetValue("Data Source", out var file) ? $"{file}" : "elsewhere";
}
