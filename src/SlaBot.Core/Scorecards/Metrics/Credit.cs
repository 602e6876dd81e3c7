using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>
/// Whose number something is, where a week is split by owner or team: a duty is theirs who owed it at the instant of its judgement, a touch theirs
/// who made it, a lead's volume and data theirs to whom it was first assigned. Everything is credited where nothing is split.
/// </summary>
internal sealed class Credit(ScorecardScope scope)
{
    internal bool IsSplit { get; } = scope.Team is not null || scope.Owner is not null;

    /// <summary>Whether the lead was first assigned to them.</summary>
    internal bool ToFirst(LeadFacts lead, long asOf) =>
        !IsSplit || (lead.AssignedSecond <= asOf && lead.FirstAssignment is { } first && Is(first.Owner, first.Team));

    /// <summary>Whether they held the lead at that second.</summary>
    internal bool At(LeadFacts lead, long second) => !IsSplit || (lead.AssignmentAsOf(second) is { } held && Is(held.Owner, held.Team));

    /// <summary>Whether somebody is them; the team is the one in which that person held the lead.</summary>
    internal bool To(LeadFacts lead, string? owner, long second) =>
        !IsSplit || (owner is not null && Is(owner, scope.Team is null ? null : lead.TeamOf(owner, second)));

    private bool Is(string? owner, string? team) =>
        (scope.Team is null || LeadFacts.Same(scope.Team, team ?? NameCounts.Blank))
        && (scope.Owner is null || LeadFacts.Same(scope.Owner, owner ?? NameCounts.Blank));
}
