using System.Text.Json;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

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

        var (message, actor, action) = (Text(body, "messageId", faults), Text(body, "as", faults), Text(body, "action", faults));
        var inputs = Inputs(body, faults);
        int? version = body.TryGetProperty("version", out var said) && said.ValueKind == JsonValueKind.Number && said.TryGetInt32(out var number) ? number : null;
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
        if (body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && Whole(value) is { } text)
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
            case JsonValueKind.Array when jsonProperty.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && Whole(item) is not null):
                return string.Join('\n', jsonProperty.Value.EnumerateArray().Select(item => item.GetString()));
            default:
                faults.Add(new Fault($"inputs.{jsonProperty.Name}", $"inputs.{jsonProperty.Name} must be a string, a number or true or false"));
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
