using System.Text.Json;
using SlaBot.Core.Policy.SettingsTree;

namespace SlaBot.Core.Policy.Templates;

/// <summary>The agreements that ship with the product, as data (AGREEMENTS.md).</summary>
public static class PolicyTemplates
{
    /// <summary>The one that binds when settings name none.</summary>
    public const string Default = "mutual";

    private const string Prefix = "SlaBot.Core.Policy.Templates.";
    private const string Suffix = ".json";

    /// <summary>The names of the shipped templates, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(PolicyTemplates).Assembly.GetManifestResourceNames()
            .Where(name =>
                name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length]).Order(StringComparer.Ordinal)];

    /// <summary>The tree of a shipped template, whatever the case of its name; null when none is called so.</summary>
    /// <param name="name">The name, such as <c>mutual</c>.</param>
    /// <param name="path">The key of the agreement in the settings, for faults.</param>
    public static SettingsNode? Find(string name, string path)
    {
        if (Names.FirstOrDefault(
            each => string.Equals(each, name, StringComparison.OrdinalIgnoreCase)) is not { } known)
        {
            return null;
        }

        using var stream = typeof(PolicyTemplates).Assembly.GetManifestResourceStream(Prefix + known + Suffix)!;
        using var json = JsonDocument.Parse(stream,
            new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        return SettingsNode.FromJson(json.RootElement, "Agreement", path, isShipped: true);
    }
}
