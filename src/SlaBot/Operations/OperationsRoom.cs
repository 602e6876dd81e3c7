using SlaBot.Desk;

namespace SlaBot.Operations;

/// <summary>The room's contents: what keeps the program well.</summary>
internal static class OperationsRoom
{
    /// <summary>Adds what runs beside the desk.</summary>
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddHostedService<SettingsWatch>()
        .AddHostedService<Arming>();
}

/// <summary>Arms the repeated posts before the first request is answered.</summary>
internal sealed class Arming(JobBook jobs) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => jobs.ArmAsync();

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
