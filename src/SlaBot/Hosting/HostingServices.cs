using OpenTelemetry;
using OpenTelemetry.Metrics;
using SlaBot.Engine;

namespace SlaBot.Hosting;

/// <summary>The room's contents: what keeps the program well.</summary>
internal static class HostingServices
{
    /// <summary>Adds what runs beside the engine.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<CurrentSettings>()
        .AddSingleton<Readiness>().AddSingleton<StoreReadiness>().AddSingleton<PumpLag>()
        .AddSingleton<EditedSettings>()
        .AddHostedService<SettingsWatch>()
        .AddHostedService<Arming>()
        .AddHostedService<DamageWatch>()
        .AddHostedService<Telemetry>()
        .AddSingleton<CommandLineToken>().AddHostedService(at => at.GetRequiredService<CommandLineToken>());
}

/// <summary>Arms the repeated posts before the first request is answered.</summary>
internal sealed class Arming(JobScheduler jobs, LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules)
    : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await engine.TermsKept;
        await jobs.ArmAsync();
        var policy = rules.Now.Policy;
        if (AgreementArchive.DiffersFromSigned(reader, policy))
        {
            await engine.RecordAsync((at, batch) => at.Intent(batch, [Alarm(policy.Version, at.Now)]));
        }
    }

    /// <summary>Edits of a running bot are refused; one made while it was down can only be told.</summary>
    private static OutboxItem Alarm(string version, NodaTime.Instant now) => new()
    {
        Key = $"alarm|agreement|{version}|{now.ToUnixTimeSeconds()}",
        Address = ChatAddress.Admin,
        Intent = new AlarmIntent(
            "The agreement differs from what was signed",
            $"The settings were edited while the bot was down: version {version} of the agreement differs from what "
            + $"was signed under that name.",
            "Put the signed wording back, or raise Agreement:Version, state Agreement:ChangeReason and have both "
            + "leads sign again."),
        NotBefore = now,
        CreatedAt = now,
    };

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Sends the engine's counts to an OpenTelemetry collector, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names
/// one.</summary>
internal sealed class Telemetry : IHostedService
{
    private MeterProvider? provider;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT")))
        {
            provider = Sdk.CreateMeterProviderBuilder().AddMeter(EngineMetrics.Name).AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        provider?.Dispose();
        return Task.CompletedTask;
    }
}

/// <summary>
/// Ends the program when its data file is damaged or gone: what it would acknowledge from then on could be lost.
/// </summary>
internal sealed partial class DamageWatch(StoreHealth health, IHostApplicationLifetime lifetime,
    ILogger<DamageWatch> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            LogDamage(log, await health.Damage.WaitAsync(stoppingToken));
            lifetime.StopApplication();
        }
        catch (OperationCanceledException)
        {
            // It stops for another reason.
        }
    }

    [LoggerMessage(8101, LogLevel.Critical,
        "The data file is damaged or gone; the program ends, so that nothing is acknowledged that could be lost.")]
    private static partial void LogDamage(ILogger log, Exception fault);
}
