using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace SlaBot.Core.Scorecards;

/// <summary>Reads one line of a history file; a line it cannot use is a fault in words, never an exception.</summary>
public static class HistoryReader
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 32 };

    private static readonly Dictionary<string, HistoryType> Types = new(StringComparer.Ordinal)
    {
        ["lead_received"] = HistoryType.LeadReceived,
        ["mql_reached"] = HistoryType.MqlReached,
        ["assigned"] = HistoryType.Assigned,
        ["accepted"] = HistoryType.Accepted,
        ["rejected"] = HistoryType.Rejected,
        ["touch"] = HistoryType.Touch,
        ["disposition"] = HistoryType.Disposition,
        ["stage"] = HistoryType.Stage,
        ["amount"] = HistoryType.Amount,
        ["feedback"] = HistoryType.Feedback,
    };

    /// <summary>Reads a line of UTF-8 JSON; false with a sentence when it is not an object with lead, known type and a time with offset.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> line, out HistoryEvent told, out string fault)
    {
        told = null!;
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            fault = Read(document.RootElement, ref told);
        }
        catch (JsonException)
        {
            fault = "the line is not JSON";
        }
        catch (InvalidOperationException)
        {
            fault = "the line holds text that is not valid Unicode";
        }

        return fault.Length == 0;
    }

    private static string Read(JsonElement line, ref HistoryEvent told)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            return "the line is not an object";
        }

        if (Text(line, "lead") is not { } lead)
        {
            return "\"lead\" is missing";
        }

        if (Text(line, "type") is not { } name)
        {
            return "\"type\" is missing";
        }

        if (!Types.TryGetValue(name, out var type))
        {
            return $"\"{(name.Length > 40 ? name[..40] : name)}\" is no known type";
        }

        if (Text(line, "ts") is not { } ts || !TryTime(ts, out var at))
        {
            return "\"ts\" is no time with an offset, such as 2026-06-03T10:00:00-04:00";
        }

        told = new HistoryEvent
        {
            Id = Text(line, "id"),
            At = at,
            Lead = lead,
            Type = type,
            By = Text(line, "by"),
            To = Text(line, "to"),
            Reason = Text(line, "reason"),
            Channel = Text(line, "channel"),
            Code = Text(line, "code"),
            Stage = Text(line, "stage"),
            Amount = Number(Text(line, "amount")),
            Fields = type is HistoryType.LeadReceived or HistoryType.MqlReached ? Fields(line) : null,
        };
        return "";
    }

    private static bool TryTime(string text, out Instant at)
    {
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        at = parsed.Success ? Instant.FromUnixTimeSeconds(parsed.Value.ToInstant().ToUnixTimeSeconds()) : default;
        return parsed.Success;
    }

    private static Dictionary<string, string> Fields(JsonElement line)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (line.TryGetProperty("fields", out var sent) && sent.ValueKind == JsonValueKind.Object)
        {
            Flatten("", sent, fields);
        }

        if (Text(line, "source") is { } source)
        {
            fields["source"] = source;
        }

        return fields;
    }

    private static void Flatten(string prefix, JsonElement from, Dictionary<string, string> into)
    {
        foreach (var member in from.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                Flatten(prefix + member.Name + ".", member.Value, into);
            }
            else if (AsText(member.Value) is { } text)
            {
                into[prefix + member.Name] = text;
            }
        }
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? AsText(value) : null;

    /// <summary>The text of a value; null for what is blank.</summary>
    private static string? AsText(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Null => null,
            JsonValueKind.Array when value.GetArrayLength() == 0 => null,
            _ => value.GetRawText(),
        };
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    internal static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
