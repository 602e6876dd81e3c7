using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads;

/// <summary>Folds events into a <see cref="LeadState"/>. The same events always give the same state.</summary>
public static class LeadFold
{
    /// <summary>The state after all of them; null for none. The first must be a <see cref="LeadReceived"/> or a <see cref="HistoryOpened"/>.</summary>
    public static LeadState? Of(IEnumerable<LeadEvent> events)
    {
        LeadState? state = null;
        foreach (var each in events)
        {
            state = Apply(state, each);
        }

        return state;
    }

    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The first event is neither a <see cref="LeadReceived"/> nor a <see cref="HistoryOpened"/>.</exception>
    public static LeadState Apply(LeadState? state, LeadEvent happened)
    {
        var next = (state, happened) switch
        {
            (null, HistoryOpened opened) => new LeadState { Id = opened.Lead, IsHistory = true, ReceivedAt = opened.At },
            ({ IsHistory: true }, not Erased) => HistoryFold.Step(state, happened),
            (_, LeadReceived received) => new LeadState { Id = received.Lead, Profile = received.Profile, SentOwner = received.SentOwner, ReceivedAt = received.At },
            _ => Step(state ?? throw new InvalidOperationException("A lead begins with LeadReceived."), happened),
        };
        var version = (state?.Version ?? 0) + 1;
        return next with
        {
            Version = version,
            FactVersion = happened.IsFact ? version : state?.FactVersion ?? version,
            OwnerVersion = happened is Assigned or Queued ? version : next.OwnerVersion,
        };
    }

    private static LeadState Step(LeadState lead, LeadEvent happened) => happened switch
    {
        ProfileMerged merged => lead with { Profile = merged.Profile, SentOwner = merged.SentOwner ?? lead.SentOwner },
        ActivityAdded added => lead with { Profile = lead.Profile with { Activity = [.. lead.Profile.Activity, added.Activity] } },
        DuplicateFlagged flagged => lead with { DuplicateOf = flagged.OtherLead },
        MqlReached mql => lead with
        {
            MqlAt = lead.MqlAt ?? mql.At,
            Criteria = mql.Criteria,
            Stage = LeadStage.MarketingQualified,
            Profile = mql.Tier is null ? lead.Profile : lead.Profile with { Tier = mql.Tier },
        },
        Queued queued => lead with
        {
            Stage = LeadStage.Queue,
            QueuedAt = queued.At,
            QueuedWhy = queued.Reason,
            Owner = null,
            Team = null,
            AssignedAt = null,
            DecidedAt = null,
            RevisitOn = null,
            RevisitAt = null,
            PastOwners = Past(lead),
            Obligations = OwnerFold.LetGo(lead.Obligations),
        },
        Assigned assigned => OwnerFold.Assign(lead, assigned),
        CardDelivered delivered => lead.Owner == delivered.Owner ? lead with { DeliveredAt = lead.DeliveredAt ?? delivered.At } : lead,
        CardUndelivered => lead,
        Paused paused => lead with { PausedAt = paused.At, PauseReason = paused.Reason },
        Resumed => lead with { PausedAt = null, PauseReason = null, ResumedAt = happened.At },
        Erased => LeadEraser.Blank(lead),
        _ when ObligationFold.Handles(happened) => ObligationFold.Step(lead, happened),
        _ => SalesStep(lead, happened),
    };

    private static LeadState SalesStep(LeadState lead, LeadEvent happened) => happened switch
    {
        Accepted => lead with { AcceptedAt = lead.AcceptedAt ?? happened.At, DecidedAt = happened.At, IsDecided = true, Stage = LeadStage.SalesAccepted },
        Rejected rejected => OwnerFold.Reject(lead, rejected),
        Touched touched => lead with { Touches = InOrder(lead.Touches, touched) },
        Disposed disposed => StageFold.Dispose(lead, disposed),
        StageReached reached => StageFold.Reach(lead, reached),
        AmountSet amount => lead with { Profile = lead.Profile with { Amount = amount.Amount } },
        FeedbackGiven feedback => lead with { Feedback = feedback.Reason, FeedbackAt = feedback.At, ReasonsAt = [.. lead.ReasonsAt, feedback.At] },
        Recycled recycled => lead with { Stage = LeadStage.Recycled, RevisitOn = recycled.RevisitOn, RevisitAt = recycled.RevisitAt },
        RevisitCame => lead with { RevisitAt = null },
        StatusUpdated updated => StageFold.Update(lead, updated),
        Rated rated => lead with { Rating = new Rating(rated.Fit, rated.Timing) },
        Disputed disputed => lead with { Rejection = lead.Rejection! with { DisputedAt = disputed.At, DisputeNote = disputed.Note } },
        Ruled ruled => lead with { Rejection = lead.Rejection! with { Upheld = ruled.Upheld, RuledAt = ruled.At } },
        _ => lead,
    };

    /// <summary>Work is over: nobody climbs a ladder for what sales still owed.</summary>
    internal static LeadState Ended(LeadState lead, bool ends) => !ends ? lead : lead with
    {
        Obligations = [.. lead.Obligations.Select(obligation =>
            obligation.Climbs && obligation.Party == Party.Sales && obligation.Clause != ClauseKind.Feedback ? obligation with { LadderStopped = true } : obligation)],
    };

    internal static IReadOnlyList<string> Past(LeadState lead) =>
        lead.Owner is null || lead.PastOwners.Contains(lead.Owner) ? lead.PastOwners : [.. lead.PastOwners, lead.Owner];

    internal static IReadOnlyList<Touch> InOrder(IReadOnlyList<Touch> touches, Touched touched)
    {
        var touch = new Touch(touched.At, touched.RecordedAt, touched.By, touched.Owner, touched.Channel, touched.Connected, touched.Note, touched.SelfReported);
        var at = touches.Count;
        while (at > 0 && touches[at - 1].At > touch.At)
        {
            at--;
        }

        return [.. touches.Take(at), touch, .. touches.Skip(at)];
    }
}
