using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Extensions;
using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>
/// Speaks Slack's Web API: forms out, JSON in, <c>ok</c> checked, Retry-After kept per method. Never throws for what a
/// network or Slack does.
/// </summary>
internal sealed class SlackClient(HttpClient http, Uri root, string botToken, IClock clock, TimeProvider time)
{
    private static readonly JsonSerializerOptions Written = new() { Encoder =
        System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly Duration DefaultWait = Duration.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (Instant Until, long Since, Duration Wait)> blocked = [];
    private readonly Uri root = root.AbsoluteUri.EndsWith('/') ? root : new Uri(root.AbsoluteUri + "/");

    /// <summary>The scopes that the last answer named; null while none did.</summary>
    public IReadOnlySet<string>? GrantedScopes { get; private set; }

    /// <summary>How Slack refused the bot's token the last time it was used; null when it took it.</summary>
    public SlackError? TokenFault { get; private set; }

    /// <summary>Calls a method; arguments that are null are left out.</summary>
    public async Task<SlackResult> CallAsync(string method, IEnumerable<(string Name, string? Value)> arguments,
        CancellationToken stop, string? token = null)
    {
        var now = clock.GetCurrentInstant();
        if (blocked.TryGetValue(method, out var wait) && wait.Until > now && wait.Wait - Passed(wait.Since) is var left
            && left > Duration.Zero)
        {
            return No(
                new SlackError(SlackErrorKind.Limited, "ratelimited", null, Duration.Min(wait.Until - now, left)));
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(root, method))
        {
            Content = new FormUrlEncodedContent(
                arguments.Where(argument => argument.Value is not null)
                    .Select(argument => KeyValuePair.Create(argument.Name, argument.Value!))),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ?? botToken);
        var result = await SendAsync(method, request, stop);
        if (token is null && (result.Ok || result.Fault is { Kind: SlackErrorKind.Token }))
        {
            TokenFault = result.Fault;
        }

        return result;
    }

    /// <summary>Posts JSON to a response URL; null when it was taken.</summary>
    public async Task<SlackError?> RespondAsync(Uri url, string json, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            url) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        var said = await ReachAsync(async () =>
        {
            using var response = await http.SendAsync(request, stop);
            return response.IsSuccessStatusCode ? new SlackResult(default, null)
                : No(response.StatusCode == HttpStatusCode.TooManyRequests
                    ? new SlackError(SlackErrorKind.Limited, "ratelimited", null, WaitOf(response))
                    : new SlackError((int)response.StatusCode >= 500 ? SlackErrorKind.Unknown : SlackErrorKind.Other,
                        $"http_{(int)response.StatusCode}"));
        }, stop);
        return said.Fault;
    }

    /// <summary>True when a response URL is Slack's: on the host of the API, or one of slack.com.</summary>
    public bool IsOurs(Uri url) =>
        (url.Host == root.Host && url.Scheme == root.Scheme)
            || (url.Scheme == Uri.UriSchemeHttps
                && (url.Host == "slack.com" || url.Host.EndsWith(".slack.com", StringComparison.Ordinal)));

    /// <summary>Who the token is.</summary>
    public Task<SlackResult> TestAsync(CancellationToken stop) => CallAsync("auth.test", [], stop);

    /// <summary>A bot's app.</summary>
    public Task<SlackResult> BotAsync(string bot, CancellationToken stop) =>
        CallAsync("bots.info", [("bot", bot)], stop);

    /// <summary>The direct conversation with a user.</summary>
    public Task<SlackResult> OpenDirectAsync(string user, CancellationToken stop) =>
        CallAsync("conversations.open", [("users", user)], stop);

    /// <summary>A page of the channels that the bot is in (<c>users.conversations</c>), or of all
    /// (<c>conversations.list</c>).</summary>
    public Task<SlackResult> ChannelsAsync(bool mine, string? cursor, CancellationToken stop) => CallAsync(
        mine ? "users.conversations" : "conversations.list",
        [("types", "public_channel,private_channel"), ("exclude_archived", mine ? "true" : null), ("limit", "500"),
            ("cursor", cursor)],
        stop);

    /// <summary>One channel.</summary>
    public Task<SlackResult> ChannelAsync(string channel, CancellationToken stop) =>
        CallAsync("conversations.info", [("channel", channel)], stop);

