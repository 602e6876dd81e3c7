using Microsoft.Extensions.Primitives;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Engine;
using SlaBot.Settings;

namespace SlaBot.Hosting;

/// <summary>Applies valid edits of the settings file without a restart; refuses invalid ones loudly and keeps the old
/// ones.</summary>
internal sealed partial class SettingsWatch(IConfiguration configuration, EditedSettings file, CurrentSettings current,
    LeadCommandProcessor engine, JobScheduler jobs, ILogger<SettingsWatch> log) : BackgroundService
{
    private readonly SemaphoreSlim edited = new(0, 1);
    private IDisposable? watching;

    /// <inheritdoc/>
    public override void Dispose()
    {
        watching?.Dispose();
        edited.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        watching = ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            if (edited.CurrentCount == 0)
            {
                edited.Release();
            }
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            await edited.WaitAsync(stoppingToken);
            await ApplyAsync();
        }
    }

    private async Task ApplyAsync()
    {
        var read = file.Read();
        if (read.Settings is { } settings)
        {
            current.Replace(settings);
            await engine.ReplaceRulesAsync(settings.Rules);
            await jobs.ArmAsync();
            LogApplied(log, settings.Rules.Policy.Version);
            await TellAsync(file.ReadAtStart(current.Started, settings));
            return;
        }

        LogRefused(log, read.Report);
        await engine.RecordAsync((at, batch) => at.Intent(batch, [Alarm(read, at.Now)]));
    }

    private async Task TellAsync(IReadOnlyList<string> keys)
    {
        if (keys.Count > 0)
        {
            var names = string.Join(", ", keys);
            LogRestart(log, names);
            await engine.RecordAsync((at, batch) => at.Intent(batch, [Alarm(
                "restart",
                new AlarmIntent(
                    "An edit of the settings waits for a restart",
                    $"{names}: this is read at the start of the bot; till then it works as before.",
                    "Restart the bot. The rest of the edit is in force."),
                at.Now)]));
        }
    }

    private static OutboxItem Alarm(SettingsResult read, NodaTime.Instant now) => Alarm(
        "settings",
        new AlarmIntent(
            "An edit of the settings was refused",
            string.Join("; ", read.Faults.Take(8).Select(fault => $"{fault.Key} {fault.Message}")),
            "The settings before it stay in force. Mend the file; it is read again at once."),
        now);

    private static OutboxItem Alarm(string key, AlarmIntent alarm, NodaTime.Instant now) => new()
    {
        Key = $"alarm|{key}|{now.ToUnixTimeSeconds()}",
        Address = ChatAddress.Admin,
        Intent = alarm,
        NotBefore = now,
        CreatedAt = now,
    };

    [LoggerMessage(1301, LogLevel.Information,
        "The edited settings are in force; the agreement's version is {Version}. Obligations that run keep their terms.")]
    private static partial void LogApplied(ILogger log, string version);

    [LoggerMessage(1303, LogLevel.Warning,
        "The edit changes what is only read at the start: {Keys}. Restart the bot; till then it works as before.")]
    private static partial void LogRestart(ILogger log, string keys);

    [LoggerMessage(1302, LogLevel.Error, "The edited settings are refused and the old ones stay in force:\n{Faults}")]
    private static partial void LogRefused(ILogger log, string faults);
}

/// <summary>The settings file as it is now, and what an edit of it may change while the bot runs.</summary>
internal sealed class EditedSettings(SettingsLocation place, IHostEnvironment environment, CurrentAgreement rules,
    IReadStore reader, NodaTime.IClock clock)
{
    /// <summary>Reads the file anew: the configuration does not say why it could not be read.</summary>
    public SettingsResult Read() =>
        Lawful(SettingsFile.Read(place.File, environment.IsDevelopment(), place.Platforms));

    /// <summary>An edit that is right by itself may still break what was signed.</summary>
    private SettingsResult Lawful(SettingsResult read) =>
        read.Settings is { } settings
            && AgreementArchive.FaultOf(reader, rules.Now.Policy, settings.Rules.Policy,
                clock.GetCurrentInstant()) is { } fault
            ? new SettingsResult(null, [fault])
            : read;

    /// <summary>The sections in which an edit changes what is only read at the start.</summary>
    public IReadOnlyList<string> ReadAtStart(SlaBotSettings started, SlaBotSettings edited)
    {
        (string Key, bool Changed)[] all =
        [
            .. place.Platforms.Select(
                platform =>
                    (platform.Section, !started.Platforms[platform.Name].IsSameAs(edited.Platforms[platform.Name]))),
            ("Channels", !started.Channels.Values.ToHashSet().SetEquals(edited.Channels.Values)),
            ("Sandbox", started.SandboxEnabled != edited.SandboxEnabled),
            ("Database", started.Database != edited.Database),
            ("Clock", started.Clock != edited.Clock),
            ("Web",
                started.Web.PublicUrl != edited.Web.PublicUrl
                    || !started.Web.Proxies.SequenceEqual(edited.Web.Proxies)),
        ];
        return [.. all.Where(pair => pair.Changed).Select(pair => pair.Key)];
    }
}

/// <summary>Where the settings file lies, and the chat platforms that read parts of it.</summary>
internal sealed record SettingsLocation(string File, IReadOnlyList<IPlatformSettings> Platforms);

/// <summary>Settings that cannot be used; the message is the list of faults.</summary>
internal sealed class SettingsRefusedException(string file, SettingsResult read)
    : Exception($"The settings in {file} cannot be used:{System.Environment.NewLine}{read.Report}");
