using System.Text;
using System.Text.Json;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Scorecards.History;

/// <summary>Reads one line of a history file; a line it cannot use is a fault in words, never an exception.</summary>
public static class HistoryReader
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 32 };

    /// <summary>Reads a line of UTF-8 JSON; false with a sentence when it is not an object with lead, known type and a time with offset.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out HistoryEvent told, out string fault)
    {
        told = null!;
        try
        {
            var json = new Utf8JsonReader(line, Strict);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                fault = "the line is not an object";
                return false;
            }

            var draft = default(HistoryDraft);
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                ReadMember(ref json, line, ref draft);
            }

            // What stands behind the object is a fault too.
            json.Read();
            fault = draft.ToEvent(ref told);
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

    private static void ReadMember(ref Utf8JsonReader json, ReadOnlySpan<byte> line, ref HistoryDraft draft)
    {
        var member = HistoryDraft.MemberOf(ref json);
        json.Read();
        if (member == HistoryMember.Other)
        {
            json.Skip();
        }
        else if (member != HistoryMember.Fields)
        {
            draft.Take(member, json.TokenType, AsText(ref json, line));
        }
        else if (json.TokenType == JsonTokenType.StartObject)
        {
            draft.Fields = new(StringComparer.OrdinalIgnoreCase);
            Flatten("", ref json, line, draft.Fields);
        }
        else
        {
            draft.Fields = null;
            json.Skip();
        }
    }

    private static void Flatten(string prefix, ref Utf8JsonReader json, ReadOnlySpan<byte> line, Dictionary<string, string> into)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = prefix + json.GetString();
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject)
            {
                Flatten(name + ".", ref json, line, into);
            }
            else if (AsText(ref json, line) is { } text)
            {
                into[name] = text;
            }
        }
    }

    /// <summary>The text of a value; null for what is blank.</summary>
    private static string? AsText(ref Utf8JsonReader json, ReadOnlySpan<byte> line)
    {
        if (json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        var start = (int)json.TokenStartIndex;
        var isList = json.TokenType == JsonTokenType.StartArray;
        if (json.TokenType == JsonTokenType.String)
        {
            var text = json.GetString();
            return string.IsNullOrWhiteSpace(text) ? null : text;
        }

        json.Skip();
        var raw = line[start..(int)json.BytesConsumed];
        return isList && raw[1..^1].IndexOfAnyExcept(" \t\r\n"u8) < 0 ? null : Encoding.UTF8.GetString(raw);
    }

    /// <summary>Reads a time with an offset, as a line carries it; fractions of a second are cut off.</summary>
    public static bool TryTime(string? text, out NodaTime.Instant at) => HistoryTime.TryRead(text, out at);

    internal static decimal? Number(string? text) =>
        SentProfile.Number(text);
}
