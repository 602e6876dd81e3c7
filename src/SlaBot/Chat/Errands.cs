using SlaBot.Desk;
using NodaTime;

namespace SlaBot.Chat;

/// <summary>What is done beside an acknowledgement: a platform's patience ends after seconds, so nobody waits for it, but under the manual clock, which promises that everything is sent.</summary>
internal sealed partial class Errands(Pumps pumps, IClock clock, ILogger<Errands> log)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);

    /// <summary>Runs an errand.</summary>
    public Task RunAsync(Func<CancellationToken, Task> errand)
    {
        var running = GuardedAsync(errand);
        return clock is ManualClock ? running : Task.CompletedTask;
    }

    /// <summary>Under the manual clock: waits until everything that followed is sent.</summary>
    public Task SettleAsync() => clock is ManualClock ? pumps.SettleAsync() : Task.CompletedTask;

    private async Task GuardedAsync(Func<CancellationToken, Task> errand)
    {
        using var patience = new CancellationTokenSource(Most);
        try
        {
            await Task.Run(() => errand(patience.Token), patience.Token);
        }
        catch (Exception fault)
        {
            LogFailed(log, fault);
        }
    }

    [LoggerMessage(6201, LogLevel.Error, "Something beside an answer to a chat platform went wrong.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
