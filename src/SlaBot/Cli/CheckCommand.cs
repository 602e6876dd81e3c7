using System.CommandLine;
using SlaBot.Chat;
using SlaBot.Hosting;
using SlaBot.Settings;

namespace SlaBot.Cli;

/// <summary><c>check</c>: settings, tokens, channels, people; every fault at once, exit code 1 when there is
/// one.</summary>
internal static class CheckCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order, IReadOnlyList<IPlatformRegistration> platforms)
    {
        var check = new Command("check",
            "Reads the settings whole, asks the chat platforms in use, and says every fault; exit code 1 when there "
            + "is one.");
        check.SetAction((parsed, stop) => CommandLine.Guarded(() => RunAsync(order(parsed), platforms, stop)));
        return check;
    }

    private static async Task<int> RunAsync(RunOptions order, IReadOnlyList<IPlatformRegistration> platforms,
        CancellationToken stop)
    {
        var file = SettingsFile.Find(order.SettingsFile);
        var read = SettingsFile.Read(file, HostEnvironment.IsDevelopment(order.Environment), order.Platforms);
        if (read.Settings is { } settings)
        {
            read = read with { Faults = await PlatformSetups.CheckAsync(settings, platforms, order.Machine, stop) };
        }

        Console.WriteLine(read.Faults.Count == 0
            ? $"{file}: in order. {StartupBanner.Text(read.Settings!)}"
            : $"{file}: {read.Faults.Count} fault{(read.Faults.Count == 1 ? "" : "s")}{Environment.NewLine}{read.Report}");
        foreach (var notice in read.Settings?.Notices ?? [])
        {
            Console.WriteLine(StartupBanner.Text(notice));
        }

        return read.Faults.Count == 0 ? 0 : 1;
    }
}
