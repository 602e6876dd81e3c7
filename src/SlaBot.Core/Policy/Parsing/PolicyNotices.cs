namespace SlaBot.Core.Policy.Parsing;

/// <summary>What is right and may still surprise: said at start and by <c>check</c>, never a reason to refuse.</summary>
internal static class PolicyNotices
{
    /// <summary>The notices, each with its full key.</summary>
    /// <param name="policy">The agreement as read.</param>
    /// <param name="node">The tree it was read from, which knows what is the template's.</param>
    internal static IReadOnlyList<SettingsFault> Of(SlaPolicy policy, SettingsNode node) => [.. Roles(policy, node), .. Tiers(policy, node)];

    private static IEnumerable<SettingsFault> Roles(SlaPolicy policy, SettingsNode node)
    {
        var unnamed = MatrixRoles.Unnamed(policy);
        if (unnamed.Count > 0)
        {
            yield return new SettingsFault(
                $"{node.Path}:Review:Roles", $"names nobody for {string.Join(", ", unnamed)}: until it does, their rungs tell whom the clauses' ladders name (role:ROLE, manager).");
        }
    }

    private static IEnumerable<SettingsFault> Tiers(SlaPolicy policy, SettingsNode node)
    {
        foreach (var clause in node["Clauses"]?.Children ?? [])
        {
            var shipped = (clause["Tiers"]?.Children ?? []).Where(tier => tier["Within"] is { IsShipped: true }).ToList();
            if (clause["Within"] is { IsShipped: false } within && shipped.Count > 0)
            {
                var tiers = string.Join(", ", shipped.Select(tier => $"{tier.Name} ({tier["Within"]!.Value})"));
                yield return new SettingsFault(
                    within.Path, $"is for leads of no other wording: the template {policy.Template} gives tiers their own, {tiers}. Write Tiers:TIER:Within too, or \"Tiers\": \"none\" to have one for all.");
            }
        }
    }
}
