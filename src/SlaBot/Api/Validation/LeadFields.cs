using System.Text.Json;
using SlaBot.Engine;

namespace SlaBot.Api.Validation;

/// <summary>The fields of a lead that the product knows, by the path they are sent under, and the JSON kind each must
/// have.</summary>
internal static class LeadFields
{
    private static readonly Dictionary<string, (string Path,
        JsonValueKind Kind)> Known = new(StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, string> Flat = new(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = "contact.name", ["email"] = "contact.email", ["phone"] = "contact.phone",
        ["title"] = "contact.title", ["role"] = "contact.title",
        ["company"] = "company.name", ["domain"] = "company.domain", ["size"] = "company.size",
        ["industry"] = "company.industry",
        ["country"] = "company.country", ["signals"] = "signals",
    };

    static LeadFields()
    {
        string[] texts =
        [
            "id", "source", "tier", "region", "createdAt", "mqlAt", "owner", "assignedAt", "url", "contact.name", "contact.email",
            "contact.phone", "contact.title",
            "company.name", "company.domain", "company.industry", "company.country", "briefing.news",
            "briefing.talkTrack", "briefing.champion",
        ];
        Add(JsonValueKind.String, texts);
        Add(JsonValueKind.Number, "score", "amount", "company.size");
        Add(JsonValueKind.True, "marketingSourced", "test");
        Add(JsonValueKind.Object, "contact", "company", "briefing");
        Add(JsonValueKind.Array, "activity", "signals");
    }

    /// <summary>The spelling and kind of a path of a JSON body, whatever its case; null when the product does not know
    /// it.</summary>
    public static (string Path, JsonValueKind Kind)? Find(string path) =>
        Known.TryGetValue(path, out var found) ? found : null;

    /// <summary>The field of a CSV header's name: its path, or one of the flat names; null when the product does not
    /// know it.</summary>
    public static string? FindFlat(string name)
    {
        if (Flat.TryGetValue(name, out var flat))
        {
            return flat;
        }

        return Known.TryGetValue(name, out var found) && found.Kind is not (JsonValueKind.Object or JsonValueKind.Array)
            ? found.Path : null;
    }

    /// <summary>What is wrong with a lead's id; null when nothing is. It must be able to stand in an address.</summary>
    public static string? IdFault(string id) => id switch
    {
        "" => "must not be blank",
        "." or ".." => "must not be . or .., which no address can carry",
        _ when id.Length > 200 => $"is {id.Length} characters long; at most 200 are taken",
        _ when id.Any(char.IsControl) => "must not hold control characters",
        _ when HasHalfCharacter(id) => "holds half of a surrogate pair",
        _ => null,
    };

    private static bool HasHalfCharacter(string text)
    {
        foreach (var (at, character) in text.Index())
        {
            if (char.IsHighSurrogate(character)
                ? at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1])
                : char.IsLowSurrogate(character) && (at == 0 || !char.IsHighSurrogate(text[at - 1])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is wrong with an e-mail; null when nothing is.</summary>
    public static string? EmailFault(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == value.LastIndexOf('@') && at < value.Length - 1 && value.Length <= 320
            && !value.Any(character => char.IsWhiteSpace(character) || char.IsControl(character))
            ? null
            : "must be an e-mail address such as name@example.com";
    }

    /// <summary>What is wrong with a link; null when nothing is.</summary>
    public static string? UrlFault(string value) =>
        value.Length <= 2000 && !value.Any(char.IsControl) && Uri.TryCreate(value, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" && uri.Host.Length > 0
            ? null
            : "must be an http or https address of at most 2000 characters";

    private static void Add(JsonValueKind kind, params string[] paths)
    {
        foreach (var path in paths)
        {
            Known.Add(path, (path, kind));
        }
    }
}

/// <summary>Fields that the product does not know, kept by dotted path, bounded in number and size.</summary>
internal sealed class ExtraFields
{
    private const int Most = 200;
    private const int MostCharacters = 20_000;

    private readonly Dictionary<string, string> all = new(StringComparer.Ordinal);
    private int characters;
    private bool full;

    /// <summary>What was kept.</summary>
    public IReadOnlyDictionary<string, string> All => all;

    /// <summary>Keeps one; false (and a fault) when it stands twice or there are too many.</summary>
    public bool Add(string path, string text, List<Fault> faults)
    {
        if (full || string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        characters += path.Length + text.Length;
        if (all.Count >= Most || characters > MostCharacters)
        {
            full = true;
            faults.Add(
                new Fault(Shown(path),
                    $"at most {Most} unknown fields of together {MostCharacters} characters are kept; send fewer"));
            return false;
        }

        if (path.Any(char.IsControl) || text.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add(new Fault(Shown(path), "holds a control character"));
            return false;
        }

        if (!all.TryAdd(path, text))
        {
            faults.Add(new Fault(Shown(path), $"{Shown(path)} stands twice"));
            return false;
        }

        return true;
    }

    private static string Shown(string path) => path.Length > 200 ? path[..200] + "…" : path;
}
