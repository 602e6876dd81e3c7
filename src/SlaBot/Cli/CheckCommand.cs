using System.CommandLine;
using SlaBot.Core.Policy;
using SlaBot.Hosting;
using SlaBot.Settings;

namespace SlaBot.Cli;

/// <summary>Asks the platforms in use what is wrong there: tokens, rights, channels, people.</summary>
internal delegate Task<IReadOnlyList<SettingsFault>> TransportCheck(SlaBotSettings settings, CancellationToken stop);

/// <summary><c>check</c>: settings, tokens, channels, people; every fault at once, exit code 1 when there is one.</summary>
internal static class CheckCommand
{
    /// <summary>The command.</summary>
    public static Command Make(Func<ParseResult, RunOptions> order, TransportCheck outside)
    {
        var check = new Command("check", "Reads the settings whole, asks the chat platforms in use, and says every fault; exit code 1 when there is one.");
        check.SetAction((parsed, stop) => CommandLine.Guarded(() => RunAsync(order(parsed), outside, stop)));
        return check;
    }

    private static async Task<int> RunAsync(RunOptions order, TransportCheck outside, CancellationToken stop)
    {
        var file = SettingsFile.Find(order.SettingsFile);
        var read = SettingsFile.Read(file, HostEnvironment.IsDevelopment(order.Environment));
        if (read.Settings is { } settings)
        {
            read = read with { Faults = await outside(settings, stop) };
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
