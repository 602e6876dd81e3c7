using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>A configuration as the neutral tree that Core reads.</summary>
internal static class ConfigurationTree
{
    /// <summary>The section and all below it.</summary>
    public static SettingsNode Of(IConfigurationSection section) =>
        new(section.Key, section.Path, section.Value, [.. section.GetChildren().Select(Of)]);
}
