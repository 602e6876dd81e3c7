using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaBot.Tests.Fakes;

/// <summary>A Teams of our own: a real server with the identity's documents, a token address and the Bot Connector; fails on demand.</summary>
internal sealed partial class FakeTeams : IAsyncDisposable
{
    public const string TeamId = "19:team@thread.tacv2";

    private readonly WebApplication server;
    private readonly ConcurrentQueue<(string Call, TeamsFailure Failure)> failures = [];
    private int number = 1_000;
    private TaskCompletionSource happened = Coming();

    private FakeTeams(WebApplication server) => this.server = server;

    public TeamsIdentity Identity { get; } = new();

    public string Root => server.Urls.First();

    /// <summary>Where it stands now; what calls the old address is not served any more.</summary>
    public string Place { get; set; } = "teams";

    public string ServiceUrl => $"{Root}/{Place}/";

    /// <summary>While set, everything is answered with that status.</summary>
    public int? IsDown { get; set; }

    /// <summary>While set, calls of that kind (<c>any</c>: all) are forbidden with that code.</summary>
    public (string Call, string Code)? Forbids { get; set; }

    /// <summary>While set, no call of the connector is answered until it completes.</summary>
    public TaskCompletionSource? Hold { get; set; }

    /// <summary>How many calls wait for that.</summary>
    public int Held;

    /// <summary>While set, the signing keys are not given until it completes.</summary>
    public TaskCompletionSource? Keys { get; set; }

    /// <summary>Chats being begun at this moment, and the most there ever were.</summary>
    public int Beginning;

    public int MostBeginning { get; private set; }

    /// <summary>E-mail by Entra id.</summary>
    public ConcurrentDictionary<string, string> People { get; } = [];

    /// <summary>The tenant of those who are of another one.</summary>
    public ConcurrentDictionary<string, string> Homes { get; } = [];

    /// <summary>Entra ids of those who have the app.</summary>
    public ConcurrentDictionary<string, bool> Installed { get; } = [];

    public ConcurrentDictionary<string, string> Channels { get; } = [];

    public ConcurrentQueue<TeamsSeen> Messages { get; } = [];

    public ConcurrentQueue<string> Calls { get; } = [];

    public int Tokens { get; private set; }

    public string Token { get; set; } = "bot-token-1";

    /// <summary>True while the token address answers nothing but 503.</summary>
    public bool IsTokenDown { get; set; }
    /// <summary>True: it is a Playground, to which no token may be shown.</summary>
    public bool AsksNoToken { get; set; }

    /// <summary>How often the signing keys were asked for.</summary>
    public int KeysAsked;

    public static async Task<FakeTeams> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var teams = new FakeTeams(app);
        app.MapGet("/openid", () => Results.Text(new JsonObject { ["issuer"] = "https://api.botframework.com", ["jwks_uri"] = teams.Root + "/keys" }.ToJsonString(), "application/json"));
        app.MapGet("/keys", async () =>
        {
            Interlocked.Increment(ref teams.KeysAsked);
            await (teams.Keys?.Task ?? Task.CompletedTask);
            var given = teams.Identity.KeySet().ToJsonString();
            teams.NotifyWaiters();
            return Results.Text(given, "application/json");
        });
        app.MapPost("/token", (Delegate)teams.GiveToken);
        app.Map("/{place}/{**path}", (string place, string path, HttpContext context) => place == teams.Place ? teams.AnswerAsync(path, context) : WriteAsync(context, new TeamsFailure(404, "NotHere"), null));
        await app.StartAsync();
        return teams;
    }

    public static string User(string aad) => $"29:{aad}";

    public static string Chat(string aad) => $"a:chat-{aad}";

    /// <summary>The next call of that kind (<c>begin</c>, <c>post</c>, <c>put</c>, <c>get</c>) fails that way.</summary>
    public void Fail(string call, TeamsFailure failure, int times = 1)
    {
        for (var n = 0; n < times; n++)
        {
            failures.Enqueue((call, failure));
        }
    }

    public IReadOnlyList<TeamsSeen> In(string conversation) => [.. Messages.Where(message => message.Conversation == conversation)];

    public IReadOnlyList<TeamsSeen> InChannel(string channel) => [.. Messages.Where(message => message.Conversation.Split(';')[0] == channel)];

    /// <summary>Completes when it is so; looked at after each call.</summary>
    public async Task WhenAsync(Func<bool> isSo)
    {
        while (true)
        {
            var next = Volatile.Read(ref happened).Task;
            if (isSo())
            {
                return;
            }

            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>From now on nobody is there any more.</summary>
    public Task LeaveAsync() => server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await server.StopAsync(patience.Token);
        await server.DisposeAsync();
    }

    private async Task<IResult> GiveToken(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Tokens++;
        if (IsTokenDown)
        {
            return Results.StatusCode(503);
        }

        return form["client_id"] == TeamsIdentity.App && form["client_secret"] == "secret" && form["scope"] == "https://api.botframework.com/.default"
            ? Results.Text($$"""{"token_type":"Bearer","expires_in":3600,"access_token":"{{Token}}"}""", "application/json")
            : Results.Text("""{"error":"invalid_client"}""", "application/json", statusCode: 401);
    }

    private void NotifyWaiters() => Interlocked.Exchange(ref happened, Coming()).TrySetResult();

    private static TaskCompletionSource Coming() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
