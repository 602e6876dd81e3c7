using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Settings;

/// <summary>Reads <c>Channels</c>.</summary>
internal static class ChannelReader
{
    private static readonly (string Key, string Name)[] Usual =
        [("Escalations", "sla-escalations"), ("Scorecard", "revenue-sla"), ("Marketing", "marketing-leads"), ("Admin", "slabot-admin")];

    /// <summary>The channels by the name that ladders use; the four usual ones have a default name.</summary>
    public static IReadOnlyDictionary<string, ChannelAddress> Read(SettingsSection root, IList<SettingsFault> faults)
    {
        var channels = Usual.ToDictionary(each => each.Key, each => Everywhere(each.Key, each.Name), StringComparer.OrdinalIgnoreCase);
        foreach (var node in root.Child("Channels")?.Children ?? [])
        {
            if (!channels.ContainsKey(node.Name) && SpellingHint.Hint(node.Name, Usual.Select(each => each.Key)) is { Length: > 0 } hint)
            {
                faults.Add(new SettingsFault(node.Path, $"is no usual channel.{hint}"));
            }

            channels[node.Name] = One(node, faults);
        }

        return channels;
    }

    private static ChannelAddress Everywhere(string key, string name) => new(key, name, name, name);

    private static ChannelAddress One(SettingsNode node, IList<SettingsFault> faults)
    {
        if (node.Children.Count == 0 && !node.IsBlank)
        {
            return Everywhere(node.Name, node.Value!.Trim().TrimStart('#'));
        }

        var scan = new SettingsSection(node, faults);
        var (slack, teams) = (scan.Text("Slack")?.TrimStart('#'), scan.Text("Teams"));
        if (slack is null && teams is null)
        {
            scan.Fault("", "names no channel: write a name, or { \"Slack\": …, \"Teams\": … }.");
        }

        scan.Close();
        return new ChannelAddress(node.Name, slack ?? teams ?? node.Name, slack, teams) { IsNamedApart = true };
    }
}
