using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>The fold of a lead told by a history: the lines of one lead may come in any order, so each is placed by its
/// own time.</summary>
internal static class HistoryFold
{
    public static LeadState Step(LeadState lead, LeadEvent told)
    {
        var next = told switch
        {
            LeadReceived received => lead with { Profile = SentProfile.Merge(lead.Profile, received.Profile) },
            MqlReached mql =>
                lead with { MqlAt = First(lead.MqlAt, mql.At),
                    Profile = SentProfile.Merge(SentProfile.Of(mql.Sent, mql.Amount), lead.Profile) },
            Assigned assigned => Assign(lead, assigned),
            Accepted =>
                lead with { AcceptedAt = First(lead.AcceptedAt, told.At), DecidedAt = First(lead.DecidedAt, told.At),
                    IsDecided = true },
            Rejected rejected => Reject(lead, rejected),
            Touched touched => lead with { Touches = LeadFold.InOrder(lead.Touches, touched) },
            Disposed disposed => StageFold.Dispose(lead, disposed),
            StageReached reached => Reach(lead, reached),
            AmountSet amount => lead with { Profile = lead.Profile with { Amount = amount.Amount } },
            FeedbackGiven feedback => lead with { Feedback = feedback.Reason, FeedbackAt = feedback.At },
            HistoryOpened or ProfileMerged or ActivityAdded or DuplicateFlagged or Queued or CardDelivered
                or CardUndelivered or Recycled or RevisitCame or StatusUpdated or Rated or Disputed or Ruled or Paused
                or Resumed or Erased or ObligationStarted or ObligationMet or ObligationBreached or BreachWithdrawn
                or ObligationFulfilled or ObligationCancelled or ObligationWaived or DeadlineMoved or RemindersMoved
                or NoticeRaised or Undone or Reached => lead,
            _ => throw new ArgumentOutOfRangeException(nameof(told), told.GetType().Name,
                "Nothing says what this event does to a lead of the past."),
        };
        return next with { ReceivedAt = Instant.Min(lead.ReceivedAt, told.At), Stage = StageOf(next) };
    }

    /// <summary>The last owner by the line's own time.</summary>
    private static LeadState Assign(LeadState lead, Assigned assigned)
    {
        var next = lead with { FirstAssignedAt = First(lead.FirstAssignedAt, assigned.At) };
        return lead.AssignedAt > assigned.At ? next : next with
        {
            Owner = assigned.Owner,
            Team = assigned.Team,
            AssignedAt = assigned.At,
            AssignedWhy = assigned.Why,
            PastOwners = lead.Owner == assigned.Owner ? lead.PastOwners : LeadFold.Past(lead),
        };
    }

    private static LeadState Reject(LeadState lead, Rejected rejected) =>
        rejected.Then == RejectConsequence.Reroute || lead.Rejection?.At <= rejected.At ? lead : lead with
    {
        DecidedAt = First(lead.DecidedAt, rejected.At),
        IsDecided = true,
        Rejection = new Rejection(rejected.At, rejected.Owner, rejected.Reason, rejected.Note, rejected.Then),
    };

    private static LeadState Reach(LeadState lead, StageReached reached)
    {
        var next = reached.Stage switch
        {
            LeadStage.SalesQualified => lead with { SqlAt = First(lead.SqlAt, reached.At) },
            LeadStage.Opportunity => lead with { SqoAt = First(lead.SqoAt, reached.At) },
            LeadStage.Won => lead with { WonAt = First(lead.WonAt, reached.At) },
            LeadStage.Lost or LeadStage.Inquiry or LeadStage.MarketingQualified or LeadStage.Queue or LeadStage.Assigned
                or LeadStage.SalesAccepted or LeadStage.Rejected or LeadStage.Recycled =>
                lead with { LostAt = First(lead.LostAt, reached.At) },
        };
        return next
            with { AdvancedAt = Last(lead.AdvancedAt, reached.At),
                Profile = lead.Profile with { Amount = reached.Amount ?? lead.Profile.Amount } };
    }

    /// <summary>Where the lead stands after all that was told: the last of its steps by its own time, the later in life
    /// of two in one second.</summary>
    private static LeadStage StageOf(LeadState lead)
    {
        ReadOnlySpan<(Instant? At, LeadStage Stage)> steps =
        [
            (lead.MqlAt, LeadStage.MarketingQualified),
            (lead.FirstAssignedAt, LeadStage.Assigned),
            (lead.Rejection?.At, LeadStage.Rejected),
            (lead.AcceptedAt, LeadStage.SalesAccepted),
            (lead.SqlAt, LeadStage.SalesQualified),
            (lead.SqoAt, LeadStage.Opportunity),
            (lead.LostAt, LeadStage.Lost),
            (lead.WonAt, LeadStage.Won),
        ];
        var last = (At: Instant.MinValue, Stage: LeadStage.Inquiry);
        foreach (var (at, stage) in steps)
        {
            last = at >= last.At ? (at.Value, stage) : last;
        }

        return last.Stage;
    }

    private static Instant First(Instant? known, Instant told) => known < told ? known.Value : told;

    private static Instant Last(Instant? known, Instant told) => known > told ? known.Value : told;
}
