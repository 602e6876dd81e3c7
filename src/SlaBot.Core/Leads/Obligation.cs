using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads;

/// <summary>Where an obligation stands. There is never more than one current status.</summary>
public enum ObligationStatus
{
    /// <summary>The clock runs.</summary>
    Running,

    /// <summary>Done at or before the deadline.</summary>
    Met,

    /// <summary>The deadline passed first.</summary>
    Breached,

    /// <summary>Made moot before it was judged.</summary>
    Cancelled,

    /// <summary>Excused by name; still shown.</summary>
    Waived,
}

/// <summary>A notice armed in advance: its level (<c>warning-1</c>, <c>rung-1</c>), its instant and whom it
/// tells.</summary>
public sealed record Alert(string Level, Instant At, IReadOnlyList<string> Tell)
{
    /// <summary>True for a notice before the deadline.</summary>
    public bool IsWarning => Level.StartsWith("warning", StringComparison.Ordinal);

    /// <summary>For a rung: how long after the deadline; null for a warning.</summary>
    public Target? After { get; init; }

    /// <summary>For a rung that takes the lead back: how often a life that may happen; null where it only
    /// tells.</summary>
    public int? TakesBack { get; init; }

    /// <summary>For a warning that working hours have moved: where its share of the target lies; null where it goes out
    /// there.</summary>
    public Instant? Share { get; init; }
}

/// <summary>One clause running on one lead, with its deadline frozen beside the policy and calendar versions it came
/// from.</summary>
public sealed record Obligation
{
    /// <summary>Unique in the lead: clause and cycle, such as <c>firstTouch#2</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Which promise.</summary>
    public required ClauseKind Clause { get; init; }

    /// <summary>The how-manieth of its clause on this lead, from 1.</summary>
    public required int Cycle { get; init; }

    /// <summary>Who owes it: the seller; null while nobody owns the lead, and for the other parties.</summary>
    public string? Owner { get; init; }

    /// <summary>When the clock started.</summary>
    public required Instant StartedAt { get; init; }

    /// <summary>From when evidence counts, where that is before the start: a clock that a new owner took over. Null:
    /// from the start.</summary>
    public Instant? CountsFrom { get; init; }

    /// <summary>The deadline; at or before it is in time.</summary>
    public required Instant DueAt { get; init; }

    /// <summary>The target it came from.</summary>
    public required Target Within { get; init; }

    /// <summary>For whom that wording of the agreement is, such as <c>region GB</c>; null when it is for all.</summary>
    public string? For { get; init; }

    /// <summary>The policy's version.</summary>
    public required string PolicyVersion { get; init; }

    /// <summary>The calendar's version.</summary>
    public required string CalendarVersion { get; init; }

    /// <summary>Cadence: touches needed.</summary>
    public int Touches { get; init; }

    /// <summary>Cadence: distinct channels needed.</summary>
    public int Channels { get; init; }

    /// <summary>First touch: the only channel that counts, where one is named.</summary>
    public string? Method { get; init; }

    /// <summary>Handoff: done only when the card reached the owner.</summary>
    public bool UntilDelivered { get; init; }

    /// <summary>Where it stands.</summary>
    public ObligationStatus Status { get; init; }

    /// <summary>When it was judged or ended: the evidence's own time, the deadline of a breach, the instant of a waiver
    /// or cancellation.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>The trace of a breach, kept when late evidence or a waiver supersedes it.</summary>
    public Instant? BreachedAt { get; init; }

    /// <summary>When a breached duty was done after all.</summary>
    public Instant? FulfilledAt { get; init; }

    /// <summary>Why it was cancelled or waived, or ended before its deadline without being done.</summary>
    public string? Reason { get; init; }

    /// <summary>Who waived it.</summary>
    public string? WaivedBy { get; init; }

    /// <summary>Business seconds (or days, for day targets) by which pauses have moved the deadline.</summary>
    public long PausedFor { get; init; }

    /// <summary>True once nobody climbs the ladder for it any more.</summary>
    public bool LadderStopped { get; init; }

    /// <summary>The notices not raised yet, in order.</summary>
    public IReadOnlyList<Alert> Alerts { get; init; } = [];

    /// <summary>The notices raised, in order.</summary>
    public IReadOnlyList<Alert> Raised { get; init; } = [];

    /// <summary>From when evidence counts.</summary>
    public Instant Since => CountsFrom ?? StartedAt;

    /// <summary>Who owes it.</summary>
    public Party Party => Clause.Party();

    /// <summary>True for a breach at the instant at which the work ended, before the deadline.</summary>
    public bool EndedShort => Status == ObligationStatus.Breached && Reason is not null;

    /// <summary>True while a breach is open: not done, not waived, ladder climbing.</summary>
    public bool Climbs => Status == ObligationStatus.Breached && FulfilledAt is null && !LadderStopped;
}
