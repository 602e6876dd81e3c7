using System.Text.Json;
using System.Text.Json.Serialization;
using SlaBot.Core.Cards;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>The sandbox's JSON endpoints.</summary>
internal static class SandboxApi
{
    /// <summary>Maps them under <c>/sandbox/api</c>.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandbox/api/messages", Messages);
        routes.MapPost("/sandbox/api/press", PressAsync);
        routes.MapPost("/sandbox/api/command", CommandAsync);
        routes.MapPost("/sandbox/api/sample",
            async (SampleLeadSender samples) => Results.Json(await samples.SendOneAsync()));
        routes.MapPost("/sandbox/api/week", WeekAsync);
    }

    private static IResult Messages(IReadStore reader, ChannelNames channels, string? conversation)
    {
        // A notice that waited for working hours was numbered when it began to wait.
        var all = reader.Posts(SandboxPlatform.Name, null, int.MaxValue).OrderBy(post => post.At)
            .Select(post => SentMessage.Of(post, channels));
        return Results.Json(
            all.Where(
                sentMessage =>
                    conversation is null
                        || string.Equals(sentMessage.Conversation, conversation, StringComparison.OrdinalIgnoreCase)));
    }

    private static Task<IResult> PressAsync(HttpRequest request, SandboxActions room) =>
        ReadAsync(request, PressRequestReader.Read, async intent =>
    {
        var answer = await room.PressAsync(intent!);
        var text = answer.PrivateText ?? (answer.PrivateCard is { } card ? CardText.Of(card) : null);
        var more = (answer.PrivateCard ?? answer.Reply)?.Buttons.Where(button => button.Url is null)
            .Select(button => new SentButton(button.Action, button.Label)).ToArray();
        return Results.Json(new PressDto(answer.Ok, text, more is { Length: > 0 } ? more : null));
    });

    private static Task<IResult> CommandAsync(HttpRequest request, SandboxActions room) =>
        ReadAsync(request, PressRequestReader.Command, async said =>
        Results.Json(new CommandDto(CardText.Of(await room.CommandAsync(said!.Value.As, said.Value.Text)))));

    private static async Task<IResult> WeekAsync(SampleWeek week, CancellationToken stop) =>
        await week.PlayAsync(stop) is { } played
            ? Results.Json(new WeekDto(played.Leads, played.Actions, MessageTimes.Iso(played.Now)))
            : Results.Problem(SampleWeek.NeedsManualClock, statusCode: StatusCodes.Status409Conflict);

    private static async Task<IResult> ReadAsync<T>(HttpRequest request, Func<JsonElement, List<Fault>, T?> read,
        Func<T?, Task<IResult>> act)
    {
        List<Fault> faults = [];
        try
        {
            using var body =
                await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            var intent = read(body.RootElement, faults);
            if (faults.Count == 0)
            {
                return await act(intent);
            }
        }
        catch (JsonException fault)
        {
            faults.Add(new Fault("body", $"the body is not JSON: {fault.Message}"));
        }

        var errors = faults.GroupBy(fault => fault.Field).ToDictionary(group => group.Key,
            group => group.Select(fault => fault.Message).ToArray());
        return Results.ValidationProblem(errors, title: "The request cannot be read",
            statusCode: StatusCodes.Status400BadRequest);
    }
}

/// <summary>Reads the JSON of the sandbox's API: all faults of a body at once.</summary>
internal static class PressRequestReader
{
    /// <summary>A press; null when <paramref name="faults"/> gained any.</summary>
    public static SandboxPress? Read(JsonElement body, List<Fault> faults)
    {
        if (!IsObject(body, faults))
        {
            return null;
        }

        var (message, actor, action) =
            (Text(body, "messageId", faults), Text(body, "as", faults), Text(body, "action", faults));
        var inputs = Inputs(body, faults);
        int? version = body.TryGetProperty("version", out var said) && said.ValueKind == JsonValueKind.Number
            && said.TryGetInt32(out var number) ? number : null;
        return faults.Count > 0 ? null : new SandboxPress(message, actor, action, inputs, version);
    }

