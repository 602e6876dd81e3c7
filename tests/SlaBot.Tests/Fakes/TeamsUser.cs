using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Fakes;

/// <summary>What people in Teams do, as activities with real tokens.</summary>
internal sealed class TeamsUser(FakeTeams teams, Uri bot) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = bot, Timeout = TimeSpan.FromSeconds(30) };
    private int number;

    /// <summary>True: nothing is sent with a token, as Microsoft's Playground sends nothing with one.</summary>
    public bool HasNoTokens { get; init; }

    public static string TextOf(JsonNode? node) => node switch
    {
        JsonObject jsonObject => string.Join(" ", jsonObject.Where(pair => pair.Key is not ("data" or "fallback" or "$schema")).Select(pair => pair.Value is JsonValue value && pair.Key is "text" or "title" or "value" or "label" ? pair.Value?.ToString() : TextOf(pair.Value)).Where(text => text?.Length > 0)),
        JsonArray many => string.Join(" ", many.Select(TextOf).Where(text => text.Length > 0)),
        _ => "",
    };

    /// <summary>The sending action of that name, at the card or in one of its forms.</summary>
    public static JsonObject? Find(JsonObject card, string action) => (card["actions"] as JsonArray ?? []).OfType<JsonObject>()
        .Select(jsonObject => (string)jsonObject["type"]! == "Action.ShowCard" ? Find(jsonObject["card"]!.AsObject(), action) : (string?)jsonObject["verb"] == action ? jsonObject : null)
        .FirstOrDefault(jsonObject => jsonObject is not null);

    public async Task<(int Status, JsonNode? Body)> SendAsync(JsonObject activity, string? token = null, bool withToken = true)
    {
        return await SendTextAsync(activity.ToJsonString(), token, withToken);
    }

    /// <summary>Sends a body as it is written.</summary>
    public async Task<(int Status, JsonNode? Body)> SendTextAsync(string body, string? token = null, bool withToken = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = withToken && !HasNoTokens ? new AuthenticationHeaderValue("Bearer", token ?? teams.Identity.Token(teams.ServiceUrl)) : null;
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    public JsonObject Activity(string type, string aad, string? conversation = null, string? id = null)
    {
        var isPersonal = conversation is null;
        var activity = new JsonObject
        {
            ["type"] = type,
            ["id"] = id ?? $"in-{++number}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = teams.ServiceUrl,
            ["from"] = new JsonObject { ["id"] = FakeTeams.User(aad), ["aadObjectId"] = aad, ["name"] = aad },
            ["recipient"] = new JsonObject { ["id"] = $"28:{TeamsIdentity.App}", ["name"] = "SlaBot" },
            ["conversation"] = new JsonObject { ["id"] = conversation ?? FakeTeams.Chat(aad), ["conversationType"] = isPersonal ? "personal" : "channel", ["tenantId"] = TeamsIdentity.Tenant },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TeamsIdentity.Tenant } },
        };
        if (!isPersonal)
        {
            activity["channelData"]!["team"] = new JsonObject { ["id"] = FakeTeams.TeamId, ["name"] = "Revenue" };
        }

        return activity;
    }

    public async Task InstallAsync(string aad, string? team = null, string action = "add")
    {
        var activity = Activity("installationUpdate", aad, team);
        activity["action"] = action;
        (await SendAsync(activity)).Status.ShouldBe(200);
    }

    public Task<(int Status, JsonNode? Body)> SayAsync(string aad, string text, string? conversation = null, string? id = null)
    {
        var activity = Activity("message", aad, conversation, id);
        activity["text"] = conversation is null ? text : $"<at>SlaBot</at> {text}";
        activity["entities"] = new JsonArray(new JsonObject { ["type"] = "mention", ["text"] = "<at>SlaBot</at>", ["mentioned"] = new JsonObject { ["id"] = $"28:{TeamsIdentity.App}" } });
        return SendAsync(activity);
    }

    /// <summary>Presses a button (by Execute); inputs by field name. Answers the invoke's body.</summary>
    public async Task<JsonObject> PressAsync(TeamsSeen message, string aad, string action, params (string Field, string Value)[] inputs) =>
        await PressInAsync(message.Card, message, aad, action, null, inputs);

    public async Task<JsonObject> PressInAsync(JsonObject card, TeamsSeen message, string aad, string action, string? id, params (string Field, string Value)[] inputs)
    {
        var activity = Pressed("invoke", card, message, aad, action, id, inputs, out var data, "Action.Execute");
        activity["name"] = "adaptiveCard/action";
        activity["value"] = new JsonObject { ["action"] = new JsonObject { ["type"] = "Action.Execute", ["verb"] = action, ["data"] = data }, ["trigger"] = "manual" };
        var (status, body) = await SendAsync(activity);
        status.ShouldBe(200);
        return body!.AsObject();
    }

    /// <summary>Presses a button as an old client does: by Submit.</summary>
    public async Task SubmitAsync(TeamsSeen message, string aad, string action, string? id, params (string Field, string Value)[] inputs)
    {
        var activity = Pressed("message", message.Card, message, aad, action, id, inputs, out var data, "Action.Submit");
        activity["value"] = data;
        (await SendAsync(activity)).Status.ShouldBe(200);
    }

    public static IEnumerable<JsonObject> All(JsonNode? node) => node switch
    {
        JsonObject jsonObject => jsonObject.SelectMany(pair => All(pair.Value)).Prepend(jsonObject),
        JsonArray many => many.SelectMany(All),
        _ => [],
    };

    public void Dispose() => http.Dispose();

    private JsonObject Pressed(string type, JsonObject card, TeamsSeen message, string aad, string action, string? id, (string Field, string Value)[] inputs, out JsonObject data, string way)
    {
        var found = Find(card, action) ?? throw new InvalidOperationException($"no {action} on {TextOf(card)}");
        var pressed = way == "Action.Submit" ? found["fallback"]!.AsObject() : found;
        ((string)pressed["type"]!).ShouldBe(way);
        data = pressed["data"]!.DeepClone().AsObject();
        // A client sends what stands in a field already, too.
        foreach (var input in All(card).Where(jsonObject => ((string?)jsonObject["type"])?.StartsWith("Input.", StringComparison.Ordinal) == true && jsonObject["value"] is not null))
        {
            if (((string)input["id"]!).StartsWith($"{data["form"]}.", StringComparison.Ordinal))
            {
                data[(string)input["id"]!] = input["value"]!.DeepClone();
            }
        }

        foreach (var (field, value) in inputs)
        {
            data[$"{data["form"]}.{field}"] = value;
        }

        var activity = Activity(type, aad, message.Conversation.StartsWith("a:", StringComparison.Ordinal) ? null : message.Conversation, id);
        activity["replyToId"] = message.Id;
        return activity;
    }
}
