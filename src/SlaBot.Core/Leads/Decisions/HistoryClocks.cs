using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>
/// The clocks that a lead of the past would have run, had each of its events been decided on at its own time. What an
/// event brings is what it brings to a live lead; what a live lead would have refused brings nothing.
/// </summary>
internal static class HistoryClocks
{
    /// <summary>What became of its obligations, in order of time.</summary>
    /// <param name="lead">The lead's id.</param>
    /// <param name="events">What happened to it, in order of arrival.</param>
    /// <param name="terms">The agreement, the people and the calendars.</param>
    public static IReadOnlyList<LeadEvent> Of(string lead, IEnumerable<LeadEvent> events, DecisionContext terms)
    {
        LeadState? state = null;
        var clocks = new List<LeadEvent>();
        foreach (var told in InOrder([.. events]))
        {
            state ??= LeadFold.Apply(null,
                new LeadReceived(lead, new LeadProfile(), null) { At = told.At, RecordedAt = told.At });
            var draft = new DecisionBuilder(state, terms, new Tick { Lead = lead, Now = told.At, By = told.By });
            draft.CatchUp(told.At, inclusive: false, mayTakeBack: false);
            Take(draft, told);
            draft.Settle();
            draft.CatchUp(told.At, inclusive: false, mayTakeBack: false);
            state = draft.State;
            clocks.AddRange(draft.Events.Where(IsOfAClock));
        }

        return clocks;
    }

    private static bool IsOfAClock(LeadEvent happened) =>
        happened is ObligationStarted or ObligationMet or ObligationBreached or BreachWithdrawn or ObligationFulfilled
        or ObligationCancelled or ObligationWaived or DeadlineMoved or RemindersMoved or NoticeRaised;

    /// <summary>By their own time; an assignment that a file tells of before the MQL still comes of it.</summary>
    private static IEnumerable<LeadEvent> InOrder(List<LeadEvent> events)
    {
        var mql = events.Where(happened => happened is MqlReached).MinBy(happened => happened.At);
        var assigned = events.Where(happened => happened is Assigned).MinBy(happened => happened.At);
        return events.OrderBy(happened => happened == mql && assigned?.At < mql?.At ? assigned!.At : happened.At)
            .ThenBy(happened => happened is LeadReceived ? 0 : happened == mql ? 1 : 2);
    }

    private static void Take(DecisionBuilder draft, LeadEvent told)
    {
        var lead = draft.State;
        switch (told)
        {
            case LeadReceived received: Describe(draft, received.Profile, told); break;
            case MqlReached mql when lead.MqlAt is null || lead.Stage == LeadStage.Recycled:
                Describe(draft, SentProfile.Of(mql.Sent, mql.Amount), told);
                Qualification.Take(draft, mql);
                break;
            case Assigned assigned: draft.HandOver(assigned); break;
            case CardDelivered when lead.Owner is { } owner: draft.Emit(new CardDelivered(owner) { At = told.At,
                RecordedAt = told.At }); break;
            case Paused paused when lead is { PausedAt: null, HasEnded: false,
                Stage: not (LeadStage.Won or LeadStage.Lost) }:
                Oversight.Take(draft, paused); break;
            case Resumed: draft.EndPause(told.At); break;
            case ObligationWaived waived when ClauseNames.TryParse(waived.Id.Split('#')[0], out var clause):
                Oversight.TryExcuse(draft, clause, waived.Reason, told.At); break;
            case Disputed disputed when lead.Rejection is not null: Disputes.Take(draft, disputed); break;
            case Touched or FeedbackGiven or Recycled: draft.Emit(told); break;
            case Ruled when lead.Rejection is not null: draft.Emit(told); break;
            default: TakeWork(draft, told); break;
        }
    }

    private static void TakeWork(DecisionBuilder draft, LeadEvent told)
    {
        var lead = draft.State;
        var works = lead.Stage is LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity;
        switch (told)
        {
            case Accepted accepted when lead.Stage == LeadStage.Assigned:
                Acceptance.Take(draft, accepted with { Owner = lead.Owner! }); break;
            case Rejected rejected when lead.Stage == LeadStage.Assigned:
                Acceptance.Take(draft, rejected with { Owner = lead.Owner! }); break;
            case Disposed disposed when works && !lead.HasEnded:
                var credits = draft.ClauseFor(ClauseKind.Cadence)?.Credits(disposed.Code) == true;
                SellerWork.Take(draft, disposed with { Owner = lead.Owner!, Credited = credits });
                break;
            case StatusUpdated updated when works && !lead.HasEnded: SellerWork.Take(draft, updated); break;
            case StageReached reached when works && (reached.Stage == LeadStage.Lost || reached.Stage > lead.Stage):
                StageAdvance.Take(draft, reached); break;
        }
    }

    /// <summary>What was sent by the MQL instant says which wording of a clause binds.</summary>
    private static void Describe(DecisionBuilder draft, LeadProfile profile, LeadEvent told) =>
        draft.Emit(
            new ProfileMerged(SentProfile.Merge(draft.State.Profile, profile), null, []) { At = told.At,
                RecordedAt = told.At });
}
