using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaBot.Benchmarks;

/// <summary>As much of a Slack as a click needs: everybody is there, every call takes as long as one over the sea.</summary>
internal sealed class SlackStub : IAsyncDisposable
{
    public const string Token = "xoxb-bench";
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Team = "T0BENCH";
    public const string App = "A0BENCH";
    private static readonly TimeSpan Way = TimeSpan.FromMilliseconds(80);
    private readonly WebApplication server;
    private long calls;

    private SlackStub(WebApplication server) => this.server = server;

    public string Api => $"{server.Urls.First()}/api/";

    public long Calls => Interlocked.Read(ref calls);

    /// <summary>The user of an e-mail; reversible.</summary>
    public static string UserOf(string email) => "U" + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(email));

    public static async Task<SlackStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var stub = new SlackStub(app);
        app.MapPost("/api/{method}", stub.AnswerAsync);
        await app.StartAsync();
        return stub;
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await server.StopAsync(patience.Token);
        await server.DisposeAsync();
    }

    private async Task<IResult> AnswerAsync(string method, HttpRequest request)
    {
        var number = Interlocked.Increment(ref calls);
        var form = await request.ReadFormAsync();
        await Task.Delay(Way);
        var answer = method switch
        {
            "auth.test" => new JsonObject { ["team_id"] = Team, ["user_id"] = "U0BOT", ["bot_id"] = "B0BOT" },
            "bots.info" => new JsonObject { ["bot"] = new JsonObject { ["app_id"] = App } },
            "users.lookupByEmail" => new JsonObject { ["user"] = User(form["email"].ToString()) },
            "users.info" => new JsonObject { ["user"] = User(System.Text.Encoding.UTF8.GetString(Convert.FromHexString(form["user"].ToString()[1..]))) },
            "conversations.open" => new JsonObject { ["channel"] = new JsonObject { ["id"] = "D" + form["users"] } },
            "users.conversations" or "conversations.list" => new JsonObject { ["channels"] = new JsonArray(new JsonObject { ["id"] = "C1", ["name"] = "escalations" }) },
            _ => new JsonObject { ["channel"] = form["channel"].ToString(), ["ts"] = FormattableString.Invariant($"1700000000.{number:D6}") },
        };
        answer["ok"] = true;
        return Results.Text(answer.ToJsonString(), "application/json");
    }

    private static JsonObject User(string email) => new() { ["id"] = UserOf(email), ["tz"] = "UTC", ["profile"] = new JsonObject { ["email"] = email } };
}
