using System.Text.Json;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy.Templates;

namespace SlaBot.Settings;

/// <summary>Finds the agreement's tree: in the settings, or in its own file with the settings' keys laid over
/// it.</summary>
internal static class AgreementSource
{
    private const string Key = "SlaBot:Agreement";

    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true };

    /// <summary>The tree, and the absolute path of the file where one is named.</summary>
    public static (SettingsNode Tree, string? File) Find(SettingsSection root, string directory,
        IList<SettingsFault> faults)
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

    /// <summary>The tree of an agreement's file: the agreement itself, or under <c>Agreement</c>, or under
    /// <c>SlaBot:Agreement</c>; null with a sentence.</summary>
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
            : json.EnumerateObject().Where(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                .Select(each => (JsonElement?)each.Value).FirstOrDefault();
}

/// <summary>Reads another agreement than the one in force, by the name of a template or of a file, for the people and
/// the calendar of the settings.</summary>
internal static class NamedAgreement
{
    /// <summary>The agreement, or its faults.</summary>
    /// <param name="nameOrFile">A template's name, such as <c>bant</c>, or a JSON file of the shape of
    /// <c>SlaBot:Agreement</c>.</param>
    /// <param name="settings">The settings in force.</param>
    /// <param name="directory">The directory against which a relative file is resolved.</param>
    public static PolicyReading Read(string nameOrFile, SlaBotSettings settings, string directory)
    {
        if (PolicyTemplates.Names.Contains(nameOrFile, StringComparer.OrdinalIgnoreCase))
        {
            var template = new SettingsNode("Template", "SlaBot:Agreement:Template", nameOrFile, []);
            return PolicyReader.Read(new SettingsNode("Agreement", "SlaBot:Agreement", null, [template]),
                Around(settings, null));
        }

        var tree = AgreementSource.FromFile(Path.GetFullPath(nameOrFile, directory), out var fault);
        return tree is null
            ? new PolicyReading(null,
                [new SettingsFault("--agreement",
                    $"is neither a template ({SettingsSection.Choices(PolicyTemplates.Names)}) nor a file: it {fault}")])
            : PolicyReader.Read(tree, Around(settings, tree["Calendar"]?.Value));
    }

    private static PolicyContext Around(SlaBotSettings settings, string? calendar)
    {
        var rules = settings.Rules;
        var own = calendar is not null && rules.Calendars.TryGetValue(calendar, out var named)
            ? named : rules.Policy.Calendar;
        return new PolicyContext(own, [.. rules.People.All.Select(person => person.Email)],
            [.. settings.Channels.Keys]) { Columns = settings.Import.Columns };
    }
}
