using System.Net.WebSockets;
using SlaBot.Chat;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Inbound;

/// <summary>Socket Mode: keeps several sockets open, so that none of their ends is a gap.</summary>
internal sealed partial class SocketModeService(SlackClient slack, SlackDispatcher inbox, WorkspaceIdentity origin,
    SocketModeStatus line, SlackOptions settings, TimeProvider time, ILogger<SocketModeService> log)
    : BackgroundService
{
    private const int Count = 2;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Count).Select(_ => KeepAsync(stoppingToken)));

    private async Task KeepAsync(CancellationToken stop)
    {
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var opened = await slack.OpenSocketAsync(settings.AppToken!, stop);
                if (opened.Fault is { Kind: SlackErrorKind.Token or SlackErrorKind.Scope } fault)
                {
                    await line.RefusedAsync(fault);
                    failures = 10;
                }
                else if (Uri.TryCreate(opened.Text("url"), UriKind.Absolute, out var url)
                    && await RunAsync(url, () => failures = Greeted(), stop) == SocketModeEnd.SwitchedOff)
                {
                    await line.SwitchedOffAsync();
                    return;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogFailed(log, fault);
            }

            await PauseAsync(failures++, stop);
        }
    }

    /// <summary>Runs a socket until it ends, or until Slack announces its end: then the next one is opened while it
    /// runs out.</summary>
    private async Task<SocketModeEnd> RunAsync(Uri url, Action greeted, CancellationToken stop)
    {
        var socket = new SocketModeConnection(inbox, origin, log);
        var running = StandAsync(socket, url, greeted, stop);
        await Task.WhenAny(running, socket.Leaving);
        if (running.IsCompleted)
        {
            socket.Dispose();
            return await running;
        }

        _ = Task.WhenAny(running, Task.Delay(Longest, time, stop)).ContinueWith(
            _ => socket.Dispose(), CancellationToken.None, TaskContinuationOptions.None,
            TaskScheduler.Default);
        return SocketModeEnd.Refresh;
    }

    private async Task<SocketModeEnd> StandAsync(SocketModeConnection socket, Uri url, Action greeted,
        CancellationToken stop)
    {
        var stands = false;
        try
        {
            return await socket.RunAsync(url, () => { stands = true; greeted(); }, stop);
        }
        finally
        {
            if (stands)
            {
                line.Fell();
            }
        }
    }

    private int Greeted()
    {
        line.Stood();
        return 0;
    }

    private async Task PauseAsync(int failures, CancellationToken stop)
    {
        var wait = failures == 0
            ? TimeSpan.FromMilliseconds(100)
            : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 1 << Math.Min(failures, 5)))
                * (0.5 + (Random.Shared.NextDouble() / 2));
        await Task.Delay(wait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(6501, LogLevel.Error, "A socket to Slack failed; another is tried.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}

/// <summary>Whether clicks and commands can arrive over Socket Mode: how many sockets are open, and why none is; what
/// only an administrator can mend is told them. Never a fault over HTTP.</summary>
internal sealed class SocketModeStatus(SlackOptions settings, SlackAlarms alarms, TimeProvider time)
{
    // Both sockets may be exchanged at the same moment; that is no outage yet.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly Lock turn = new();
    private int standing;
    private long? fellAt;
    private string? reason;

    /// <summary>Why no click and no command arrives; null when one would.</summary>
    public string? Fault
    {
        get
        {
            lock (turn)
            {
                return settings.AppToken is null || standing > 0 ? null
                    : reason
                        ?? (fellAt is { } since && time.GetElapsedTime(since) < Grace
                            ? null : "No socket to Slack stands yet: no click and no command arrives. Another is "
                                + "being opened.");
            }
        }
    }

    /// <summary>Slack greeted on a socket.</summary>
    public void Stood() => Note(1, null);

    /// <summary>A socket that stood has ended.</summary>
    public void Fell() => Note(-1, reason);

    /// <summary>Slack opens none.</summary>
    public Task RefusedAsync(SlackError fault)
    {
        Note(0,
            $"Slack opens no socket ({fault.Code}): write a valid app-level token with "
            + $"{SlackScopes.Socket} (Slack:AppToken).");
        return alarms.RaiseAsync(
            "app-token", "Slack refuses the app token",
            $"Socket Mode cannot be opened ({fault.Code}): no click and no command arrives.",
            "Make a new app-level token with connections:write and write it (Slack:AppToken).");
    }

    /// <summary>Socket Mode was switched off in the app's settings.</summary>
    public Task SwitchedOffAsync()
    {
        Note(0, "Socket Mode was switched off: switch it on in the app's settings and restart the bot.");
        return alarms.RaiseAsync(
            "socket-off", "Socket Mode was switched off", "Slack closed the sockets: no click and no command arrives.",
            "Switch Socket Mode on in the app's settings and restart the bot, "
            + "or leave Slack:AppToken out and use HTTP.");
    }

    private void Note(int change, string? why)
    {
        lock (turn)
        {
            (standing, reason) = (standing + change, why);
            fellAt = change < 0 ? time.GetTimestamp() : fellAt;
        }
    }
}
