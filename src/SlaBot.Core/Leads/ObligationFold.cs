namespace SlaBot.Core.Leads;

/// <summary>The part of the fold that keeps the clocks.</summary>
internal static class ObligationFold
{
    public static bool Handles(LeadEvent happened) => happened is ObligationStarted or ObligationMet or ObligationBreached
        or ObligationFulfilled or ObligationCancelled or ObligationWaived or DeadlineMoved or RemindersMoved or NoticeRaised;

    public static LeadState Step(LeadState lead, LeadEvent happened) => happened switch
    {
        ObligationStarted started => lead with { Obligations = [.. lead.Obligations, started.Obligation] },
        ObligationMet met => Change(lead, met.Id, one => Done(one, ObligationStatus.Met, met)),
        ObligationBreached breached => Change(lead, breached.Id, one => one with
        {
            Status = ObligationStatus.Breached,
            EndedAt = breached.At,
            BreachedAt = breached.At,
            FulfilledAt = breached.Why is null ? one.FulfilledAt : null,
            Reason = breached.Why,
            LadderStopped = one.LadderStopped || breached.Why is not null || IsClosed(lead, one),
            Alerts = breached.Why is null ? [.. one.Alerts.Where(alert => !alert.IsWarning)] : [],
        }),
        ObligationFulfilled fulfilled => Change(lead, fulfilled.Id, one => one with { FulfilledAt = fulfilled.At, Alerts = [] }),
        ObligationCancelled cancelled => Change(lead, cancelled.Id, one => Done(one, ObligationStatus.Cancelled, cancelled) with { Reason = cancelled.Why }),
        ObligationWaived waived => Change(lead, waived.Id, one => Done(one, ObligationStatus.Waived, waived) with
        {
            FulfilledAt = one.FulfilledAt,
            Reason = waived.Reason,
            WaivedBy = waived.By,
        }),
        DeadlineMoved moved => Change(lead, moved.Id, one => one with
        {
            DueAt = moved.DueAt,
            Alerts = moved.Alerts,
            PausedFor = one.PausedFor + moved.PausedFor,
        }),
        RemindersMoved moved => Change(lead, moved.Id, one => one with { Alerts = moved.Alerts }),
        NoticeRaised raised => Change(lead, raised.Id, one => one with
        {
            Alerts = [.. one.Alerts.Where(alert => alert.Level != raised.Level || alert.At != raised.At)],
            Raised = [.. one.Raised, new Alert(raised.Level, raised.At, raised.Tell)],
        }),
        _ => lead,
    };

    /// <summary>Of a lead that is won or lost nobody is chased for anything but the reason.</summary>
    private static bool IsClosed(LeadState lead, Obligation one) =>
        lead.Stage is LeadStage.Won or LeadStage.Lost && one is { Party: Policy.Party.Sales, Clause: not Policy.ClauseKind.Feedback };

    private static Obligation Done(Obligation one, ObligationStatus status, LeadEvent by) =>
        one with { Status = status, EndedAt = by.At, FulfilledAt = null, Alerts = [] };

    private static LeadState Change(LeadState lead, string id, Func<Obligation, Obligation> change) =>
        lead with { Obligations = [.. lead.Obligations.Select(one => one.Id == id ? change(one) : one)] };
}
