using SlaBot.Engine;

namespace SlaBot.Hosting;

/// <summary>
/// Ends the program when its data file is damaged or gone: what it would acknowledge from then on could be lost.
/// </summary>
internal sealed partial class DamageWatch(StoreHealth health, IHostApplicationLifetime lifetime, ILogger<DamageWatch> log) : BackgroundService
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

    [LoggerMessage(8101, LogLevel.Critical, "The data file is damaged or gone; the program ends, so that nothing is acknowledged that could be lost.")]
    private static partial void LogDamage(ILogger log, Exception fault);
}
