using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaBot.Tests.Fakes;

/// <summary>A Slack of our own: a real server that speaks the Web API and Socket Mode, keeps what was posted, and fails on demand.</summary>
internal sealed class FakeSlack : IAsyncDisposable
{
    public const string Team = "T0FAKE";
    public const string App = "A0FAKE";
    public const string BotToken = "xoxb-fake";
    public const string AppToken = "xapp-fake";
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private readonly WebApplication server;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<SlackFailure>> failures = [];
    private readonly ConcurrentQueue<(string Method, IReadOnlyDictionary<string, string> Arguments)> calls = [];
    private readonly SlackMethodsFake methods;
    private TaskCompletionSource happened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int sockets;

    private FakeSlack(WebApplication server)
    {
        this.server = server;
        methods = new SlackMethodsFake(State);
    }

    public SlackState State { get; } = new();

    public Uri Api => new($"{server.Urls.First()}/api/");

    /// <summary>True while nothing answers but 503.</summary>
    public bool IsDown { get; set; }

    /// <summary>While set, the gated method waits for it.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>The method that waits at the gate.</summary>
    public string Gated { get; set; } = "chat.postMessage";

    public IReadOnlyList<(string Method, IReadOnlyDictionary<string, string> Arguments)> Calls => [.. calls];

    public SlackSocketsFake Sockets { get; } = new();

    public static async Task<FakeSlack> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var slack = new FakeSlack(app);
        app.UseWebSockets();
        app.MapPost("/api/{method}", (string method, HttpContext context) => slack.AnswerAsync(method, context));
        app.MapPost("/response/{id}", (string id, HttpContext context) => slack.RespondAsync(id, context));
        app.Map("/link", slack.LinkAsync);
        await app.StartAsync();
        return slack;
    }

    /// <summary>The next calls of that method fail that way.</summary>
    public void Fail(string method, SlackFailure failure, int times = 1)
    {
        var queue = failures.GetOrAdd(method, _ => []);
        for (var n = 0; n < times; n++)
        {
            queue.Enqueue(failure);
        }
    }

    /// <summary>Completes when that method has been called.</summary>
    public Task WhenCalledAsync(string method) => WhenAsync(() => CountOf(method) > 0);

    /// <summary>Completes when so many messages stand.</summary>
    public Task WhenPostedAsync(int count) => WhenAsync(() => State.Messages.Count >= count);

    public int CountOf(string method) => calls.Count(call => call.Method == method);

    /// <summary>An address for answers to a click.</summary>
    public string ResponseUrl(string user, string channel) => $"{server.Urls.First()}/response/{user}.{channel}";

    public async ValueTask DisposeAsync()
    {
        Gate?.TrySetResult();
        await Sockets.CloseAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await server.StopAsync(patience.Token);
        await server.DisposeAsync();
    }

    /// <summary>Completes when it is so; looked at after each call.</summary>
    public async Task WhenAsync(Func<bool> isSo)
    {
        while (true)
        {
            var next = happened.Task;
            if (isSo())
            {
                return;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(20));
        }
    }

    private void NotifyWaiters() => Interlocked.Exchange(ref happened, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private async Task AnswerAsync(string method, HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var arguments = form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        calls.Enqueue((method, arguments));
        NotifyWaiters();
        if (Gate is { } gate && method == Gated)
        {
            await gate.Task;
        }

        if (IsDown)
        {
            context.Response.StatusCode = 503;
            return;
        }

        var failure = failures.TryGetValue(method, out var queue) && queue.TryDequeue(out var next) ? next : null;
        var answer = failure is null or { IsDoneAnyway: true } ? Do(method, context, arguments) : null;
        NotifyWaiters();
        await WriteAsync(context, failure, answer);
    }

    private JsonObject Do(string method, HttpContext context, Dictionary<string, string> arguments)
    {
        var token = context.Request.Headers.Authorization.ToString();
        if (method == "apps.connections.open")
        {
            return token == $"Bearer {AppToken}"
                ? new JsonObject { ["ok"] = true, ["url"] = $"{server.Urls.First().Replace("http://", "ws://")}/link?ticket={Interlocked.Increment(ref sockets)}" }
                : SlackMethodsFake.No("invalid_auth");
        }

        return token != $"Bearer {BotToken}" || State.IsTokenRevoked ? SlackMethodsFake.No(State.IsTokenRevoked ? "token_revoked" : "invalid_auth") : methods.Call(method, arguments);
    }

    private async Task WriteAsync(HttpContext context, SlackFailure? failure, JsonObject? answer)
    {
        context.Response.Headers["x-oauth-scopes"] = string.Join(',', State.Scopes);
        if (failure is not null)
        {
            context.Response.StatusCode = failure.Status;
            if (failure.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = wait.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            answer = failure.Error is null ? null : SlackMethodsFake.No(failure.Error);
        }

        if (answer is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
    }

    private async Task RespondAsync(string id, HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = JsonNode.Parse(await reader.ReadToEndAsync())!.AsObject();
        State.PrivateReplies.Enqueue(new SlackPrivateReplySeen(id.Split('.')[0], id.Split('.')[1], (string?)body["text"] ?? "", body["blocks"]?.AsArray()));
    }

    private async Task LinkAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await Sockets.ServeAsync(socket);
    }
}

/// <summary>How a call fails: a status, an error of Slack's, and whether it was done all the same.</summary>
internal sealed record SlackFailure(int Status = 200, string? Error = null, int? RetryAfter = null, bool IsDoneAnyway = false)
{
    public static SlackFailure TooFast(int seconds) => new(429, "ratelimited", seconds);

    public static SlackFailure Lost { get; } = new(500, IsDoneAnyway: true);

    public static SlackFailure Broken { get; } = new(500);

    public static SlackFailure Because(string error) => new(200, error);
}
