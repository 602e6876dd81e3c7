using SlaBot.Core.Policy.SettingsTree;
using System.Text.Json;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>Finds the agreement's tree: in the settings, or in its own file with the settings' keys laid over it.</summary>
internal static class AgreementSource
{
    private const string Key = "SlaBot:Agreement";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The tree, and the absolute path of the file where one is named.</summary>
    public static (SettingsNode Tree, string? File) Find(SettingsSection root, string directory, IList<SettingsFault> faults)
    {
        var inline = root.Child("Agreement") ?? SettingsNode.Empty("Agreement", Key);
        if (inline["File"] is not { IsBlank: false, Value: { } name })
        {
            return (inline, null);
        }

        var path = Path.GetFullPath(name.Trim(), directory);
        var read = FromFile(path, out var fault);
        if (read is null)
        {
            faults.Add(new SettingsFault($"{Key}:File", fault));
        }

        return (inline.Over(read), path);
    }

    /// <summary>The tree of an agreement's file: the agreement itself, or under <c>Agreement</c>, or under <c>SlaBot:Agreement</c>; null with a sentence.</summary>
    public static SettingsNode? FromFile(string path, out string fault)
    {
        fault = "";
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), Lenient);
            var tree = SettingsNode.FromJson(json.RootElement, "Agreement", Key);
            var inner = tree["SlaBot"]?["Agreement"] ?? tree["Agreement"];
            return inner is null ? tree : SettingsNode.FromJson(Inner(json.RootElement), "Agreement", Key);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or JsonException)
        {
            fault = $"names {path}, which cannot be read: {wrong.Message}";
            return null;
        }
    }

    private static JsonElement Inner(JsonElement root)
    {
        var outer = Property(root, "SlaBot") ?? root;
        return Property(outer, "Agreement") ?? outer;
    }

    private static JsonElement? Property(JsonElement json, string name) =>
        json.ValueKind != JsonValueKind.Object ? null
            : json.EnumerateObject().Where(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(each => (JsonElement?)each.Value).FirstOrDefault();
}
