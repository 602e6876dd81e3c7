using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using SlaBot.Api.Contracts;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>A request's body as one JSON value, read whole and bounded; or the problem with it.</summary>
internal static class JsonBody
{
    /// <summary>The longest body taken, in bytes.</summary>
    public const int Longest = 1_048_576;

    private const int Deepest = 32;

    /// <summary>Reads the body's bytes; a problem for another content type or too long a body, however it is
    /// sent.</summary>
    public static async Task<(byte[]? Bytes, Reply? Problem)> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        if (!IsJson(request.ContentType))
        {
            return (null, Problem.Of(415, "media-type", "Send the body as application/json in UTF-8."));
        }

        if (request.ContentLength > Longest)
        {
            return (null, TooLong);
        }

        var bytes = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 4096) + 1);
        int read;
        while ((read = await request.Body.ReadAsync(bytes.GetMemory(4096), stop)) > 0)
        {
            bytes.Advance(read);
            if (bytes.WrittenCount > Longest)
            {
                return (null, TooLong);
            }
        }

        return (bytes.WrittenSpan.ToArray(), null);
    }

    /// <summary>Parses strictly: UTF-8, one value, nothing behind it, no comments, bounded depth. Null and a sentence
    /// when it cannot be read.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> bytes, out string? unreadable)
    {
        unreadable = null;
        var text = bytes.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        if (!Utf8.IsValid(text.Span))
        {
            unreadable = "The body is not valid UTF-8.";
            return null;
        }

        try
        {
            return JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Deepest });
        }
        catch (JsonException fault)
        {
            unreadable = $"The body cannot be read as JSON: line {fault.LineNumber + 1}, byte "
                + $"{fault.BytePositionInLine + 1}. Send one JSON object, at most {Deepest} levels deep.";
            return null;
        }
    }

    /// <summary>The text of a string value; null when it holds half of a surrogate pair.</summary>
    public static string? Text(JsonElement value)
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

    /// <summary>The name of a property; null when it holds half of a surrogate pair.</summary>
    public static string? Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static Reply TooLong =>
        Problem.Of(413, "too-large",
            $"The body is longer than {Longest} bytes. Send leads one by one, or a file to /api/v1/import.");

    private static bool IsJson(string? contentType)
    {
        if (!System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
            || type.MediaType is not { } name)
        {
            return false;
        }

        var isJson = name.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (name.StartsWith("application/", StringComparison.OrdinalIgnoreCase)
                && name.EndsWith("+json", StringComparison.OrdinalIgnoreCase));
        return isJson
            && (type.CharSet is null || type.CharSet.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Walks a JSON body and keeps what is wrong with its members.</summary>
internal sealed class JsonFields(List<Fault> faults)
{
    /// <summary>So many faults are told; a body of a megabyte may hold very many more.</summary>
    public const int MostFaults = 200;

    /// <summary>Every member once, in order, with its path; what stands twice or has no readable name is a
    /// fault.</summary>
    public List<(string Path, JsonElement Value)> Members(JsonElement value, string prefix)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var members = new List<(string, JsonElement)>();
        foreach (var member in value.EnumerateObject())
        {
            var name = JsonBody.Name(member);
            if (name is null)
            {
                Fault(prefix.TrimEnd('.'), "a field's name holds half of a surrogate pair");
            }
            else if (!seen.Add(LeadFields.Find(prefix + name)?.Path ?? prefix + name))
            {
                Fault(prefix + name, $"{Shown(prefix + name)} stands twice");
            }
            else
            {
                members.Add((prefix + name, member.Value));
            }
        }

        return members;
    }

    /// <summary>Hands on a text; another kind, or half of a surrogate pair, is a fault.</summary>
    public void Text(string path, JsonElement value, Action<string> take)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Fault(path, $"{path} must be a text, not {KindName(value.ValueKind)}");
        }
        else if (JsonBody.Text(value) is { } text)
        {
            take(text);
        }
        else
        {
            Fault(path, $"{Shown(path)} holds half of a surrogate pair");
        }
    }

    /// <summary>Keeps a fault.</summary>
    public void Fault(string field, string message)
    {
        if (faults.Count <= MostFaults)
        {
            faults.Add(new Fault(Shown(field), message));
        }
    }

    /// <summary>What a JSON kind is called.</summary>
    public static string KindName(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => "null",
    };

    private static string Shown(string path) => path.Length > 200 ? path[..200] + "…" : path;
}
