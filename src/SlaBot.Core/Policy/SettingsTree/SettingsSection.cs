using System.Globalization;
using NodaTime.Text;
using NodaTime;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy.SettingsTree;

/// <summary>
/// Reads the keys of one place in the settings, collects every fault with its full key, and at the end
/// (<see cref="Close"/>) faults the keys that nobody asked for, so that a typing error is never silent. What is faulty
/// reads as null.
/// </summary>
/// <param name="node">The place.</param>
/// <param name="faults">Where faults go.</param>
public sealed class SettingsSection(SettingsNode node, IList<SettingsFault> faults)
{
    private readonly List<string> asked = [];

    /// <summary>The place.</summary>
    public SettingsNode Node => node;

    /// <summary>Adds a fault of one key; of the place itself when the key is empty.</summary>
    public void Fault(string key, string message) => faults.Add(new SettingsFault(KeyOf(key), message));

    /// <summary>The child of that key; null when it is not given. <c>none</c> is given.</summary>
    public SettingsNode? Child(string key)
    {
        asked.Add(key);
        return node[key] is { } child && !(child.Value is null && child.Children.Count == 0) ? child : null;
    }

    /// <summary>A scan of the child of that key, whether given or not.</summary>
    public SettingsSection Section(string key) => new(Child(key) ?? SettingsNode.Empty(key, KeyOf(key)), faults);

    /// <summary>The text; null when blank or not given.</summary>
    public string? Text(string key)
    {
        var child = Child(key);
        if (child is { Children.Count: > 0 })
        {
            Fault(key, "takes one value, not a list or a group of keys.");
            return null;
        }

        return string.IsNullOrWhiteSpace(child?.Value) ? null : child.Value.Trim();
    }

    /// <summary>The text; a fault when it is not given.</summary>
    public string? Needed(string key, string what)
    {
        var text = Text(key);
        if (text is null)
        {
            Fault(key, $"is missing: write {what}.");
        }

        return text;
    }

    /// <summary>A whole number within bounds (inclusive); <c>none</c> reads as null.</summary>
    public int? Whole(string key, int least, int most = 1_000_000)
    {
        var number = Number(key, least, most);
        if (number is { } given && given != decimal.Truncate(given))
        {
            Fault(key, $"is {given.ToString(CultureInfo.InvariantCulture)}: write a whole number.");
            return null;
        }

        return (int?)number;
    }

    /// <summary>A number within bounds (inclusive); <c>none</c> reads as null.</summary>
    public decimal? Number(string key, decimal least, decimal most)
    {
        var text = Text(key);
        if (text is null || string.Equals(text, "none", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= most)
        {
            return number;
        }

        Fault(key,
            string.Create(CultureInfo.InvariantCulture, $"is \"{text}\": write a number from {least} to {most}."));
        return null;
    }

    /// <summary>A share from 0 to 1.</summary>
    public decimal? Share(string key) => Number(key, 0, 1);

    /// <summary>True or false.</summary>
    public bool? Flag(string key) => Word(key, ("true", true), ("false", false));

    /// <summary>One of some words, whatever its case.</summary>
    public T? Word<T>(string key, params (string Word, T Meaning)[] words)
        where T : struct
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        foreach (var (word, meaning) in words)
        {
            if (string.Equals(word, text, StringComparison.OrdinalIgnoreCase))
            {
                return meaning;
            }
        }

        Fault(key,
            $"is \"{text}\": write "
            + $"{Choices(words.Select(each => each.Word))}.{SpellingHint.Hint(text, words.Select(each => each.Word))}");
        return null;
    }

    /// <summary>A list of texts; a single text is a list of one; null when not given.</summary>
    public IReadOnlyList<string>? Texts(string key)
    {
        if (Child(key) is not { } child)
        {
            return null;
        }

        if (child.Children.Count == 0)
        {
            return child.IsBlank || child.IsNone ? [] : [child.Value!.Trim()];
        }

        return [.. child.Children.Select(TextOf).OfType<string>()];
    }

    /// <summary>Faults every key that was not asked for.</summary>
    public void Close()
    {
        if (node.Value is { Length: > 0 } text && node.Children.Count == 0)
        {
            Fault("", $"is \"{text}\": write a group with the keys {Choices(asked)}.");
        }

        foreach (var child in node.Children.Where(each => !asked.Contains(each.Name, StringComparer.OrdinalIgnoreCase)))
        {
            var hint = SpellingHint.Hint(child.Name, asked);
            faults.Add(
                new SettingsFault(child.Path,
                    hint.Length > 0 ? $"is no setting.{hint}" : $"is no setting. The keys here are {Choices(asked)}."));
        }
    }

    /// <summary>"a, b or c".</summary>
    public static string Choices(IEnumerable<string> words)
    {
        var all = words.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    private string? TextOf(SettingsNode item)
    {
        if (item.Children.Count == 0 && !string.IsNullOrWhiteSpace(item.Value))
        {
            return item.Value.Trim();
        }

        faults.Add(new SettingsFault(item.Path, "is blank or a group: this is a list of texts."));
        return null;
    }

    private string KeyOf(string key) => key.Length == 0 ? node.Path : node[key]?.Path ?? $"{node.Path}:{key}";

    /// <summary>A target in words, such as <c>1 business hour</c>.</summary>
    public Target? Target(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (SlaBot.Core.Time.Target.TryParse(text, out var target, out var fault))
        {
            return target;
        }

        Fault(key, fault + ".");
        return null;
    }

    /// <summary>An ISO date, such as 2026-11-02.</summary>
    public LocalDate? Date(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var read = LocalDatePattern.Iso.Parse(text);
        if (!read.Success)
        {
            Fault(key, $"is \"{text}\": write a date such as 2026-11-02.");
        }

        return read.Success ? read.Value : null;
    }

    /// <summary>An IANA time zone, such as America/New_York.</summary>
    public DateTimeZone? Zone(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(text);
        if (zone is null)
        {
            Fault(key, $"is \"{text}\": write an IANA time zone such as America/New_York.");
        }

        return zone;
    }
}
