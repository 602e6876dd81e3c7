using System.Globalization;
using System.Text.Json;

namespace SlaBot.Core.Policy.SettingsTree;

/// <summary>
/// One place in a tree of settings: a value, named children or a list (children named 0, 1, …). Neutral: made of a
/// configuration or of JSON.
/// An empty list is a node without children whose value is the empty text; an empty object has no value at all.
/// </summary>
/// <param name="name">Its own key; a number in a list.</param>
/// <param name="path">Its full key, for faults.</param>
/// <param name="value">Its text; null when it has none.</param>
/// <param name="children">What it holds, in order.</param>
/// <param name="isShipped">True when it comes from a shipped template and not from the customer.</param>
public sealed class SettingsNode(string name, string path, string? value, IReadOnlyList<SettingsNode> children,
    bool isShipped = false)
{
    /// <summary>Its own key.</summary>
    public string Name { get; } = name;

    /// <summary>Its full key.</summary>
    public string Path { get; } = path;

    /// <summary>Its text; null when it has none.</summary>
    public string? Value { get; } = value;

    /// <summary>What it holds, in order.</summary>
    public IReadOnlyList<SettingsNode> Children { get; } = children;

    /// <summary>True when it comes from a shipped template.</summary>
    public bool IsShipped { get; } = isShipped;

    /// <summary>True when it holds nothing at all.</summary>
    public bool IsBlank => Children.Count == 0 && string.IsNullOrWhiteSpace(Value);

    /// <summary>True for a list, the empty one too.</summary>
    public bool IsList =>
        Children.Count == 0
            ? Value is ""
            : Children.All(each => int.TryParse(each.Name, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>True for the word <c>none</c>, by which a customer removes what a template promises.</summary>
    public bool IsNone =>
        Children.Count == 0 && string.Equals(Value?.Trim(), "none", StringComparison.OrdinalIgnoreCase);

    /// <summary>The child of that name, whatever its case; null when there is none.</summary>
    public SettingsNode? this[string child] =>
        Children.FirstOrDefault(each => string.Equals(each.Name, child, StringComparison.OrdinalIgnoreCase));

    /// <summary>A node that holds nothing.</summary>
    public static SettingsNode Empty(string name, string path) => new(name, path, null, []);

    /// <summary>The same tree as JSON says it.</summary>
    /// <param name="json">The element.</param>
    /// <param name="name">Its own key.</param>
    /// <param name="path">Its full key.</param>
    /// <param name="isShipped">True for a shipped template.</param>
    public static SettingsNode FromJson(JsonElement json, string name, string path, bool isShipped = false) =>
        json.ValueKind switch
    {
        JsonValueKind.Object =>
            new(name, path, null,
                [.. json.EnumerateObject()
                    .Select(each => FromJson(each.Value, each.Name, $"{path}:{each.Name}", isShipped))], isShipped),
        JsonValueKind.Array =>
            new(name, path, json.GetArrayLength() == 0 ? "" : null,
                [.. json.EnumerateArray().Select((each, i) => Element(each, i, path, isShipped))], isShipped),
        JsonValueKind.String => new(name, path, json.GetString(), [], isShipped),
        JsonValueKind.Null or JsonValueKind.Undefined => new(name, path, null, [], isShipped),
        _ => new(name, path, json.GetRawText(), [], isShipped),
    };

    /// <summary>
    /// This tree laid over a weaker one, key by key. Lists and values replace what is under them; so do whole criteria
    /// and volumes (<c>Icp</c>, <c>Mql</c>, <c>Volume</c>), whose keys make no sense when mixed. An empty object
    /// changes nothing.
    /// </summary>
    public SettingsNode Over(SettingsNode? weaker)
    {
        if (weaker is null || (Value is not null) || IsList || weaker.IsList || (Children.Count > 0 && IsWhole(Name)))
        {
            return this;
        }

        var children = weaker.Children.Select(each => this[each.Name]?.Over(each) ?? each)
            .Concat(Children.Where(each => weaker[each.Name] is null));
        return new SettingsNode(Name, Path, Children.Count == 0 ? weaker.Value : null, [.. children],
            Children.Count == 0 && weaker.IsShipped);
    }

    /// <summary>The same node without some of its children.</summary>
    public SettingsNode Without(params string[] names) =>
        new(Name, Path, Value,
            [.. Children.Where(each => !names.Contains(each.Name, StringComparer.OrdinalIgnoreCase))], IsShipped);

    private static bool IsWhole(string name) => name.ToLowerInvariant() is "icp" or "mql" or "volume";

    private static SettingsNode Element(JsonElement json, int index, string path, bool isShipped)
    {
        var name = index.ToString(CultureInfo.InvariantCulture);
        return FromJson(json, name, $"{path}:{name}", isShipped);
    }
}

/// <summary>One thing wrong with the settings: the full key (<c>SlaBot:Agreement:Owner</c>) and a sentence that says
/// what would be accepted.</summary>
public sealed record SettingsFault(string Key, string Message);
