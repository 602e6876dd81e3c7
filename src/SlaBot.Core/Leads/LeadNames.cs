using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads;

/// <summary>The stored names of leads, their events and all that they hold.</summary>
public static class LeadNames
{
    /// <summary>The table.</summary>
    public static StoredNames All { get; } = new StoredNames(PolicyNames.All)
        .Values(
            (AssignmentWay.Sender, "Sender"), (AssignmentWay.Rule, "Rule"),
            (AssignmentWay.SameContact, "SameContact"), (AssignmentWay.ByHand, "ByHand"),
            (AssignmentWay.Reroute, "Reroute"), (AssignmentWay.Cover, "Cover"),
            (AssignmentWay.Overturned, "Overturned"),
            (AssignmentWay.TakenBack, "TakenBack"), (AssignmentWay.GivenBack, "GivenBack"))
        .Values(
            (LeadStage.Inquiry, "Inquiry"), (LeadStage.MarketingQualified, "MarketingQualified"),
            (LeadStage.Queue, "Queue"), (LeadStage.Assigned, "Assigned"), (LeadStage.SalesAccepted, "SalesAccepted"),
            (LeadStage.SalesQualified, "SalesQualified"), (LeadStage.Opportunity, "Opportunity"),
            (LeadStage.Won, "Won"), (LeadStage.Lost, "Lost"), (LeadStage.Rejected, "Rejected"),
            (LeadStage.Recycled, "Recycled"))
        .Values(
            (ObligationStatus.Running, "Running"), (ObligationStatus.Met, "Met"),
            (ObligationStatus.Breached, "Breached"), (ObligationStatus.Cancelled, "Cancelled"),
            (ObligationStatus.Waived, "Waived"))
        .Kind<Accepted>("Accepted")
        .Kind<ActivityAdded>("ActivityAdded")
        .Kind<AmountSet>("AmountSet")
        .Kind<Assigned>("Assigned")
        .Kind<BreachWithdrawn>("BreachWithdrawn")
        .Kind<CardDelivered>("CardDelivered")
        .Kind<CardUndelivered>("CardUndelivered")
        .Kind<DeadlineMoved>("DeadlineMoved")
        .Kind<Disposed>("Disposed")
        .Kind<Disputed>("Disputed")
        .Kind<DuplicateFlagged>("DuplicateFlagged")
        .Kind<Erased>("Erased")
        .Kind<FeedbackGiven>("FeedbackGiven")
        .Kind<HistoryOpened>("HistoryOpened")
        .Kind<LeadReceived>("LeadReceived")
        .Kind<MqlReached>("MqlReached")
        .Kind<NoticeRaised>("NoticeRaised")
        .Kind<ObligationBreached>("ObligationBreached")
        .Kind<ObligationCancelled>("ObligationCancelled")
        .Kind<ObligationFulfilled>("ObligationFulfilled")
        .Kind<ObligationMet>("ObligationMet")
        .Kind<ObligationStarted>("ObligationStarted")
        .Kind<ObligationWaived>("ObligationWaived")
        .Kind<Paused>("Paused")
        .Kind<ProfileMerged>("ProfileMerged")
        .Kind<Queued>("Queued")
        .Kind<Rated>("Rated")
        .Kind<Recycled>("Recycled")
        .Kind<Rejected>("Rejected")
        .Kind<RemindersMoved>("RemindersMoved")
        .Kind<Resumed>("Resumed")
        .Kind<RevisitCame>("RevisitCame")
        .Kind<Ruled>("Ruled")
        .Kind<StageReached>("StageReached")
        .Kind<StatusUpdated>("StatusUpdated")
        .Kind<Touched>("Touched")
        .Kind<Undone>("Undone")
        .Kind<Reached>("Reached")
        .Of<Accepted>((nameof(Accepted.Owner), "owner"))
        .Of<ActivityAdded>((nameof(ActivityAdded.Activity), "activity"))
        .Of<Alert>(
            (nameof(Alert.Level), "level"), (nameof(Alert.At), "at"), (nameof(Alert.Tell), "tell"),
            (nameof(Alert.After), "after"), (nameof(Alert.Share), "share"), (nameof(Alert.TakesBack), "takesBack"))
        .Of<AmountSet>((nameof(AmountSet.Amount), "amount"))
        .Of<Assigned>(
            (nameof(Assigned.Owner), "owner"), (nameof(Assigned.Previous), "previous"), (nameof(Assigned.Way), "way"),
            (nameof(Assigned.Why), "why"), (nameof(Assigned.Team), "team"), (nameof(Assigned.Missed), "missed"))
        .Of<BreachWithdrawn>((nameof(BreachWithdrawn.Id), "id"))
        .Of<CardDelivered>((nameof(CardDelivered.Owner), "owner"))
        .Of<CardUndelivered>((nameof(CardUndelivered.Owner), "owner"), (nameof(CardUndelivered.Why), "why"))
        .Of<DeadlineMoved>(
            (nameof(DeadlineMoved.Id), "id"), (nameof(DeadlineMoved.DueAt), "dueAt"),
            (nameof(DeadlineMoved.Alerts), "alerts"), (nameof(DeadlineMoved.PausedFor), "pausedFor"))
        .Of<Disposed>(
            (nameof(Disposed.Owner), "owner"), (nameof(Disposed.Code), "code"), (nameof(Disposed.Reason), "reason"),
            (nameof(Disposed.Ends), "ends"), (nameof(Disposed.Credited), "credited"))
        .Of<Disposition>(
            (nameof(Disposition.At), "at"), (nameof(Disposition.Code), "code"),
            (nameof(Disposition.Reason), "reason"), (nameof(Disposition.Ends), "ends"),
            (nameof(Disposition.Credited), "credited"), (nameof(Disposition.Superseded), "superseded"))
        .Of<Disputed>((nameof(Disputed.Note), "note"))
        .Of<DuplicateFlagged>((nameof(DuplicateFlagged.OtherLead), "otherLead"))
        .Of<FeedbackGiven>((nameof(FeedbackGiven.Reason), "reason"))
        .Of<HistoryOpened>((nameof(HistoryOpened.Lead), "lead"))
        .Of<LeadEvent>(
            (nameof(LeadEvent.At), "at"), (nameof(LeadEvent.RecordedAt), "recordedAt"), (nameof(LeadEvent.By), "by"))
        .Of<LeadReceived>(
            (nameof(LeadReceived.Lead), "lead"), (nameof(LeadReceived.Profile), "profile"),
            (nameof(LeadReceived.SentOwner), "sentOwner"), (nameof(LeadReceived.Sent), "sent"),
            (nameof(LeadReceived.IsTest), "isTest"), (nameof(LeadReceived.Sender), "sender"))
        .Of<LeadState>(
            (nameof(LeadState.OwnerVersion), "ownerVersion"),
            (nameof(LeadState.ReasonsAt), "reasonsAt"),
            (nameof(LeadState.Id), "id"), (nameof(LeadState.Version), "version"),
            (nameof(LeadState.FactVersion), "factVersion"), (nameof(LeadState.Profile), "profile"),
            (nameof(LeadState.Stage), "stage"), (nameof(LeadState.ReceivedAt), "receivedAt"),
            (nameof(LeadState.MqlAt), "mqlAt"), (nameof(LeadState.Criteria), "criteria"),
            (nameof(LeadState.SentOwner), "sentOwner"), (nameof(LeadState.Owner), "owner"),
            (nameof(LeadState.Team), "team"), (nameof(LeadState.AssignedAt), "assignedAt"),
            (nameof(LeadState.QueuedAt), "queuedAt"), (nameof(LeadState.QueuedWhy), "queuedWhy"),
            (nameof(LeadState.FirstAssignedAt), "firstAssignedAt"), (nameof(LeadState.AssignedWhy), "assignedWhy"),
            (nameof(LeadState.PastOwners), "pastOwners"), (nameof(LeadState.DeliveredAt), "deliveredAt"),
            (nameof(LeadState.AcceptedAt), "acceptedAt"), (nameof(LeadState.DecidedAt), "decidedAt"),
            (nameof(LeadState.IsDecided), "isDecided"), (nameof(LeadState.Rejection), "rejection"),
            (nameof(LeadState.Touches), "touches"), (nameof(LeadState.AutomaticTouches), "automaticTouches"),
            (nameof(LeadState.RefusedBy), "refusedBy"), (nameof(LeadState.Forfeits), "forfeits"),
            (nameof(LeadState.OwnersSaid), "ownersSaid"), (nameof(LeadState.Undoable), "undoable"),
            (nameof(LeadState.TakenBack), "takenBack"), (nameof(LeadState.Dispositions), "dispositions"),
            (nameof(LeadState.SqlAt), "sqlAt"), (nameof(LeadState.SqoAt), "sqoAt"),
            (nameof(LeadState.WonAt), "wonAt"), (nameof(LeadState.LostAt), "lostAt"),
            (nameof(LeadState.AdvancedAt), "advancedAt"), (nameof(LeadState.ReopenedAt), "reopenedAt"),
            (nameof(LeadState.Feedback), "feedback"), (nameof(LeadState.FeedbackAt), "feedbackAt"),
            (nameof(LeadState.Updates), "updates"), (nameof(LeadState.Status), "status"),
            (nameof(LeadState.StatusAt), "statusAt"), (nameof(LeadState.Rating), "rating"),
            (nameof(LeadState.RevisitOn), "revisitOn"), (nameof(LeadState.RevisitAt), "revisitAt"),
            (nameof(LeadState.PausedAt), "pausedAt"), (nameof(LeadState.ResumedAt), "resumedAt"),
            (nameof(LeadState.PauseReason), "pauseReason"), (nameof(LeadState.DuplicateOf), "duplicateOf"),
            (nameof(LeadState.IsErased), "isErased"), (nameof(LeadState.IsHistory), "isHistory"),
            (nameof(LeadState.IsTest), "isTest"),
            (nameof(LeadState.Obligations), "obligations"))
        .Of<MqlData>(
            (nameof(MqlData.IsBriefed), "isBriefed"),
            (nameof(MqlData.Required), "required"), (nameof(MqlData.RequiredPresent), "requiredPresent"),
            (nameof(MqlData.Enrichment), "enrichment"), (nameof(MqlData.EnrichmentPresent), "enrichmentPresent"))
        .Of<MqlReached>(
            (nameof(MqlReached.BySender), "bySender"), (nameof(MqlReached.Criteria), "criteria"),
            (nameof(MqlReached.FitsIcp), "fitsIcp"), (nameof(MqlReached.Data), "data"),
            (nameof(MqlReached.Tier), "tier"), (nameof(MqlReached.Sent), "sent"),
            (nameof(MqlReached.Amount), "amount"))
        .Of<NoticeRaised>(
            (nameof(NoticeRaised.Id), "id"), (nameof(NoticeRaised.Level), "level"),
            (nameof(NoticeRaised.Tell), "tell"))
        .Of<Obligation>(
            (nameof(Obligation.Id), "id"), (nameof(Obligation.Clause), "clause"), (nameof(Obligation.Cycle), "cycle"),
            (nameof(Obligation.Owner), "owner"), (nameof(Obligation.StartedAt), "startedAt"),
            (nameof(Obligation.CountsFrom), "countsFrom"), (nameof(Obligation.DueAt), "dueAt"),
            (nameof(Obligation.Within), "within"), (nameof(Obligation.For), "for"),
            (nameof(Obligation.PolicyVersion), "policyVersion"),
            (nameof(Obligation.CalendarVersion), "calendarVersion"), (nameof(Obligation.Touches), "touches"),
            (nameof(Obligation.Channels), "channels"), (nameof(Obligation.Method), "method"),
            (nameof(Obligation.UntilDelivered), "untilDelivered"), (nameof(Obligation.Status), "status"),
            (nameof(Obligation.EndedAt), "endedAt"), (nameof(Obligation.BreachedAt), "breachedAt"),
            (nameof(Obligation.FulfilledAt), "fulfilledAt"), (nameof(Obligation.Reason), "reason"),
            (nameof(Obligation.WaivedBy), "waivedBy"), (nameof(Obligation.PausedFor), "pausedFor"),
            (nameof(Obligation.LadderStopped), "ladderStopped"), (nameof(Obligation.Alerts), "alerts"),
            (nameof(Obligation.Raised), "raised"))
        .Of<ObligationBreached>((nameof(ObligationBreached.Id), "id"), (nameof(ObligationBreached.Why), "why"))
        .Of<ObligationCancelled>((nameof(ObligationCancelled.Id), "id"), (nameof(ObligationCancelled.Why), "why"))
        .Of<ObligationFulfilled>((nameof(ObligationFulfilled.Id), "id"))
        .Of<ObligationMet>((nameof(ObligationMet.Id), "id"))
        .Of<ObligationStarted>((nameof(ObligationStarted.Obligation), "obligation"))
        .Of<ObligationWaived>((nameof(ObligationWaived.Id), "id"), (nameof(ObligationWaived.Reason), "reason"))
        .Of<Paused>((nameof(Paused.Reason), "reason"))
        .Of<ProfileMerged>(
            (nameof(ProfileMerged.Profile), "profile"), (nameof(ProfileMerged.SentOwner), "sentOwner"),
            (nameof(ProfileMerged.Changed), "changed"), (nameof(ProfileMerged.Sender), "sender"),
            (nameof(ProfileMerged.IsOwnerKept), "isOwnerKept"))
        .Of<Queued>((nameof(Queued.Reason), "reason"), (nameof(Queued.Missed), "missed"))
        .Of<SaidOwner>(
            (nameof(SaidOwner.Sender), "sender"), (nameof(SaidOwner.Owner), "owner"), (nameof(SaidOwner.IsKept), "isKept"))
        .Of<Forfeit>(
            (nameof(Forfeit.At), "at"), (nameof(Forfeit.From), "from"), (nameof(Forfeit.To), "to"),
            (nameof(Forfeit.Obligation), "obligation"))
        .Of<Rated>((nameof(Rated.Fit), "fit"), (nameof(Rated.Timing), "timing"))
        .Of<Rating>((nameof(Rating.Fit), "fit"), (nameof(Rating.Timing), "timing"))
        .Of<Recycled>((nameof(Recycled.RevisitOn), "revisitOn"), (nameof(Recycled.RevisitAt), "revisitAt"))
        .Of<Rejected>(
            (nameof(Rejected.Owner), "owner"), (nameof(Rejected.Reason), "reason"), (nameof(Rejected.Note), "note"),
            (nameof(Rejected.Then), "then"))
        .Of<Rejection>(
            (nameof(Rejection.At), "at"), (nameof(Rejection.Owner), "owner"), (nameof(Rejection.Reason), "reason"),
            (nameof(Rejection.Note), "note"), (nameof(Rejection.Then), "then"),
            (nameof(Rejection.DisputedAt), "disputedAt"), (nameof(Rejection.DisputeNote), "disputeNote"),
            (nameof(Rejection.Upheld), "upheld"), (nameof(Rejection.RuledAt), "ruledAt"))
        .Of<RemindersMoved>((nameof(RemindersMoved.Id), "id"), (nameof(RemindersMoved.Alerts), "alerts"))
        .Of<Ruled>((nameof(Ruled.Upheld), "upheld"), (nameof(Ruled.Note), "note"))
        .Of<StageReached>(
            (nameof(StageReached.Stage), "stage"), (nameof(StageReached.Amount), "amount"),
            (nameof(StageReached.Reason), "reason"), (nameof(StageReached.Checklist), "checklist"))
        .Of<StatusUpdated>((nameof(StatusUpdated.Status), "status"))
        .Of<Touch>(
            (nameof(Touch.At), "at"), (nameof(Touch.RecordedAt), "recordedAt"), (nameof(Touch.By), "by"),
            (nameof(Touch.Owner), "owner"), (nameof(Touch.Channel), "channel"),
            (nameof(Touch.Connected), "connected"), (nameof(Touch.Note), "note"),
            (nameof(Touch.SelfReported), "selfReported"))
        .Of<TakenBack>(
            (nameof(TakenBack.At), "at"), (nameof(TakenBack.By), "by"), (nameof(TakenBack.What), "what"))
        .Of<Undoable>(
            (nameof(Undoable.Version), "version"), (nameof(Undoable.What), "what"), (nameof(Undoable.By), "by"),
            (nameof(Undoable.RecordedAt), "recordedAt"), (nameof(Undoable.Before), "before"))
        .Of<Undone>((nameof(Undone.Version), "version"), (nameof(Undone.What), "what"))
        .Of<Reached>((nameof(Reached.Channel), "channel"), (nameof(Reached.TouchAt), "touchAt"))
        .Of<Touched>(
            (nameof(Touched.Owner), "owner"), (nameof(Touched.Channel), "channel"),
            (nameof(Touched.Connected), "connected"), (nameof(Touched.Note), "note"),
            (nameof(Touched.SelfReported), "selfReported"), (nameof(Touched.IsAutomatic), "automatic"));
}
