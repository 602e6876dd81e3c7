using SlaBot.Desk;
using NodaTime;

namespace SlaBot.Teams;

/// <summary>What is done beside an acknowledgement: Teams' patience is short, so nobody waits for it, but under the manual clock, which promises that everything is sent.</summary>
internal sealed partial class TeamsErrands(Pumps pumps, IClock clock, ILogger<TeamsErrands> log)
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

    [LoggerMessage(7301, LogLevel.Error, "Something beside an answer to Teams went wrong.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
