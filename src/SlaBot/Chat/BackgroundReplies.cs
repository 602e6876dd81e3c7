using SlaBot.Outbox;
using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Chat;

/// <summary>What is done beside an acknowledgement: a platform's patience ends after seconds, so nobody waits for it,
/// but under the manual clock, which promises that everything is sent.</summary>
internal sealed partial class BackgroundReplies(PumpService pumps, IClock clock, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<BackgroundReplies> log)
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MostLater = TimeSpan.FromSeconds(90);

    // Of the three seconds that a platform waits for an acknowledgement.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly AsyncLocal<long?> begun = new();

    /// <summary>From here on a platform waits for the acknowledgement: under the manual clock too, what hangs is not
    /// waited for longer than that.</summary>
    public void Begin() => begun.Value = time.GetTimestamp();

    /// <summary>Runs work in the background.</summary>
    public Task RunAsync(Func<CancellationToken, Task> backgroundReply)
    {
        var running = GuardedAsync(backgroundReply, Most);
        return clock.StandsStill() ? Awaited(running) : Task.CompletedTask;
    }

    /// <summary>Runs work in the background that nobody waits for under any clock: a further try after a pause of the
    /// world's time.</summary>
    public void RunLater(Func<CancellationToken, Task> backgroundReply) => _ = GuardedAsync(backgroundReply, MostLater);

    /// <summary>Under the manual clock: waits until everything that followed is sent.</summary>
    public Task SettleAsync() => clock.StandsStill() ? Awaited(pumps.SettleAsync()) : Task.CompletedTask;

    private Task Awaited(Task running) => begun.Value is not { } since ? running
        : Task.WhenAny(running,
            Task.Delay(TimeSpan.FromTicks(Math.Max(0, (Patience - time.GetElapsedTime(since)).Ticks)), time));

    private async Task GuardedAsync(Func<CancellationToken, Task> backgroundReply, TimeSpan most)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);
        patience.CancelAfter(most);
        try
        {
            await Task.Run(() => backgroundReply(patience.Token), patience.Token);
        }
        catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException
            && lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The program ends; what is on file goes on at the next start.
        }
        catch (Exception fault)
        {
            LogFailed(log, fault);
        }
    }

    [LoggerMessage(6201, LogLevel.Error, "Something beside an answer to a chat platform went wrong.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
