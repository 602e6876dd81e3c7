namespace SlaBot.Core.Policy.Parsing;

/// <summary>
/// Reads <c>Agreement:Tiers</c>: a list of <c>{ "Tier": "high-intent", "When": criterion }</c>, tried in its order (the last may go without
/// <c>When</c>), or a group <c>{ "high-intent": criterion }</c>, tried in the order of its names, for settings do not keep the order of keys.
/// </summary>
internal static class TierReader
{
    internal static IReadOnlyList<TierRule> Read(SettingsSection scan, PolicyContext around, IList<SettingsFault> faults)
    {
        if (scan.Child("Tiers") is not { IsNone: false } tiers)
        {
            return [];
        }

        if (!tiers.IsList)
        {
            return [.. tiers.Children.OrderBy(each => each.Name, StringComparer.OrdinalIgnoreCase).Select(each => Named(each, around, faults))];
        }

        var rules = tiers.Children.Select(each => Listed(each, around, faults)).ToList();
        for (var i = 0; i < rules.Count - 1; i++)
        {
            if (rules[i].When is null)
            {
                faults.Add(new SettingsFault($"{tiers.Children[i].Path}:When", "is missing: without it every lead has this tier, and the tiers after it are never given. Only the last may go without."));
            }
        }

        return rules;
    }

    private static TierRule Named(SettingsNode node, PolicyContext around, IList<SettingsFault> faults)
    {
        var when = new CriterionReader(faults) { Columns = around.Columns }.Read(node);
        if (when is null && faults.All(fault => !fault.Key.StartsWith(node.Path, StringComparison.Ordinal)))
        {
            faults.Add(new SettingsFault(node.Path, "says nothing to test: write a criterion, such as { \"Activity\": \"demo\" }."));
        }

        return new TierRule(node.Name, when);
    }

    private static TierRule Listed(SettingsNode node, PolicyContext around, IList<SettingsFault> faults)
    {
        var scan = new SettingsSection(node, faults);
        var rule = new TierRule(scan.Needed("Tier", "the tier's name") ?? "", new CriterionReader(faults) { Columns = around.Columns }.Read(scan.Child("When")));
        scan.Close();
        return rule;
    }
}
