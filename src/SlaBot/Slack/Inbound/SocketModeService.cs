using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Inbound;

/// <summary>Socket Mode: keeps several sockets open, so that none of their ends is a gap.</summary>
internal sealed partial class SocketModeService(SlackClient slack, SlackDispatcher inbox, WorkspaceIdentity origin,
    SocketModeStatus line, SlackAlarms alarms, SlackOptions settings, ILogger<SocketModeService> log)
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
                    await RefusedAsync(fault);
                    failures = 10;
                }
                else if (Uri.TryCreate(opened.Text("url"), UriKind.Absolute, out var url)
                    && await RunAsync(url, () => failures = Greeted(), stop) == SocketModeEnd.SwitchedOff)
                {
                    await SwitchedOffAsync();
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

        _ = Task.WhenAny(running, Task.Delay(Longest, stop)).ContinueWith(_ => socket.Dispose(), CancellationToken.None,
            TaskContinuationOptions.None, TaskScheduler.Default);
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

    private Task RefusedAsync(SlackError fault)
    {
        line.Refused(fault);
        return alarms.RaiseAsync(
            "app-token", "Slack refuses the app token",
            $"Socket Mode cannot be opened ({fault.Code}): no click and no command arrives.",
            "Make a new app-level token with connections:write and write it (Slack:AppToken).");
    }

    private Task SwitchedOffAsync()
    {
        line.SwitchedOff();
        return alarms.RaiseAsync(
            "socket-off", "Socket Mode was switched off", "Slack closed the sockets: no click and no command arrives.",
            "Switch Socket Mode on in the app's settings and restart the bot, or leave Slack:AppToken out and use HTTP.");
    }

    private static async Task PauseAsync(int failures, CancellationToken stop)
    {
        var wait = failures == 0
            ? TimeSpan.FromMilliseconds(100)
            : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, 1 << Math.Min(failures, 5)))
                * (0.5 + (Random.Shared.NextDouble() / 2));
        await Task.Delay(wait, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(6501, LogLevel.Error, "A socket to Slack failed; another is tried.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}

/// <summary>Why a socket ended.</summary>
internal enum SocketModeEnd
{
    /// <summary>Slack asks for a fresh one, or the line broke: open the next.</summary>
    Refresh,

    /// <summary>Socket Mode was switched off: opening another is of no use.</summary>
    SwitchedOff,
}

/// <summary>One web socket of Socket Mode: every envelope is handled beside the reading and acknowledged by its
/// id.</summary>
internal sealed partial class SocketModeConnection(SlackDispatcher inbox, WorkspaceIdentity origin, ILogger log)
    : IDisposable
{
    private const int MostBytes = 4 * 1_048_576;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly ClientWebSocket socket = new() { Options = { KeepAliveInterval = TimeSpan.FromSeconds(10),
        KeepAliveTimeout = TimeSpan.FromSeconds(20) } };
    private readonly SemaphoreSlim sending = new(1, 1);
    private bool isGreeted;

    /// <summary>Completes when Slack has announced that this socket will end: time to open the next.</summary>
    public Task Leaving => leaving.Task;

    private readonly TaskCompletionSource leaving = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads until the socket ends.</summary>
    public async Task<SocketModeEnd> RunAsync(Uri url, Action greeted, CancellationToken stop)
    {
        // A line on which nobody greets is none: it is given up, and the next is opened.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync(url, patience.Token);
            while (await ReadAsync(patience.Token) is { } text)
            {
                if (UntrustedJson.Parse(text) is not { } frame)
                {
                    continue;
                }

                switch (frame.Text("type"))
                {
                    case "hello":
                        patience.CancelAfter(Timeout.InfiniteTimeSpan);
                        origin.TakeApp(frame.Text("connection_info", "app_id"));
                        Greet(greeted);
                        break;
                    case "disconnect" when frame.Text("reason") == "link_disabled":
                        return SocketModeEnd.SwitchedOff;
                    case "disconnect":
                        // It is read on until it closes: what is on its way in it is still answered.
                        leaving.TrySetResult();
                        break;
                    case not null when frame.Text("envelope_id") is { } id:
                        _ = HandleAsync(id, frame, stop);
                        break;
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or HttpRequestException
            or ObjectDisposedException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            LogBroken(log, fault.GetType().Name);
        }

        return SocketModeEnd.Refresh;
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private void Greet(Action greeted)
    {
        if (!isGreeted)
        {
            isGreeted = true;
            greeted();
        }
    }

    private async Task HandleAsync(string id, JsonElement frame, CancellationToken stop)
    {
        try
        {
            var payload = frame.At("payload") ?? default;
            var reply = frame.Text("type") switch
            {
                "events_api" => await inbox.EventAsync(payload, stop),
                "interactive" => await inbox.InteractionAsync(payload, stop),
                "slash_commands" =>
                    await inbox.CommandAsync(
                        SlashCommand.Of(name => payload.Text(name) ?? (payload.Is(name) ? "true" : null)), stop),
                _ => SlackResponse.Taken,
            };
            if (reply.Status == 503)
            {
                // Not acknowledged: Slack sends it again.
                return;
            }

            await AcknowledgeAsync(id, frame.Is("accepts_response_payload") ? reply.Body : null, stop);
        }
        catch (Exception fault) when (fault is WebSocketException or ObjectDisposedException)
        {
            // What it asked for is decided and on file; it comes again by another socket and gets the same answer.
            LogUnacknowledged(log, fault.GetType().Name);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogFailed(log, fault);
        }
    }

    private async Task AcknowledgeAsync(string id, JsonNode? payload, CancellationToken stop)
    {
        var answer = new JsonObject { ["envelope_id"] = id };
        if (payload is not null)
        {
            answer["payload"] = payload;
        }

        await sending.WaitAsync(stop);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(SlackClient.Write(answer)), WebSocketMessageType.Text, true,
                stop);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>One whole text frame; null when the socket is closed.</summary>
    private async Task<string?> ReadAsync(CancellationToken stop)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16_384];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), stop);
            if (part.MessageType == WebSocketMessageType.Close || whole.Length + part.Count > MostBytes)
            {
                return null;
            }

            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return part.MessageType == WebSocketMessageType.Text
                    ? Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length) : "";
            }
        }
    }

    [LoggerMessage(6401, LogLevel.Information, "A socket to Slack broke ({Fault}); the next is opened.")]
    private static partial void LogBroken(ILogger log, string fault);

    [LoggerMessage(6403, LogLevel.Information,
        "A socket to Slack broke before an acknowledgement went out ({Fault}); the envelope comes again.")]
    private static partial void LogUnacknowledged(ILogger log, string fault);

    [LoggerMessage(6402, LogLevel.Error,
        "An envelope from Slack could not be handled; it is not acknowledged and comes again.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}

/// <summary>Whether clicks and commands can arrive over Socket Mode: how many sockets are open, and why none is. Never
/// a fault over HTTP.</summary>
internal sealed class SocketModeStatus(SlackOptions settings)
{
    // Both sockets may be exchanged at the same moment; that is no outage yet.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly Lock turn = new();
    private int standing;
    private long fellAt;
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
                        ?? (fellAt > 0 && System.Diagnostics.Stopwatch.GetElapsedTime(fellAt) < Grace
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
    public void Refused(SlackError fault) =>
        Note(0,
            $"Slack opens no socket ({fault.Code}): write a valid app-level token with "
            + $"{SlackScopes.Socket} (Slack:AppToken).");

    /// <summary>Socket Mode was switched off in the app's settings.</summary>
    public void SwitchedOff() =>
        Note(0, "Socket Mode was switched off: switch it on in the app's settings and restart the bot.");

    private void Note(int change, string? why)
    {
        lock (turn)
        {
            (standing, reason) = (standing + change, why);
            fellAt = change < 0 ? System.Diagnostics.Stopwatch.GetTimestamp() : fellAt;
        }
    }
}