    /// <summary>The newest messages of a conversation, or the replies of a thread, with their metadata.</summary>
    public Task<SlackResult> MessagesAsync(string channel, string? thread, string? oldest, string? cursor,
        CancellationToken stop) => CallAsync(
        thread is null ? "conversations.history" : "conversations.replies",
        [("channel", channel), ("ts", thread), ("oldest", oldest), ("inclusive", "true"),
            ("include_all_metadata", "true"), ("limit", "200"), ("cursor", cursor)],
        stop);

    /// <summary>Posts a message.</summary>
    public Task<SlackResult> PostAsync(SlackMessage message, CancellationToken stop) => CallAsync(
        "chat.postMessage",
        [("channel", message.Channel), ("thread_ts", message.Thread), .. Body(message), ("unfurl_links", "false"),
            ("unfurl_media", "false")],
        stop);

    /// <summary>Changes a message in place.</summary>
    public Task<SlackResult> UpdateAsync(SlackMessage message, string ts, CancellationToken stop) => CallAsync(
        "chat.update", [("channel", message.Channel), ("ts", ts), .. Body(message)], stop);

    /// <summary>Says something to one member of a conversation.</summary>
    public Task<SlackResult> PrivateReplyAsync(SlackMessage message, string user, CancellationToken stop) => CallAsync(
        "chat.postEphemeral",
        [("channel", message.Channel), ("user", user), ("thread_ts", message.Thread), .. Body(message)], stop);

    /// <summary>Opens a window on a click.</summary>
    public Task<SlackResult> OpenViewAsync(string trigger, JsonNode view, CancellationToken stop) =>
        CallAsync("views.open", [("trigger_id", trigger), ("view", Write(view))], stop);

    /// <summary>Opens a window over the open one.</summary>
    public Task<SlackResult> PushViewAsync(string trigger, JsonNode view, CancellationToken stop) =>
        CallAsync("views.push", [("trigger_id", trigger), ("view", Write(view))], stop);

    /// <summary>Changes an open window.</summary>
    public Task<SlackResult> UpdateViewAsync(string view, JsonNode content, CancellationToken stop) =>
        CallAsync("views.update", [("view_id", view), ("view", Write(content))], stop);

    /// <summary>Replaces a user's home page.</summary>
    public Task<SlackResult> PublishAsync(string user, JsonNode view, CancellationToken stop) =>
        CallAsync("views.publish", [("user_id", user), ("view", Write(view))], stop);

    /// <summary>A user by e-mail.</summary>
    public Task<SlackResult> FindUserAsync(string email, CancellationToken stop) =>
        CallAsync("users.lookupByEmail", [("email", email)], stop);

    /// <summary>A user by id.</summary>
    public Task<SlackResult> UserAsync(string user, CancellationToken stop) =>
        CallAsync("users.info", [("user", user)], stop);

    /// <summary>A web socket's address for Socket Mode.</summary>
    public Task<SlackResult> OpenSocketAsync(string appToken, CancellationToken stop) =>
        CallAsync("apps.connections.open", [], stop, appToken);

    /// <summary>JSON as Slack takes it.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Written);

    /// <summary>JSON in ASCII alone, for what Slack is to give back letter by letter.</summary>
    public static string WriteAscii(JsonNode node) => node.ToJsonString();

    private Task<SlackResult> SendAsync(string method, HttpRequestMessage request, CancellationToken stop) =>
        ReachAsync(async () =>
    {
        using var response = await http.SendAsync(request, stop);
        var text = await response.Content.ReadAsStringAsync(stop);
        NoteScopes(response);
        return Read(method, response, text);
    }, stop);

    private static async Task<SlackResult> ReachAsync(Func<Task<SlackResult>> send, CancellationToken stop)
    {
        try
        {
            return await send();
        }
        catch (HttpRequestException fault)
        {
            var reached = fault.HttpRequestError is not (HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError);
            return No(
                new SlackError(reached ? SlackErrorKind.Unknown : SlackErrorKind.Unreachable,
                    reached ? "connection_lost" : "not_reached"));
        }
        catch (IOException)
        {
            return No(new SlackError(SlackErrorKind.Unknown, "connection_lost"));
        }
        catch (OperationCanceledException)
        {
            return No(new SlackError(SlackErrorKind.Unknown, stop.IsCancellationRequested ? "given_up" : "timeout"));
        }
    }

