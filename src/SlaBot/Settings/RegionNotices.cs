using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;
using SlaBot.Core.Routing;

namespace SlaBot.Settings;

/// <summary>Regions of the agreement that nobody works in and no routing names: most likely spelt otherwise than leads send them.</summary>
internal static class RegionNotices
{
    private const string Key = "SlaBot:Agreement:Regions";

    /// <summary>A notice for each.</summary>
    public static IEnumerable<SettingsFault> Of(AgreementRules rules, SettingsNode? routing)
    {
        var known = rules.People.All.Select(person => person.Region).OfType<string>().Concat(Leaves(routing)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var used = rules.Policy.Clauses.Select(clause => clause.Region).OfType<string>().Concat(rules.Policy.RegionQuotas.Keys);
        return used.Distinct(StringComparer.OrdinalIgnoreCase).Where(region => !known.Contains(region)).Order(StringComparer.Ordinal)
            .Select(region => new SettingsFault($"{Key}:{region}", $"is a region that nobody works in and no routing rule names: it holds for leads that are sent with \"region\": \"{region}\"."));
    }

    private static IEnumerable<string> Leaves(SettingsNode? node) =>
        node is null ? [] : node.Children.Count == 0 ? new[] { node.Value?.Trim() }.OfType<string>() : node.Children.SelectMany(Leaves);
}
