using System.Buffers;
using System.Text.Json;
using SlaBot.Desk;
using SlaBot.Intake.Json;

namespace SlaBot.Dashboard;

/// <summary>An event's own members in a line, as the API names them.</summary>
internal static class EventWords
{
    // version, type, at, recordedAt, by: shown in columns of their own
    private const int Common = 5;

    /// <summary>The line; lists and the lead's fields, which stand elsewhere on the page, are left out.</summary>
    public static string Of(StoredEvent stored)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            EventJson.Members(json, stored);
            json.WriteEndObject();
        }

        using var members = JsonDocument.Parse(buffer.WrittenMemory);
        return string.Join(", ", members.RootElement.EnumerateObject().Skip(Common).Select(Words).OfType<string>());
    }

    private static string? Words(JsonProperty member) => member.Value.ValueKind switch
    {
        JsonValueKind.Object when member.Value.TryGetProperty("id", out var id) => $"{member.Name}: {id}",
        JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null => null,
        _ => $"{member.Name}: {member.Value}",
    };
}
