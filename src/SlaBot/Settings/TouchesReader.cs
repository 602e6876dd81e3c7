using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Routing;

namespace SlaBot.Settings;

/// <summary>Reads <c>Touches</c>: which channels are those of programs.</summary>
internal static class TouchesReader
{
    /// <summary>The channels that never count, in small letters.</summary>
    public static IReadOnlyCollection<string> Automatic(SettingsSection scan)
    {
        var channels = scan.Texts("Automatic");
        scan.Close();
        return channels is null
            ? AgreementRules.DefaultAutomaticChannels
            : [.. channels.Select(channel => channel.Trim().ToLowerInvariant()).Where(channel => channel.Length > 0)
                .Distinct(StringComparer.Ordinal)];
    }
}