    private SlackResult Read(string method, HttpResponseMessage response, string text)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return No(Limited(method, response));
        }

        if ((int)response.StatusCode >= 500)
        {
            return No(new SlackError(SlackErrorKind.Unknown, $"http_{(int)response.StatusCode}"));
        }

        if (UntrustedJson.Parse(text) is not { } body)
        {
            return No(
                new SlackError(response.IsSuccessStatusCode ? SlackErrorKind.Unknown : SlackErrorKind.Other,
                    $"http_{(int)response.StatusCode}"));
        }

        if (body.Is("ok"))
        {
            return new SlackResult(body, null);
        }

        var code = body.Text("error") ?? "no_reason";
        var kind = SlackError.KindOf(code);
        return new SlackResult(body,
            kind == SlackErrorKind.Limited
                ? Limited(method, response) with { Code = code } : new SlackError(kind, code, Detail(body)));
    }

    private SlackError Limited(string method, HttpResponseMessage response)
    {
        var wait = WaitOf(response);
        // The manual clock may stand while the world's time goes on, and a clock may be set back: whichever has waited
        // long enough ends it.
        blocked[method] = (clock.GetCurrentInstant() + wait, time.GetTimestamp(), wait);
        return new SlackError(SlackErrorKind.Limited, "ratelimited", null, wait);
    }

    private Duration WaitOf(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => Duration.FromTimeSpan(delta),
        { Date: { } date } =>
            Duration.Max(Duration.Zero, Instant.FromDateTimeOffset(date) - time.GetCurrentInstant()),
        _ => DefaultWait,
    };

    private static string? Detail(JsonElement body)
    {
        var messages = string.Join("; ",
            body.Items("response_metadata", "messages").Take(4)
                .Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : item.GetRawText()));
        return body.Text("needed") ?? (messages.Length == 0 ? null : messages);
    }

    private void NoteScopes(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("x-oauth-scopes", out var values))
        {
            GrantedScopes = values
                .SelectMany(
                    value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                    .ToHashSet(StringComparer.Ordinal);
        }
    }

    private Duration Passed(long since) => Duration.FromTimeSpan(time.GetElapsedTime(since));

    private static SlackResult No(SlackError fault) => new(default, fault);

    private static IEnumerable<(string, string?)> Body(SlackMessage message) =>
    [
        ("text", message.Text),
        ("blocks", message.Blocks is { } blocks ? Write(blocks) : null),
        ("metadata", message.Key is { } key ? Write(MessageMetadata.Of(key)) : null),
    ];
}

/// <summary>A message on its way: what is read aloud, what is seen, and the key by which it is found again.</summary>
internal sealed record SlackMessage(string Channel, string Text, JsonArray? Blocks, string? Thread = null,
    string? Key = null);

/// <summary>The mark in a message's metadata: the key of the outbox item that it shows.</summary>
internal static class MessageMetadata
{
    /// <summary>The kind of mark.</summary>
    public const string Kind = "slabot_post";

    /// <summary>The mark of a key.</summary>
    public static JsonObject Of(string key) =>
        new() { ["event_type"] = Kind, ["event_payload"] = new JsonObject { ["key"] = key } };

    /// <summary>True when a message bears the mark of this key.</summary>
    public static bool Bears(JsonElement message, string key) =>
        message.Text("metadata", "event_type") == Kind && message.Text("metadata", "event_payload", "key") == key;
}

/// <summary>An answer of the Web API: its body, and the fault when it is a "no".</summary>
internal readonly record struct SlackResult(JsonElement Body, SlackError? Fault)
{
    /// <summary>True when it was done.</summary>
    public bool Ok => Fault is null;

    /// <summary>A text of the body, by path (<c>user</c>, <c>profile</c>, <c>email</c>); null where there is
    /// none.</summary>
    public string? Text(params ReadOnlySpan<string> path) => Body.Text(path);
}

/// <summary>The scopes that the bot's token needs, each with why; the manifests ask for exactly these.</summary>
internal static class SlackScopes
{
    /// <summary>The scope of the app-level token.</summary>
    public const string Socket = "connections:write";

    /// <summary>Scope and reason.</summary>
    public static IReadOnlyList<(string Scope, string Why)> Needed { get; } =
    [
        ("chat:write", "posts and changes cards"),
        ("commands", "answers /sla"),
        ("im:write", "opens direct messages with people"),
        ("im:history",
            "is told what people write to the bot, and finds a message whose fate is unknown before it is sent again"),
        ("channels:read", "finds public channels by name and sees whether it is a member"),
        ("groups:read", "the same for private channels"),
        ("channels:history", "finds a message of unknown fate in public channels"),
        ("groups:history", "the same in private channels"),
        ("users:read", "sees who was deactivated, and which app the token belongs to"),
        ("users:read.email", "matches people by e-mail"),
        ("app_mentions:read", "answers when it is mentioned"),
    ];
}
