using SlaBot.Engine;

namespace SlaBot.Hosting;

/// <summary>The room's contents: what keeps the program well.</summary>
internal static class HostingServices
{
    /// <summary>Adds what runs beside the desk.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<CurrentSettings>()
        .AddSingleton<Readiness>()
        .AddHostedService<SettingsWatch>()
        .AddHostedService<Arming>()
        .AddHostedService<DamageWatch>()
        .AddHostedService<Telemetry>()
        .AddSingleton<CommandLineToken>().AddHostedService(at => at.GetRequiredService<CommandLineToken>());
}

/// <summary>Arms the repeated posts before the first request is answered.</summary>
internal sealed class Arming(JobScheduler jobs, LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules) : IHostedService
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
        Address = MessageKeys.Admin,
        Kind = MessageKind.Alarm,
        Detail = $"The agreement differs from what was signed\nThe settings were edited while the bot was down: version {version} of the agreement differs from what was signed under that name.\nPut the signed wording back, or raise Agreement:Version, state Agreement:ChangeReason and have both leads sign again.",
        NotBefore = now,
        CreatedAt = now,
    };

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
