using NodaTime;

namespace SlaBot.Core.Leads;

/// <summary>A clause began to run.</summary>
public sealed record ObligationStarted(Obligation Obligation) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>Evidence at or before the deadline; <c>At</c> is the evidence's own time.</summary>
public sealed record ObligationMet(string Id) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>The deadline passed; <c>At</c> is the deadline.</summary>
public sealed record ObligationBreached(string Id) : LeadEvent
{
    /// <summary>Why it ended before its deadline without being done (a cadence cut short); null for a deadline that passed. Nobody is pinged for it.</summary>
    public string? Why { get; init; }

    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>A breached duty was done after all.</summary>
public sealed record ObligationFulfilled(string Id) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>Moot before it was judged.</summary>
public sealed record ObligationCancelled(string Id, string Why) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>Excused by name.</summary>
public sealed record ObligationWaived(string Id, string Reason) : LeadEvent;

/// <summary>A pause moved the deadline and the notices armed for it.</summary>
public sealed record DeadlineMoved(string Id, Instant DueAt, IReadOnlyList<Alert> Alerts, long PausedFor) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>The reminders armed for a deadline wait for other hours: those of the owner whom the lead has now got.</summary>
public sealed record RemindersMoved(string Id, IReadOnlyList<Alert> Alerts) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>An armed notice came due.</summary>
public sealed record NoticeRaised(string Id, string Level, IReadOnlyList<string> Tell) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}
