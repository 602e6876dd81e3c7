using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;

namespace SlaBot.Settings;

/// <summary>Settings that were read, or every fault that kept them from being used; never both.</summary>
internal sealed record SettingsResult(SlaBotSettings? Settings, IReadOnlyList<SettingsFault> Faults)
{
    /// <summary>The faults as an administrator reads them, a line each: <c>key  sentence</c>.</summary>
    public string Report => string.Join(Environment.NewLine, Faults.Select(each => $"{each.Key} {each.Message}"));
}
