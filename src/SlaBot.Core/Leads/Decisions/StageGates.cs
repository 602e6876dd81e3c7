using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>The checklists that gate stages: what is needed for a stage, and what was ticked.</summary>
public static class StageGates
{
    /// <summary>
    /// What must be ticked to reach a stage: the list of its own gate and those of the gated stages that it would skip. Losing a lead needs none.
    /// </summary>
    public static IReadOnlyList<string> Needed(SlaPolicy policy, LeadState lead, LeadStage stage) =>
    [
        .. Gated(lead, stage).SelectMany(each => policy.Gates.TryGetValue(each.Short(), out var gate) ? gate.Checklist : [])
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>What of it was not ticked.</summary>
    public static IReadOnlyList<string> Missing(SlaPolicy policy, LeadState lead, LeadStage stage, IReadOnlyList<string> given)
    {
        var ticked = Ticked(policy, given);
        return [.. Needed(policy, lead, stage).Where(item => !ticked.Contains(item, StringComparer.OrdinalIgnoreCase))];
    }

    /// <summary>
    /// The items ticked, in the agreement's own words. A form may join them by commas, and an item may hold commas itself: at each place
    /// the longest known item is taken; what is none stands as it was sent, up to the next comma.
    /// </summary>
    public static IReadOnlyList<string> Ticked(SlaPolicy policy, IReadOnlyList<string> given)
    {
        var known = policy.Gates.Values.SelectMany(gate => gate.Checklist).OrderByDescending(item => item.Length).ToList();
        return [.. given.SelectMany(text => Split(text, known)).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static IEnumerable<string> Split(string text, List<string> known)
    {
        var left = text.Trim([' ', ',']);
        while (left.Length > 0)
        {
            var item = known.FirstOrDefault(each => Begins(left, each));
            var end = item?.Length ?? (left.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0 ? comma : left.Length);
            yield return item ?? left[..end].Trim();
            left = left[end..].Trim([' ', ',']);
        }
    }

    private static bool Begins(string text, string item) =>
        text.StartsWith(item, StringComparison.OrdinalIgnoreCase) && (text.Length == item.Length || text[item.Length..].TrimStart() is [',', ..]);

    private static IEnumerable<LeadStage> Gated(LeadState lead, LeadStage stage)
    {
        if (stage is LeadStage.Lost)
        {
            yield break;
        }

        if (lead.SqlAt is null && lead.Stage < LeadStage.SalesQualified)
        {
            yield return LeadStage.SalesQualified;
        }

        if (stage != LeadStage.SalesQualified && lead.SqoAt is null && lead.Stage < LeadStage.Opportunity)
        {
            yield return LeadStage.Opportunity;
        }
    }
}
