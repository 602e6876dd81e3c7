using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SlaBot.Tests.Fakes;

/// <summary>A message that stands in Teams.</summary>
internal sealed class TeamsSeen(string conversation, string id, JsonObject activity)
{
    public string Conversation => conversation;

    public string Id => id;

    public JsonObject Activity { get; set; } = activity;

    public int Edits { get; set; }

    public JsonObject Card => Activity["attachments"]![0]!["content"]!.AsObject();

    /// <summary>Everything that is text in the card.</summary>
    public string Words => TeamsHands.Words(Card);
}

/// <summary>How a call fails: a status, a code, and whether it was done all the same.</summary>
internal sealed record TeamsFailure(int Status, string? Code = null, int? RetryAfter = null, bool IsDoneAnyway = false, bool IsCut = false);

/// <summary>A Teams of our own: a real server with the identity's documents, a token address and the Bot Connector; fails on demand.</summary>
internal sealed class FakeTeams : IAsyncDisposable
{
    public const string TeamId = "19:team@thread.tacv2";

    private readonly WebApplication server;
    private readonly ConcurrentQueue<(string Call, TeamsFailure Failure)> failures = [];
    private int number = 1_000;

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
            await (teams.Keys?.Task ?? Task.CompletedTask);
            return Results.Text(teams.Identity.Keys().ToJsonString(), "application/json");
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

    public IReadOnlyList<TeamsSeen> In(string conversation) => [.. Messages.Where(one => one.Conversation == conversation)];

    public IReadOnlyList<TeamsSeen> InChannel(string channel) => [.. Messages.Where(one => one.Conversation.Split(';')[0] == channel)];

