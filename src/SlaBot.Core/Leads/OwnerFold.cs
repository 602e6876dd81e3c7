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
            Obligations = [.. lead.Obligations.Select(obligation => PassOn(obligation, assigned.Owner))],
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
        [.. all.Select(obligation => obligation.Climbs && obligation.Party == Party.Sales && obligation.Owner is not null ? obligation with { LadderStopped = true } : obligation)];

    /// <summary>A clock that began before anybody owned the lead gets its owner; nobody climbs the ladder for a past owner's breach.</summary>
    private static Obligation PassOn(Obligation obligation, string owner)
    {
        if (obligation.Party != Party.Sales)
        {
            return obligation;
        }

        if (obligation.Owner is null)
        {
            return obligation.Status is ObligationStatus.Running or ObligationStatus.Breached ? obligation with { Owner = owner } : obligation;
        }

        return obligation.Climbs && obligation.Owner != owner ? obligation with { LadderStopped = true } : obligation;
    }
}