    /// <summary>A command: who, and the text.</summary>
    public static (string As, string Text)? Command(JsonElement body, List<Fault> faults)
    {
        if (!IsObject(body, faults))
        {
            return null;
        }

        var (actor, text) = (Text(body, "as", faults), Text(body, "text", faults));
        return faults.Count > 0 ? null : (actor, text);
    }

    private static bool IsObject(JsonElement body, List<Fault> faults)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault("body", "the body must be a JSON object"));
        }

        return faults.Count == 0;
    }

    private static string Text(JsonElement body, string name, List<Fault> faults)
    {
        if (body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            && Whole(value) is { } text)
        {
            return text;
        }

        faults.Add(new Fault(name, $"{name} must be a string"));
        return "";
    }

    private static Dictionary<string, string?> Inputs(JsonElement body, List<Fault> faults)
    {
        Dictionary<string, string?> inputs = new(StringComparer.Ordinal);
        if (!body.TryGetProperty("inputs", out var all) || all.ValueKind == JsonValueKind.Null)
        {
            return inputs;
        }

        if (all.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new Fault("inputs", "inputs must be an object"));
            return inputs;
        }

        foreach (var jsonProperty in all.EnumerateObject())
        {
            inputs[jsonProperty.Name] = Value(jsonProperty, faults);
        }

        return inputs;
    }

    private static string? Value(JsonProperty jsonProperty, List<Fault> faults)
    {
        switch (jsonProperty.Value.ValueKind)
        {
            case JsonValueKind.String when Whole(jsonProperty.Value) is { } text: return text;
            case JsonValueKind.Number: return jsonProperty.Value.GetRawText();
            case JsonValueKind.True: return "true";
            case JsonValueKind.False: return "false";
            case JsonValueKind.Null: return null;
            case JsonValueKind.Array
                when jsonProperty.Value.EnumerateArray()
                    .All(item => item.ValueKind == JsonValueKind.String && Whole(item) is not null):
                return string.Join('\n', jsonProperty.Value.EnumerateArray().Select(item => item.GetString()));
            default:
                faults.Add(
                    new Fault($"inputs.{jsonProperty.Name}",
                        $"inputs.{jsonProperty.Name} must be a string, a number or true or false"));
                return null;
        }
    }

    // An escaped lone surrogate is JSON, but no text.
    private static string? Whole(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>What a press came to, with what only the one who pressed is told.</summary>
internal sealed record PressDto(
    bool Ok, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? PrivateText,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<SentButton>? PrivateButtons);

/// <summary>What a command is answered.</summary>
internal sealed record CommandDto(string Text);

/// <summary>A week that was played.</summary>
internal sealed record WeekDto(int Leads, int Actions, string Now);

/// <summary>A message as the sandbox's API tells it (PRODUCT.md, HTTP).</summary>
internal sealed record SentMessage(string Id, string Conversation, string? ThreadOf, string At, string? EditedAt,
    string Text, IReadOnlyList<SentButton> Buttons)
{
    /// <summary>A post as it is seen from outside.</summary>
    public static SentMessage Of(PostedMessage post, ChannelNames channels) => new(
        post.MessageId,
        channels.Outward(post.Conversation).Text,
        post.ThreadOf,
        MessageTimes.Iso(post.At),
        post.EditedAt is { } edited ? MessageTimes.Iso(edited) : null,
        CardText.Of(post.Card),
        [.. post.Card.Buttons.Select(button => new SentButton(button.Action, button.Label)),
            .. post.Card.Blocks.OfType<LeadLines>().SelectMany(block => block.Items)
                .Select(leadLine => new SentButton("lead", $"Open {leadLine.Lead}"))]);
}

/// <summary>A button as the sandbox's API tells it.</summary>
internal sealed record SentButton(string Action, string Label);
