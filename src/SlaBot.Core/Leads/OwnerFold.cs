using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads;

/// <summary>The part of the fold in which responsibility passes.</summary>
internal static class OwnerFold
{
    public static LeadState Assign(LeadState lead, Assigned assigned)
    {
        var working = lead.Stage is LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity;
        return lead with
        {
            Stage = working ? lead.Stage : LeadStage.Assigned,
            IsDecided = working,
            DecidedAt = working ? lead.DecidedAt : null,
            Dispositions = working ? lead.Dispositions : StageFold.Supersede(lead.Dispositions, assigned.At),
            ReopenedAt = lead.Stage == LeadStage.Recycled ? assigned.At : lead.ReopenedAt,
            Owner = assigned.Owner,
            Team = assigned.Team,
            AssignedAt = assigned.At,
            FirstAssignedAt = lead.FirstAssignedAt ?? assigned.At,
            AssignedWhy = assigned.Why,
            DeliveredAt = null,
            PastOwners = lead.Owner == assigned.Owner ? lead.PastOwners : LeadFold.Past(lead),
            RevisitOn = null,
            RevisitAt = null,
            Obligations = [.. lead.Obligations.Select(one => PassOn(one, assigned.Owner))],
        };
    }

    public static LeadState Reject(LeadState lead, Rejected rejected)
    {
        var next = lead with
        {
            DecidedAt = rejected.At,
            Rejection = new Rejection(rejected.At, rejected.Owner, rejected.Reason, rejected.Note, rejected.Then),
            Feedback = string.IsNullOrWhiteSpace(rejected.Reason) ? lead.Feedback : rejected.Reason,
            FeedbackAt = string.IsNullOrWhiteSpace(rejected.Reason) ? lead.FeedbackAt : rejected.At,
            ReasonsAt = rejected.Then == RejectConsequence.Reroute || string.IsNullOrWhiteSpace(rejected.Reason) ? lead.ReasonsAt : [.. lead.ReasonsAt, rejected.At],
        };
        return rejected.Then == RejectConsequence.Reroute
            ? next
            : LeadFold.Ended(next with { Stage = LeadStage.Rejected, IsDecided = true }, ends: true);
    }

    /// <summary>Nobody climbs a ladder for a seller who no longer holds the lead.</summary>
    public static IReadOnlyList<Obligation> LetGo(IReadOnlyList<Obligation> all) =>
        [.. all.Select(one => one.Climbs && one.Party == Party.Sales && one.Owner is not null ? one with { LadderStopped = true } : one)];

    /// <summary>A clock that began before anybody owned the lead gets its owner; nobody climbs the ladder for a past owner's breach.</summary>
    private static Obligation PassOn(Obligation one, string owner)
    {
        if (one.Party != Party.Sales)
        {
            return one;
        }

        if (one.Owner is null)
        {
            return one.Status is ObligationStatus.Running or ObligationStatus.Breached ? one with { Owner = owner } : one;
        }

        return one.Climbs && one.Owner != owner ? one with { LadderStopped = true } : one;
    }
}
