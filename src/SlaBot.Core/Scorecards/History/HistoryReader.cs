using System.Text;
using System.Text.Json;
using NodaTime;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Scorecards.History;

/// <summary>Reads one line of a history file; a line it cannot use is a fault in words, never an exception.</summary>
public static class HistoryReader
{
    private static readonly JsonReaderOptions Strict = new() { MaxDepth = 32 };

    /// <summary>Reads a line of UTF-8 JSON; false with a sentence when it is not an object with lead, known type and a
    /// time with offset.</summary>
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

    private static void Flatten(string prefix, ref Utf8JsonReader json, ReadOnlySpan<byte> line,
        Dictionary<string, string> into)
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

/// <summary>
/// The time of a history line, <c>2026-06-03T10:00:00-04:00</c>: an offset is required, fractions of a second are cut
/// off. The letters may be small, a blank may stand for the T, and seconds and the colon of the offset may be left out,
/// as other programs write it.
/// </summary>
internal static class HistoryTime
{
    private const long SecondsToEpoch = 62_135_596_800;

    internal static bool TryRead(ReadOnlySpan<char> text, out Instant at)
    {
        at = default;
        if (text.Length < 17 || text[4] != '-' || text[7] != '-' || text[10] is not ('T' or 't' or ' ')
            || text[13] != ':')
        {
            return false;
        }

        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute) = (Number(text[11..13]), Number(text[14..16]));
        var rest = text[16..];
        if (year is < 1900 or > 9000 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59
            || !TrySecond(ref rest, out var second) || !TryOffset(rest, out var offset))
        {
            return false;
        }

        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks
            / TimeSpan.TicksPerSecond;
        at = Instant.FromUnixTimeSeconds(local - SecondsToEpoch - offset);
        return true;
    }

    private static bool TrySecond(ref ReadOnlySpan<char> rest, out int second)
    {
        second = 0;
        if (rest[0] != ':')
        {
            return true;
        }

        second = rest.Length < 3 ? -1 : Number(rest[1..3]);
        rest = rest.Length < 3 ? [] : rest[3..];
        if (rest is ['.' or ',', ..])
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            rest = digits < 1 ? [] : rest[(digits + 1)..];
        }

        return second is >= 0 and <= 59;
    }

    private static bool TryOffset(ReadOnlySpan<char> text, out int seconds)
    {
        seconds = 0;
        if (text is "Z" or "z")
        {
            return true;
        }

        if (text is not ['+' or '-', _, _, ..])
        {
            return false;
        }

        var (hours, minutes) = (Number(text[1..3]), text.Length switch
        {
            3 => 0,
            5 => Number(text[3..5]),
            6 when text[3] == ':' => Number(text[4..6]),
            _ => -1,
        });
        seconds = (hours * 3600 + minutes * 60) * (text[0] == '-' ? -1 : 1);
        return hours is >= 0 and <= 23 && minutes is >= 0 and <= 59;
    }

    /// <summary>The number that the digits make; negative when one of them is none.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return -1;
            }

            number = number * 10 + digit - '0';
        }

        return number;
    }
}
