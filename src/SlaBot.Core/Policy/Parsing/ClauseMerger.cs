using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>Lays a team or a region over tier over base and reads every wording that results.</summary>
internal sealed class ClauseMerger(ClauseReader reader, IReadOnlyList<string> defaults, IList<SettingsFault> faults)
{
    internal IReadOnlyList<Clause> Read(SettingsNode agreement)
    {
        var common = Named(agreement["Clauses"]);
        var read = new List<Clause>();
        foreach (var (kind, node) in common.Where(pair => !pair.Value.IsNone))
        {
            Wordings(kind, node, null, new ClauseScope(null, null, null), read);
        }

        foreach (var (own, scope) in Groups(agreement))
        {
            foreach (var (kind, node) in Named(own["Clauses"]))
            {
                var under = common.GetValueOrDefault(kind);
                Wordings(kind, under is { IsNone: false } ? node.Over(under.Without("Tiers")) : node, node["Tiers"] is null ? null : under, scope, read);
            }
        }

        return read;
    }

    private static IEnumerable<(SettingsNode Own, ClauseScope Scope)> Groups(SettingsNode agreement) =>
    [
        .. (agreement["Teams"]?.Children ?? []).Select(team => (team, new ClauseScope(null, team.Name, null))),
        .. (agreement["Regions"]?.Children ?? []).Select(region => (region, new ClauseScope(null, null, region.Name))),
    ];

    private void Wordings(ClauseKind kind, SettingsNode node, SettingsNode? tiersUnder, ClauseScope scope, List<Clause> into)
    {
        var isDefault = defaults.Contains($"Clauses:{kind.Name()}", StringComparer.OrdinalIgnoreCase);
        Add(node, null);
        foreach (var tier in node["Tiers"]?.Children ?? [])
        {
            var under = tiersUnder?["Tiers"]?[tier.Name];
            var common = node.Without("Tiers");
            Add(tier.Over(under is null ? common : under.Over(common)), tier.Name);
        }

        void Add(SettingsNode wording, string? tier)
        {
            if (reader.Read(kind, wording, scope with { Tier = tier }, isDefault) is { } clause)
            {
                into.Add(clause);
            }
        }
    }

    private Dictionary<ClauseKind, SettingsNode> Named(SettingsNode? clauses)
    {
        var found = new Dictionary<ClauseKind, SettingsNode>();
        var names = Enum.GetValues<ClauseKind>().Select(each => each.Name()).ToList();
        foreach (var node in clauses?.Children ?? [])
        {
            if (ClauseNames.TryParse(node.Name, out var kind))
            {
                found[kind] = node;
            }
            else
            {
                faults.Add(new SettingsFault(node.Path, $"is no clause. The clauses are {WordList.Choices(names)}.{SpellingHint.Hint(node.Name, names)}"));
            }
        }

        return found;
    }
}
