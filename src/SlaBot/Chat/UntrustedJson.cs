using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlaBot.Chat;

/// <summary>Reads JSON that came from outside: what is not there, or of another kind, is null.</summary>
internal static partial class UntrustedJson
{
    /// <summary>The element at a path.</summary>
    public static JsonElement? At(this JsonElement from, params ReadOnlySpan<string> path)
    {
        var at = from;
        foreach (var name in path)
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
            {
                return null;
            }
        }

        return at.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined ? null : at;
    }

    /// <summary>The text (or number, as written) at a path.</summary>
    public static string? Text(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is not { } found ? null : found.ValueKind switch
    {
        JsonValueKind.String => found.GetString(),
        JsonValueKind.Number => found.GetRawText(),
        _ => null,
    };

    /// <summary>True when there is a true at the path.</summary>
    public static bool Is(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.True };

    /// <summary>The items of the list at a path; none when there is none.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement from, params ReadOnlySpan<string> path) =>
        from.At(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Reads a text; null when it is no JSON object.</summary>
    public static JsonElement? Parse(string? text)
    {
        try
        {
            var read = JsonDocument.Parse(
                Escapes().Replace(text ?? "",
                    found => found.Groups["half"].Success ? @"\ufffd" : found.Value)).RootElement;
            return read.ValueKind == JsonValueKind.Object ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A text cut in the middle of an emoji has half of it, which JSON may hold and a string may not. Every escape is
    // passed over whole: behind an escaped backslash stands the escape of a text within the text, such as a button's
    // value, which is none of this text's.
    [GeneratedRegex(@"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Escapes();
}
