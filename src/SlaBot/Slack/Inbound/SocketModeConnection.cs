using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Slack.Interactions;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Inbound;

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
