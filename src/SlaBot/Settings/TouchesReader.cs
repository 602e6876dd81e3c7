using SlaBot.Core.Cards;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Routing;

namespace SlaBot.Settings;

/// <summary>Reads <c>Touches</c>: which channels are those of programs, and which are logged with one press.</summary>
internal static class TouchesReader
{
    /// <summary>The channels that never count, and those with a button of their own; in small letters.</summary>
    public static (IReadOnlyList<string> Automatic, IReadOnlyList<string> Quick) Read(SettingsSection scan)
    {
        var (automatic, quick) = (scan.Texts("Automatic"), scan.Texts("Quick"));
        scan.Close();
        return (Channels(automatic) ?? AgreementRules.DefaultAutomaticChannels, Channels(quick) ?? QuickTouch.Default);
    }

    private static string[]? Channels(IReadOnlyList<string>? named) => named is null ? null
        : [.. named.Select(channel => channel.Trim().ToLowerInvariant()).Where(channel => channel.Length is > 0 and <= 50)
            .Distinct(StringComparer.Ordinal)];
}
