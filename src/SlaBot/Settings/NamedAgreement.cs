using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy.Templates;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>Reads another agreement than the one in force, by the name of a template or of a file, for the people and the calendar of the settings.</summary>
internal static class NamedAgreement
{
    /// <summary>The agreement, or its faults.</summary>
    /// <param name="nameOrFile">A template's name, such as <c>bant</c>, or a JSON file of the shape of <c>SlaBot:Agreement</c>.</param>
    /// <param name="settings">The settings in force.</param>
    /// <param name="directory">The directory against which a relative file is resolved.</param>
    public static PolicyReading Read(string nameOrFile, SlaBotSettings settings, string directory)
    {
        if (PolicyTemplates.Names.Contains(nameOrFile, StringComparer.OrdinalIgnoreCase))
        {
            var template = new SettingsNode("Template", "SlaBot:Agreement:Template", nameOrFile, []);
            return PolicyReader.Read(new SettingsNode("Agreement", "SlaBot:Agreement", null, [template]), Around(settings, null));
        }

        var tree = AgreementSource.FromFile(Path.GetFullPath(nameOrFile, directory), out var fault);
        return tree is null
            ? new PolicyReading(null, [new SettingsFault("--agreement", $"is neither a template ({SettingsSection.Choices(PolicyTemplates.Names)}) nor a file: it {fault}")])
            : PolicyReader.Read(tree, Around(settings, tree["Calendar"]?.Value));
    }

    private static PolicyContext Around(SlaBotSettings settings, string? calendar)
    {
        var rules = settings.Rules;
        var own = calendar is not null && rules.Calendars.TryGetValue(calendar, out var named) ? named : rules.Policy.Calendar;
        return new PolicyContext(own, [.. rules.People.All.Select(person => person.Email)], [.. settings.Channels.Keys]) { Columns = settings.Import.Columns };
    }
}
