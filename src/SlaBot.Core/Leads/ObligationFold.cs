namespace SlaBot.Core.Leads;

/// <summary>The part of the fold that keeps the clocks.</summary>
internal static class ObligationFold
{
    public static bool Handles(LeadEvent happened) => happened is ObligationStarted or ObligationMet or ObligationBreached
        or ObligationFulfilled or ObligationCancelled or ObligationWaived or DeadlineMoved or RemindersMoved or NoticeRaised;

    public static LeadState Step(LeadState lead, LeadEvent happened) => happened switch
    {
        ObligationStarted started => lead with { Obligations = [.. lead.Obligations, started.Obligation] },
        ObligationMet met => Change(lead, met.Id, obligation => Done(obligation, ObligationStatus.Met, met)),
        ObligationBreached breached => Change(lead, breached.Id, obligation => obligation with
        {
            Status = ObligationStatus.Breached,
            EndedAt = breached.At,
            BreachedAt = breached.At,
            FulfilledAt = breached.Why is null ? obligation.FulfilledAt : null,
            Reason = breached.Why,
            LadderStopped = obligation.LadderStopped || breached.Why is not null || IsClosed(lead, obligation),
            Alerts = breached.Why is null ? [.. obligation.Alerts.Where(alert => !alert.IsWarning)] : [],
        }),
        ObligationFulfilled fulfilled => Change(lead, fulfilled.Id, obligation => obligation with { FulfilledAt = fulfilled.At, Alerts = [] }),
        ObligationCancelled cancelled => Change(lead, cancelled.Id, obligation => Done(obligation, ObligationStatus.Cancelled, cancelled) with { Reason = cancelled.Why }),
        ObligationWaived waived => Change(lead, waived.Id, obligation => Done(obligation, ObligationStatus.Waived, waived) with
        {
            FulfilledAt = obligation.FulfilledAt,
            Reason = waived.Reason,
            WaivedBy = waived.By,
        }),
        DeadlineMoved moved => Change(lead, moved.Id, obligation => obligation with
        {
            DueAt = moved.DueAt,
            Alerts = moved.Alerts,
            PausedFor = obligation.PausedFor + moved.PausedFor,
        }),
        RemindersMoved moved => Change(lead, moved.Id, obligation => obligation with { Alerts = moved.Alerts }),
        NoticeRaised raised => Change(lead, raised.Id, obligation => obligation with
        {
            Alerts = [.. obligation.Alerts.Where(alert => alert.Level != raised.Level || alert.At != raised.At)],
            Raised = [.. obligation.Raised, new Alert(raised.Level, raised.At, raised.Tell)],
        }),
        _ => lead,
    };

    /// <summary>Of a lead that is won or lost nobody is chased for anything but the reason.</summary>
    private static bool IsClosed(LeadState lead, Obligation obligation) =>
        lead.Stage is LeadStage.Won or LeadStage.Lost && obligation is { Party: SlaBot.Core.Policy.Party.Sales, Clause: not SlaBot.Core.Policy.ClauseKind.Feedback };

    private static Obligation Done(Obligation obligation, ObligationStatus status, LeadEvent by) =>
        obligation with { Status = status, EndedAt = by.At, FulfilledAt = null, Alerts = [] };

    private static LeadState Change(LeadState lead, string id, Func<Obligation, Obligation> change) =>
        lead with { Obligations = [.. lead.Obligations.Select(obligation => obligation.Id == id ? change(obligation) : obligation)] };
}
