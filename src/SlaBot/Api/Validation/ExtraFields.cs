using SlaBot.Engine;

namespace SlaBot.Api.Validation;

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
