using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>The methods of the Web API, with the faults that the real ones have.</summary>
internal sealed class SlackMethodsFake(SlackState state)
{
    public static JsonObject No(string error, JsonNode? detail = null) => new() { ["ok"] = false, ["error"] = error, ["response_metadata"] = detail };

    public static string TextOf(JsonNode? node) => node switch
    {
        JsonObject jsonObject when jsonObject["type"]?.GetValueKind() == System.Text.Json.JsonValueKind.String && jsonObject["text"]?.GetValueKind() == System.Text.Json.JsonValueKind.String => (string)jsonObject["text"]!,
        JsonObject item => string.Join('\n', item.Select(pair => TextOf(pair.Value)).Where(text => text.Length > 0)),
        JsonArray all => string.Join('\n', all.Select(TextOf).Where(text => text.Length > 0)),
        _ => "",
    };

    public JsonObject Call(string method, Dictionary<string, string> arguments)
    {
        string Get(string name) => arguments.GetValueOrDefault(name) ?? "";
        return method switch
        {
            "auth.test" => Yes(("team_id", FakeSlack.Team), ("user_id", SlackState.BotUser), ("bot_id", "B0BOT"), ("team", "Fake"), ("url", "https://fake.slack.com/")),
            "bots.info" => Yes(("bot", new JsonObject { ["id"] = "B0BOT", ["app_id"] = FakeSlack.App })),
            "conversations.open" => state.Users.ContainsKey(Get("users")) ? Yes(("channel", new JsonObject { ["id"] = state.Direct(Get("users")).Id })) : No("user_not_found"),
            "users.conversations" => Page(state.Channels.Values.Where(slackChannelSeen => slackChannelSeen.HasBot && slackChannelSeen.User is null && !slackChannelSeen.IsArchived)),
            "conversations.list" => Page(state.Channels.Values.Where(slackChannelSeen => slackChannelSeen.User is null)),
            "conversations.info" => state.Channels.TryGetValue(Get("channel"), out var channel) ? Yes(("channel", Json(channel))) : No("channel_not_found"),
            "conversations.history" or "conversations.replies" => Messages(Get("channel"), arguments),
            "users.lookupByEmail" => state.Users.Values.FirstOrDefault(slackUserSeen => slackUserSeen.Email == Get("email") && !slackUserSeen.IsGone) is { } user ? Yes(("user", Json(user))) : No("users_not_found"),
            "users.info" => state.Users.TryGetValue(Get("user"), out var known) ? Yes(("user", Json(known))) : No("user_not_found"),
            "chat.postMessage" => Post(arguments),
            "chat.update" => Update(arguments),
            "chat.postEphemeral" => PrivateReply(arguments),
            "views.open" or "views.push" => Open(Get("trigger_id"), Get("view")),
            "views.update" => UpdateView(Get("view_id"), Get("view")),
            "views.publish" => Publish(Get("user_id"), Get("view")),
            _ => No("unknown_method"),
        };
    }

    private JsonObject Post(Dictionary<string, string> arguments)
    {
        if (Unwritable(arguments["channel"]) is { } no)
        {
            return no;
        }

        var blocks = Blocks(arguments);
        if (SlackLimits.Fault(blocks, 50, state.TakesCharts) is { } fault)
        {
            return No("invalid_blocks", new JsonObject { ["messages"] = new JsonArray(fault) });
        }

        var message = new SlackMessageSeen
        {
            Channel = arguments["channel"],
            Ts = state.NextTs(),
            Thread = arguments.GetValueOrDefault("thread_ts"),
            Text = arguments.GetValueOrDefault("text") ?? "",
            Blocks = blocks,
            Metadata = arguments.TryGetValue("metadata", out var metadata) ? JsonNode.Parse(metadata) : null,
        };
        lock (state.Messages)
        {
            state.Messages.Add(message);
        }

        return Yes(("channel", message.Channel), ("ts", message.Ts));
    }

    private JsonObject Update(Dictionary<string, string> arguments)
    {
        if (Unwritable(arguments["channel"]) is { } no)
        {
            return no;
        }

        var blocks = Blocks(arguments);
        if (SlackLimits.Fault(blocks, 50, state.TakesCharts) is { } fault)
        {
            return No("invalid_blocks", new JsonObject { ["messages"] = new JsonArray(fault) });
        }

        if (state.In(arguments["channel"]).FirstOrDefault(slackMessageSeen => slackMessageSeen.Ts == arguments["ts"]) is not { } message)
        {
            return No("message_not_found");
        }

        (message.Text, message.Blocks, message.Edits) = (arguments.GetValueOrDefault("text") ?? "", blocks, message.Edits + 1);
        message.Metadata = arguments.TryGetValue("metadata", out var metadata) ? JsonNode.Parse(metadata) : message.Metadata;
        return Yes(("channel", message.Channel), ("ts", message.Ts));
    }

