using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>The sockets that the bot has open, from Slack's side.</summary>
internal sealed class SlackSocketsFake
{
    private readonly List<WebSocket> open = [];
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode?>> unanswered = [];
    private readonly SemaphoreSlim sending = new(1, 1);
    private TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int greeted;

    /// <summary>How many sockets were ever greeted.</summary>
    public int Greeted => Volatile.Read(ref greeted);

    /// <summary>Completes when so many sockets have been greeted in all.</summary>
    public async Task WhenGreetedAsync(int count)
    {
        while (Greeted < count)
        {
            await opened.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>Sends an envelope to one of the sockets; the payload of its acknowledgement.</summary>
    public async Task<JsonNode?> DeliverAsync(string type, JsonObject payload, bool accepts)
    {
        var id = Guid.NewGuid().ToString("N");
        var answer = unanswered[id] = new TaskCompletionSource<JsonNode?>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(Newest(), new JsonObject { ["envelope_id"] = id, ["type"] = type, ["payload"] = payload, ["accepts_response_payload"] = accepts });
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Tells every socket that it ends.</summary>
    public async Task DisconnectAsync(string reason)
    {
        foreach (var socket in All())
        {
            await SendAsync(socket, new JsonObject { ["type"] = "disconnect", ["reason"] = reason });
        }
    }

    public async Task ServeAsync(WebSocket socket)
    {
        await SendAsync(socket, new JsonObject { ["type"] = "hello", ["connection_info"] = new JsonObject { ["app_id"] = FakeSlack.App }, ["num_connections"] = 1 });
        lock (open)
        {
            open.Add(socket);
        }

        Interlocked.Increment(ref greeted);
        Interlocked.Exchange(ref opened, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
        try
        {
            while (await ReadAsync(socket) is { } text)
            {
                var answer = JsonNode.Parse(text)!;
                if (unanswered.TryRemove((string)answer["envelope_id"]!, out var waiting))
                {
                    waiting.TrySetResult(answer["payload"]?.DeepClone());
                }
            }
        }
        catch (Exception fault) when (fault is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
        }

        lock (open)
        {
            open.Remove(socket);
        }
    }

    public Task CloseAsync()
    {
        foreach (var socket in All())
        {
            socket.Abort();
        }

        return Task.CompletedTask;
    }

    private WebSocket Newest()
    {
        lock (open)
        {
            return open[^1];
        }
    }

    private List<WebSocket> All()
    {
        lock (open)
        {
            return [.. open];
        }
    }

    private async Task SendAsync(WebSocket socket, JsonObject frame)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    private static async Task<string?> ReadAsync(WebSocket socket)
    {
        var buffer = new byte[65_536];
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
            length += part.Count;
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.EndOfMessage)
            {
                return Encoding.UTF8.GetString(buffer, 0, length);
            }
        }
    }
}
