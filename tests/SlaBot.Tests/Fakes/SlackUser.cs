using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>What people do in Slack, delivered to the bot as Slack does: signed over HTTP, or through a socket.</summary>
internal sealed class SlackUser(FakeSlack slack, Uri bot, bool overSocket) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = bot, Timeout = TimeSpan.FromSeconds(20) };

    public string Team { get; set; } = FakeSlack.Team;

    public string App { get; set; } = FakeSlack.App;

    public string Secret { get; set; } = FakeSlack.Secret;

    /// <summary>How long ago requests are signed.</summary>
    public TimeSpan Age { get; set; }

    public HttpStatusCode LastStatus { get; private set; }

    /// <summary>Presses a button (or an entry of the menu) of a message.</summary>
    public Task<JsonNode?> ClickAsync(SlackMessageSeen message, string user, string action, string? trigger = null) =>
        DeliverAsync("interactive", Click(message.Blocks, user, action, trigger ?? slack.State.NewTrigger(), payload =>
        {
            payload["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = message.Ts, ["channel_id"] = message.Channel };
            payload["channel"] = new JsonObject { ["id"] = message.Channel };
            payload["response_url"] = slack.ResponseUrl(user, message.Channel);
        }));

    /// <summary>Presses a button of a window or of a home page.</summary>
    public Task<JsonNode?> ClickInAsync(JsonObject view, string user, string action) =>
        DeliverAsync("interactive", Click(view["blocks"]!.AsArray(), user, action, slack.State.NewTrigger(), payload =>
        {
            payload["container"] = new JsonObject { ["type"] = "view", ["view_id"] = view["id"]?.DeepClone() };
            payload["view"] = view.DeepClone();
        }));

    /// <summary>Sends a window's form; the answer (null: the window closes).</summary>
    public async Task<JsonNode?> SubmitAsync(JsonObject view, string user, params (string Field, JsonObject Answer)[] answers)
    {
        var values = new JsonObject();
        foreach (var block in view["blocks"]!.AsArray().Where(node => (string?)node!["type"] == "input"))
        {
            var id = (string)block!["block_id"]!;
            var element = block["element"]!;
            var given = answers.FirstOrDefault(pair => pair.Field == id).Answer ?? (element["initial_option"] is { } initial ? new JsonObject { ["selected_option"] = initial.DeepClone() } : new JsonObject { ["value"] = null });
            given["type"] = element["type"]!.DeepClone();
            values[id] = new JsonObject { [(string)element["action_id"]!] = given };
        }

        var sent = view.DeepClone().AsObject();
        sent["state"] = new JsonObject { ["values"] = values };
        var answer = await DeliverAsync("interactive", Person(user, new JsonObject { ["type"] = "view_submission", ["trigger_id"] = slack.State.NewTrigger(), ["view"] = sent }), accepts: true);
        if ((string?)answer?["response_action"] == "update")
        {
            // The window keeps its id, and its fields what was typed where their ids are the same.
            var updated = answer["view"]!.DeepClone().AsObject();
            if (SlackLimits.ViewFault(updated) is { } fault)
            {
                throw new InvalidOperationException($"Slack would not show this window: {fault}");
            }

            updated["id"] = view["id"]!.DeepClone();
            slack.State.Views[(string)view["id"]!] = updated;
        }

        return answer;
    }

    public static JsonObject Choose(string value) => new() { ["selected_option"] = new JsonObject { ["value"] = value, ["text"] = new JsonObject { ["type"] = "plain_text", ["text"] = value } } };

    public static JsonObject Type(string value) => new() { ["value"] = value };

    /// <summary>Types <c>/sla …</c>; the private answer.</summary>
    public Task<JsonNode?> CommandAsync(string user, string text, string? trigger = null) => DeliverAsync("slash_commands", new JsonObject
    {
        ["command"] = "/sla", ["text"] = text, ["user_id"] = user, ["team_id"] = Team, ["api_app_id"] = App, ["channel_id"] = "C1", ["trigger_id"] = trigger ?? slack.State.NewTrigger(),
        ["response_url"] = slack.ResponseUrl(user, "C1"),
    }, accepts: true);

    public Task<JsonNode?> EventAsync(JsonObject happened, string? id = null) => DeliverAsync("events_api", new JsonObject
    {
        ["type"] = "event_callback", ["team_id"] = Team, ["api_app_id"] = App, ["event_id"] = id ?? "Ev" + slack.State.NextId(), ["event_time"] = 1, ["event"] = happened,
    });

    /// <summary>A request as it stands, signed.</summary>
    public async Task<(HttpStatusCode Status, string Body)> PostAsync(string path, string body, string type)
    {
        var stamp = World.Now.Add(-Age).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"v0:{stamp}:{body}"));
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(hash));
        using var answer = await http.SendAsync(request);
        LastStatus = answer.StatusCode;
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonNode?> DeliverAsync(string type, JsonObject payload, bool accepts = false)
    {
        if (overSocket)
        {
            return await slack.Sockets.DeliverAsync(type, payload, accepts);
        }

        var (_, body) = type switch
        {
            "events_api" => await PostAsync("/slack/events", payload.ToJsonString(), "application/json"),
            "interactive" => await PostAsync("/slack/interactivity", "payload=" + Uri.EscapeDataString(payload.ToJsonString()), "application/x-www-form-urlencoded"),
            _ => await PostAsync("/slack/commands", string.Join('&', payload.Select(pair => $"{pair.Key}={Uri.EscapeDataString((string?)pair.Value ?? "")}")), "application/x-www-form-urlencoded"),
        };
        return body.Length == 0 ? null : JsonNode.Parse(body);
    }

    private JsonObject Click(JsonArray blocks, string user, string action, string trigger, Action<JsonObject> place)
    {
        var found = Find(blocks, action) ?? throw new InvalidOperationException($"No \"{action}\" in {blocks.ToJsonString()}");
        var payload = Person(user, new JsonObject { ["type"] = "block_actions", ["trigger_id"] = trigger, ["actions"] = new JsonArray(found) });
        place(payload);
        return payload;
    }

    private static JsonObject? Find(JsonArray blocks, string action)
    {
        foreach (var block in blocks)
        {
            var elements = (block!["elements"] as JsonArray ?? []).Append(block["accessory"]).OfType<JsonObject>();
            foreach (var element in elements.Where(element => element["action_id"] is not null))
            {
                if ((string?)element["action_id"] is { } name && (name == action || name.StartsWith(action + ".", StringComparison.Ordinal)))
                {
                    return new JsonObject { ["action_id"] = name, ["block_id"] = block["block_id"]?.DeepClone(), ["type"] = "button", ["value"] = element["value"]?.DeepClone() };
                }

                if ((element["options"] as JsonArray)?.FirstOrDefault(node => ((string)node!["value"]!).Split('|')[0] == action) is { } option)
                {
                    return new JsonObject { ["action_id"] = element["action_id"]!.DeepClone(), ["block_id"] = block["block_id"]?.DeepClone(), ["type"] = "overflow", ["selected_option"] = option.DeepClone() };
                }
            }
        }

        return null;
    }

    private JsonObject Person(string user, JsonObject payload)
    {
        payload["user"] = new JsonObject { ["id"] = user, ["team_id"] = Team };
        payload["team"] = new JsonObject { ["id"] = Team };
        payload["api_app_id"] = App;
        return payload;
    }
}
