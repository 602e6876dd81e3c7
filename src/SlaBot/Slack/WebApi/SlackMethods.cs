using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;

namespace SlaBot.Slack.WebApi;

/// <summary>The methods of the Web API that are used, each with what it is used for.</summary>
internal sealed partial class SlackClient
{
    /// <summary>Who the token is.</summary>
    public Task<SlackResult> TestAsync(CancellationToken stop) => CallAsync("auth.test", [], stop);

    /// <summary>A bot's app.</summary>
    public Task<SlackResult> BotAsync(string bot, CancellationToken stop) => CallAsync("bots.info", [("bot", bot)], stop);

    /// <summary>The direct conversation with a user.</summary>
    public Task<SlackResult> OpenDirectAsync(string user, CancellationToken stop) => CallAsync("conversations.open", [("users", user)], stop);

    /// <summary>A page of the channels that the bot is in (<c>users.conversations</c>), or of all (<c>conversations.list</c>).</summary>
    public Task<SlackResult> ChannelsAsync(bool mine, string? cursor, CancellationToken stop) => CallAsync(
        mine ? "users.conversations" : "conversations.list",
        [("types", "public_channel,private_channel"), ("exclude_archived", mine ? "true" : null), ("limit", "500"), ("cursor", cursor)],
        stop);

    /// <summary>One channel.</summary>
    public Task<SlackResult> ChannelAsync(string channel, CancellationToken stop) => CallAsync("conversations.info", [("channel", channel)], stop);

    /// <summary>The newest messages of a conversation, or the replies of a thread, with their metadata.</summary>
    public Task<SlackResult> MessagesAsync(string channel, string? thread, string? oldest, string? cursor, CancellationToken stop) => CallAsync(
        thread is null ? "conversations.history" : "conversations.replies",
        [("channel", channel), ("ts", thread), ("oldest", oldest), ("inclusive", "true"), ("include_all_metadata", "true"), ("limit", "200"), ("cursor", cursor)],
        stop);

    /// <summary>Posts a message.</summary>
    public Task<SlackResult> PostAsync(SlackMessage message, CancellationToken stop) => CallAsync(
        "chat.postMessage",
        [("channel", message.Channel), ("thread_ts", message.Thread), .. Body(message), ("unfurl_links", "false"), ("unfurl_media", "false")],
        stop);

    /// <summary>Changes a message in place.</summary>
    public Task<SlackResult> UpdateAsync(SlackMessage message, string ts, CancellationToken stop) => CallAsync(
        "chat.update", [("channel", message.Channel), ("ts", ts), .. Body(message)], stop);

    /// <summary>Says something to one member of a conversation.</summary>
    public Task<SlackResult> PrivateReplyAsync(SlackMessage message, string user, CancellationToken stop) => CallAsync(
        "chat.postEphemeral", [("channel", message.Channel), ("user", user), ("thread_ts", message.Thread), .. Body(message)], stop);

    /// <summary>Opens a window on a click.</summary>
    public Task<SlackResult> OpenViewAsync(string trigger, JsonNode view, CancellationToken stop) => CallAsync("views.open", [("trigger_id", trigger), ("view", Write(view))], stop);

    /// <summary>Opens a window over the one that stands open.</summary>
    public Task<SlackResult> PushViewAsync(string trigger, JsonNode view, CancellationToken stop) => CallAsync("views.push", [("trigger_id", trigger), ("view", Write(view))], stop);

    /// <summary>Changes an open window.</summary>
    public Task<SlackResult> UpdateViewAsync(string view, JsonNode content, CancellationToken stop) => CallAsync("views.update", [("view_id", view), ("view", Write(content))], stop);

    /// <summary>Replaces a user's home page.</summary>
    public Task<SlackResult> PublishAsync(string user, JsonNode view, CancellationToken stop) => CallAsync("views.publish", [("user_id", user), ("view", Write(view))], stop);

    /// <summary>A user by e-mail.</summary>
    public Task<SlackResult> FindUserAsync(string email, CancellationToken stop) => CallAsync("users.lookupByEmail", [("email", email)], stop);

    /// <summary>A user by id.</summary>
    public Task<SlackResult> UserAsync(string user, CancellationToken stop) => CallAsync("users.info", [("user", user)], stop);

    /// <summary>A web socket's address for Socket Mode.</summary>
    public Task<SlackResult> OpenSocketAsync(string appToken, CancellationToken stop) => CallAsync("apps.connections.open", [], stop, appToken);

    /// <summary>JSON as Slack takes it.</summary>
    public static string Write(JsonNode node) => node.ToJsonString(Written);

    /// <summary>JSON in ASCII alone, for what Slack is to give back letter by letter.</summary>
    public static string WriteAscii(JsonNode node) => node.ToJsonString();

    private static readonly JsonSerializerOptions Written = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static IEnumerable<(string, string?)> Body(SlackMessage message) =>
    [
        ("text", message.Text),
        ("blocks", message.Blocks is { } blocks ? Write(blocks) : null),
        ("metadata", message.Key is { } key ? Write(MessageMetadata.Of(key)) : null),
    ];
}

/// <summary>A message on its way: what is read aloud, what is seen, and the key by which it is found again.</summary>
internal sealed record SlackMessage(string Channel, string Text, JsonArray? Blocks, string? Thread = null, string? Key = null);

/// <summary>The mark in a message's metadata: the key of the wish that it answers.</summary>
internal static class MessageMetadata
{
    /// <summary>The kind of mark.</summary>
    public const string Kind = "slabot_post";

    /// <summary>The mark of a key.</summary>
    public static JsonObject Of(string key) => new() { ["event_type"] = Kind, ["event_payload"] = new JsonObject { ["key"] = key } };

    /// <summary>True when a message bears the mark of this key.</summary>
    public static bool Bears(JsonElement message, string key) =>
        message.Text("metadata", "event_type") == Kind && message.Text("metadata", "event_payload", "key") == key;
}
