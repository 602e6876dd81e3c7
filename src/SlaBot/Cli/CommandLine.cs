using System.CommandLine;
using System.Runtime.InteropServices;
using SlaBot.Chat;
using SlaBot.Engine;
using SlaBot.Hosting;
using SlaBot.Storage;
using SlaBot.Storage.Serialization;

namespace SlaBot.Cli;

/// <summary>The command line. What is wrong is one sentence (or a list of faults) on the error stream, and exit code
/// 1.</summary>
internal static class CommandLine
{
    private const int FileSizeSignal = 25;
    private static readonly Option<string?> SettingsOption = new(
        "--settings") { Description = "The settings file to use instead of the shipped one.", Recursive = true };
    private static readonly Option<string?> EnvironmentOption = new(
        "--environment") { Description = "Development allows the manual clock; default Production.", Recursive = true };

    /// <summary>Runs what the arguments ask for.</summary>
    public static async Task<int> RunAsync(string[] args, Func<RunOptions, WebApplication> build,
        IReadOnlyList<IPlatformRegistration> platforms)
    {
        RunOptions Order(ParseResult parsed) =>
            new(parsed.GetValue(SettingsOption), parsed.GetValue(EnvironmentOption)) { Platforms = platforms };
        var root = new RootCommand(
            "SlaBot runs the service level agreement between sales and marketing in chat.") { SettingsOption,
                EnvironmentOption };
        var run = new Command("run", "Runs the bot (the default).");
        root.SetAction((parsed, stop) => Guarded(() => RunBotAsync(build(Order(parsed)), stop)));
        run.SetAction((parsed, stop) => Guarded(() => RunBotAsync(build(Order(parsed)), stop)));
        root.Add(run);
        root.Add(CheckCommand.Make(Order, platforms));
        root.Add(ImportCommand.Make(Order, build));
        root.Add(ScorecardCommand.Make(Order));
        root.Add(RehearseCommand.Make(Order));
        root.Add(Backup(Order));
        root.Add(PackageCommand.Make(Order, platforms));
        return await root.Parse(args).InvokeAsync();
    }

    /// <summary>Runs a command; an expected fault becomes a sentence.</summary>
    public static async Task<int> Guarded(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception fault) when (fault is SettingsRefusedException or StoreRefusedException or StoreFaultException
            or IOException
            or UnauthorizedAccessException or HttpRequestException)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    private static async Task<int> RunBotAsync(WebApplication app, CancellationToken stop)
    {
        var store = app.Services.GetRequiredService<SqliteStore>();
        using var tooLarge = IgnoreFileSizeSignal();
        var hosted = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await using (app)
        {
            await app.StartAsync(stop);
            StartupBanner.Print(app);
            await app.WaitForShutdownAsync(stop);
        }

        return await EndedAsync(store, hosted);
    }

    /// <summary>
    /// A limit on the size of files is a write that fails and is told as such; the signal that comes with it would
    /// end the program without a word.
    /// </summary>
    private static PosixSignalRegistration? IgnoreFileSizeSignal() =>
        OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()
        ? PosixSignalRegistration.Create((PosixSignal)FileSizeSignal, context => context.Cancel = true)
        : null;

    /// <summary>Says why it ended, where nobody asked it to.</summary>
    private static async Task<int> EndedAsync(SqliteStore store, List<BackgroundService> hosted)
    {
        if (store.Health.Damage.IsCompletedSuccessfully)
        {
            await Console.Error.WriteLineAsync($"SlaBot has ended: {store.Health.Damage.Result.Message}");
            return 1;
        }

        if (hosted.Select(service => service.ExecuteTask?.Exception?.InnerException)
            .FirstOrDefault(fault => fault is not null) is { } fault)
        {
            await Console.Error.WriteLineAsync(
                $"SlaBot has ended, because a part of it failed: {fault.Message} The log has the whole of it.");
            return 1;
        }

        if (!store.IsFolded)
        {
            await Console.Error.WriteLineAsync(
                $"{store.Path}-wal holds the newest data, because another program was reading. Copy it together with "
                + $"{store.Path}, or start and stop once more.");
        }

        return 0;
    }

    private static Command Backup(Func<ParseResult, RunOptions> order)
    {
        var file = new Argument<string>("FILE") { Description = "The file to write; it must not exist yet." };
        var backup = new Command("backup", "Copies the data file whole, also while a bot runs on it.") { file };
        backup.SetAction((parsed, _) => Guarded(() =>
        {
            var settings = HostEnvironment.Settings(order(parsed));
            SqliteStore.Backup(settings.Database.ConnectionString, parsed.GetValue(file)!);
            Console.WriteLine($"Backed up to {Path.GetFullPath(parsed.GetValue(file)!)}.");
            return Task.FromResult(0);
        }));
        return backup;
    }
}