    /// <summary>From now on nobody is there any more.</summary>
    public Task LeaveAsync() => server.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await server.StopAsync(patience.Token);
        await server.DisposeAsync();
        Identity.Dispose();
    }

    private async Task<IResult> GiveToken(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        Tokens++;
        return form["client_id"] == TeamsIdentity.App && form["client_secret"] == "secret" && form["scope"] == "https://api.botframework.com/.default"
            ? Results.Text($$"""{"token_type":"Bearer","expires_in":3600,"access_token":"{{Token}}"}""", "application/json")
            : Results.Text("""{"error":"invalid_client"}""", "application/json", statusCode: 401);
    }

    private async Task AnswerAsync(string path, HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        var body = text.Length == 0 ? null : JsonNode.Parse(text)!.AsObject();
        var parts = path.Split('/').Select(Uri.UnescapeDataString).ToArray();
        var call = context.Request.Method switch { "GET" => "get", "PUT" => "put", _ => parts.Length == 2 ? "begin" : "post" };
        await HeldAsync(call);
        Calls.Enqueue($"{call} {string.Join('/', parts)}");
        if (context.Request.Headers.Authorization.ToString() != $"Bearer {Token}")
        {
            await WriteAsync(context, new TeamsFailure(401, "Unauthorized"), null);
            return;
        }

        var failure = IsDown is { } status ? new TeamsFailure(status) : Forbids is { } no && (no.Call == "any" || no.Call == call) ? new TeamsFailure(403, no.Code) : failures.TryPeek(out var next) && next.Call == call && failures.TryDequeue(out next) ? next.Failure : null;
        var (refused, answer) = failure is null or { IsDoneAnyway: true } ? Do(call, parts, body) : (null, null);
        if (failure is { IsCut: true })
        {
            context.Abort();
            return;
        }

        await WriteAsync(context, failure ?? refused, answer);
    }

    private async Task HeldAsync(string call)
    {
        MostBeginning = Math.Max(MostBeginning, call == "begin" ? Interlocked.Increment(ref Beginning) : 0);
        if (Hold is { } hold)
        {
            Interlocked.Increment(ref Held);
            await hold.Task;
        }

        _ = call == "begin" ? Interlocked.Decrement(ref Beginning) : 0;
    }

    private (TeamsFailure? Refused, JsonObject? Answer) Do(string call, string[] parts, JsonObject? body) => call switch
    {
        "begin" => Begin(body!),
        "post" => Post(parts[2], body!),
        "put" => Put(parts[2], parts[4], body!),
        _ when parts[1] == "teams" => (null, new JsonObject { ["conversations"] = new JsonArray([.. Channels.Select(one => new JsonObject { ["id"] = one.Value, ["name"] = one.Key })]) }),
        _ when parts[3] == "pagedmembers" => (null, new JsonObject { ["members"] = new JsonArray([.. People.Keys.Select(Member)]) }),
        _ => People.Keys.FirstOrDefault(aad => User(aad) == parts[4] || aad == parts[4]) is { } found ? (null, Member(found)) : (new TeamsFailure(404, "MemberNotFoundInConversation"), null),
    };

    private JsonObject Member(string aad) => new() { ["id"] = User(aad), ["objectId"] = aad, ["name"] = People[aad], ["email"] = People[aad], ["userRole"] = "user", ["tenantId"] = Homes.GetValueOrDefault(aad, TeamsIdentity.Tenant) };

    private (TeamsFailure?, JsonObject?) Begin(JsonObject body)
    {
        if ((bool)body["isGroup"]!)
        {
            var channel = (string)body["channelData"]!["channel"]!["id"]!;
            if (!Channels.Values.Contains(channel))
            {
                return (new TeamsFailure(404, "ConversationNotFound"), null);
            }

            if (TeamsLaws.Fault(body["activity"]!.AsObject()) is { } fault)
            {
                return (new TeamsFailure(fault == TeamsLaws.TooBig ? 413 : 400, fault), null);
            }

            var id = Next();
            Messages.Enqueue(new TeamsSeen($"{channel};messageid={id}", id, body["activity"]!.DeepClone().AsObject()));
            return (null, new JsonObject { ["id"] = $"{channel};messageid={id}", ["activityId"] = id });
        }

        var who = ((string)body["members"]![0]!["id"]!).Replace("29:", "");
        return Installed.ContainsKey(who) ? (null, new JsonObject { ["id"] = Chat(who) }) : (new TeamsFailure(403, "ForbiddenOperationException"), null);
    }

    private (TeamsFailure?, JsonObject?) Post(string conversation, JsonObject activity)
    {
        if (People.Keys.FirstOrDefault(aad => Chat(aad) == conversation) is { } owner && !Installed.ContainsKey(owner))
        {
            return (new TeamsFailure(403, "BotNotInConversationRoster"), null);
        }

        if (TeamsLaws.Fault(activity) is { } fault)
        {
            return (new TeamsFailure(fault == TeamsLaws.TooBig ? 413 : 400, fault), null);
        }

        var id = Next();
        Messages.Enqueue(new TeamsSeen(conversation, id, activity));
        return (null, new JsonObject { ["id"] = id });
    }

    private (TeamsFailure?, JsonObject?) Put(string conversation, string id, JsonObject activity)
    {
        if (Messages.FirstOrDefault(one => one.Id == id && one.Conversation.Split(';')[0] == conversation.Split(';')[0]) is not { } message)
        {
            return (new TeamsFailure(404, "ActivityNotFoundInConversation"), null);
        }

        if (TeamsLaws.Fault(activity) is { } fault)
        {
            return (new TeamsFailure(fault == TeamsLaws.TooBig ? 413 : 400, fault), null);
        }

        (message.Activity, message.Edits) = (activity, message.Edits + 1);
        return (null, new JsonObject { ["id"] = id });
    }

    private string Next() => Interlocked.Increment(ref number).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static async Task WriteAsync(HttpContext context, TeamsFailure? failure, JsonObject? answer)
    {
        if (failure is not null)
        {
            context.Response.StatusCode = failure.Status;
            context.Response.Headers.RetryAfter = failure.RetryAfter?.ToString(System.Globalization.CultureInfo.InvariantCulture);
            answer = failure.Code is null ? null : new JsonObject { ["error"] = new JsonObject { ["code"] = failure.Code, ["message"] = failure.Code } };
        }

        if (answer is not null)
        {
            context.Response.ContentType = "application/json; charset=utf-8";
            await context.Response.WriteAsync(answer.ToJsonString());
        }
    }
}
