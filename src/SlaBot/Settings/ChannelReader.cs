using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>Reads <c>Channels</c>.</summary>
internal static class ChannelReader
{
    private static readonly (string Key, string Name)[] Usual =
        [("Escalations", "sla-escalations"), ("Scorecard", "revenue-sla"), ("Marketing", "marketing-leads"),
            ("Admin", "slabot-admin")];

    /// <summary>The channels by the name that ladders use; the four usual ones have a default name.</summary>
    public static IReadOnlyDictionary<string, ChannelAddress> Read(SettingsSection root,
        IReadOnlyList<IPlatformSettings> platforms, IList<SettingsFault> faults)
    {
        var channels = Usual.ToDictionary(each => each.Key, each => Everywhere(each.Key, each.Name),
            StringComparer.OrdinalIgnoreCase);
        foreach (var node in root.Child("Channels")?.Children ?? [])
        {
            if (!channels.ContainsKey(node.Name)
                && SpellingHint.Hint(node.Name, Usual.Select(each => each.Key)) is { Length: > 0 } hint)
            {
                faults.Add(new SettingsFault(node.Path, $"is no usual channel.{hint}"));
            }

            channels[node.Name] = One(node, platforms, faults);
        }

        return channels;
    }

    private static ChannelAddress Everywhere(string key, string name) => new(key, name);

    private static ChannelAddress One(SettingsNode node, IReadOnlyList<IPlatformSettings> platforms,
        IList<SettingsFault> faults)
    {
        if (node.Children.Count == 0 && !node.IsBlank)
        {
            return Everywhere(node.Name, node.Value!.Trim().TrimStart('#'));
        }

        var scan = new SettingsSection(node, faults);
        var names = platforms.ToDictionary(
            platform => platform.Name,
            platform => scan.Text(platform.Section) is { } written ? platform.ChannelName(written) : null);
        var first = names.Values.FirstOrDefault(name => name is not null);
        if (first is null)
        {
            var example = string.Join(", ", platforms.Select(platform => $"\"{platform.Section}\": …"));
            scan.Fault("", $"names no channel: write a name, or {{ {example} }}.");
        }

        scan.Close();
        return new ChannelAddress(node.Name, first ?? node.Name) { NamesByPlatform = names };
    }
}