    private JsonObject? Unwritable(string id) => !state.Channels.TryGetValue(id, out var channel) ? No("channel_not_found")
        : channel.IsArchived ? No("is_archived")
        : channel.User is { } user && state.Users[user].IsGone ? No("user_disabled")
        : channel.HasBot ? null : No("not_in_channel");

    private JsonObject PrivateReply(Dictionary<string, string> arguments)
    {
        state.PrivateReplies.Enqueue(new SlackPrivateReplySeen(arguments["user"], arguments["channel"], arguments.GetValueOrDefault("text") ?? "", Blocks(arguments)));
        return Yes(("message_ts", "1.1"));
    }

    private JsonObject Open(string trigger, string text)
    {
        if (!state.Triggers.TryGetValue(trigger, out var isYoung) || !isYoung)
        {
            return No(state.Triggers.ContainsKey(trigger) ? "trigger_expired" : "invalid_trigger_id");
        }

        state.Triggers[trigger] = false;
        var view = JsonNode.Parse(text)!.AsObject();
        if (SlackLimits.ViewFault(view) is { } fault)
        {
            return No("invalid_arguments", new JsonObject { ["messages"] = new JsonArray(fault) });
        }

        var id = "V" + state.NextId();
        view["id"] = id;
        state.Views[id] = view;
        return Yes(("view", view.DeepClone()));
    }

    private JsonObject UpdateView(string id, string text)
    {
        var view = JsonNode.Parse(text)!.AsObject();
        view["id"] = id;
        return state.Views.ContainsKey(id) && SlackLimits.ViewFault(view) is null && (state.Views[id] = view) is not null ? Yes() : No("not_found");
    }

    private JsonObject Publish(string user, string text)
    {
        var view = JsonNode.Parse(text)!.AsObject();
        if (SlackLimits.Fault(view["blocks"]!.AsArray(), 100, takesCharts: false) is { } fault)
        {
            return No("invalid_arguments", new JsonObject { ["messages"] = new JsonArray(fault) });
        }

        state.Homes[user] = view;
        return Yes();
    }

    /// <summary>Newest first, page by page, each cursor the number of messages before it.</summary>
    private JsonObject Messages(string channel, Dictionary<string, string> arguments)
    {
        var thread = arguments.GetValueOrDefault("ts");
        var before = arguments.TryGetValue("cursor", out var cursor) ? int.Parse(cursor, System.Globalization.CultureInfo.InvariantCulture) : 0;
        var all = state.In(channel).Where(slackMessageSeen => thread is null ? slackMessageSeen.Thread is null : slackMessageSeen.Thread == thread || slackMessageSeen.Ts == thread).Reverse().ToList();
        var page = all.Skip(before).Take(state.PageSize).Select(slackMessageSeen => (JsonNode)new JsonObject { ["ts"] = slackMessageSeen.Ts, ["text"] = slackMessageSeen.Text, ["metadata"] = slackMessageSeen.Metadata?.DeepClone() });
        var next = before + state.PageSize < all.Count ? (before + state.PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : "";
        return Yes(("messages", new JsonArray([.. page])), ("response_metadata", new JsonObject { ["next_cursor"] = next }));
    }

    private static JsonArray Blocks(Dictionary<string, string> arguments) => arguments.TryGetValue("blocks", out var text) ? JsonNode.Parse(text)!.AsArray() : [];

    private static JsonObject Page(IEnumerable<SlackChannelSeen> channels) => Yes(("channels", new JsonArray([.. channels.Select(channel => (JsonNode)Json(channel))])), ("response_metadata", new JsonObject { ["next_cursor"] = "" }));

    private static JsonObject Json(SlackChannelSeen channel) => new() { ["id"] = channel.Id, ["name"] = channel.Name, ["is_member"] = channel.HasBot, ["is_archived"] = channel.IsArchived };

    private static JsonObject Json(SlackUserSeen user) => new()
    {
        ["id"] = user.Id, ["team_id"] = user.Team, ["name"] = user.Name, ["deleted"] = user.IsGone, ["tz"] = user.Zone, ["profile"] = new JsonObject { ["email"] = user.Email },
    };

    private static JsonObject Yes(params (string Name, JsonNode? Value)[] more)
    {
        var answer = new JsonObject { ["ok"] = true };
        foreach (var (name, value) in more)
        {
            answer[name] = value;
        }

        return answer;
    }
}
