using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>
/// Something that happened to a lead, appended and never changed. <c>At</c> is its own time (whole seconds);
/// <c>RecordedAt</c> is when SlaBot learnt of it.
/// </summary>
public abstract record LeadEvent
{
    /// <summary>Its own time.</summary>
    public required Instant At { get; init; }

    /// <summary>When it arrived.</summary>
    public required Instant RecordedAt { get; init; }

    /// <summary>E-mail of who did it; null for the program itself or a sending system.</summary>
    public string? By { get; init; }

    /// <summary>True for what people (or their systems) did to the lead; false for the clocks' bookkeeping. A click on
    /// a card drawn before a fact is stale.</summary>
    public virtual bool IsFact => true;
}

/// <summary>The lead arrived.</summary>
public sealed record LeadReceived(string Lead, LeadProfile Profile, string? SentOwner) : LeadEvent
{
    /// <summary>The fields as a history file gave them, by name as sent; null for a live lead.</summary>
    public IReadOnlyDictionary<string, string>? Sent { get; init; }

    /// <summary>True for a lead that is only a test: it has a whole life and is in no number.</summary>
    public bool IsTest { get; init; }

    /// <summary>Which key or file sent it; null where nobody said.</summary>
    public string? Sender { get; init; }
}

/// <summary>The lead is told by an imported history: everything after it counts at its own time, in whatever order it
/// arrives.</summary>
public sealed record HistoryOpened(string Lead) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>The sender told more about a known lead; the profile is the merged one.</summary>
public sealed record ProfileMerged(LeadProfile Profile, string? SentOwner, IReadOnlyList<string> Changed) : LeadEvent
{
    /// <summary>Which key or file told it; null where nobody said.</summary>
    public string? Sender { get; init; }

    /// <summary>True where the sender may not assign: the owner it named is kept, and shown beside the present
    /// one.</summary>
    public bool IsOwnerKept { get; init; }

    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>The person behind the lead did something.</summary>
public sealed record ActivityAdded(Activity Activity) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>The same e-mail stands under another lead.</summary>
public sealed record DuplicateFlagged(string OtherLead) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>The lead became an MQL: by the sender's word, or because the criteria were found met. <c>Complete</c>
/// freezes the data quotas at that instant.</summary>
public sealed record MqlReached(bool BySender, IReadOnlyList<CriterionResult> Criteria, bool? FitsIcp, MqlData Data)
    : LeadEvent
{
    /// <summary>The tier that the agreement gave it, where the sender gave none; null when it gave none
    /// either.</summary>
    public string? Tier { get; init; }

    /// <summary>The fields as a history file gave them with this line, by name as sent; null for a live lead.</summary>
    public IReadOnlyDictionary<string, string>? Sent { get; init; }

    /// <summary>The expected worth that a history file gave with this line; null for a live lead.</summary>
    public decimal? Amount { get; init; }
}

/// <summary>How complete the lead's data was at the MQL instant: required and enrichment fields present and asked
/// for.</summary>
public sealed record MqlData(int Required, int RequiredPresent, int Enrichment, int EnrichmentPresent)
{
    /// <summary>Whether the briefing was full: activity, news, what to say, who helps inside; null where that was not
    /// looked at.</summary>
    public bool? IsBriefed { get; init; }
}

/// <summary>Nobody could take it.</summary>
public sealed record Queued(string Reason) : LeadEvent
{
    /// <summary>The obligation whose breach took it from its owner; null where none did.</summary>
    public string? Missed { get; init; }
}

/// <summary>Responsibility passed to an owner; the team is frozen with it.</summary>
public sealed record Assigned(string Owner, string? Previous, AssignmentWay Way, string Why, string? Team) : LeadEvent
{
    /// <summary>The obligation whose breach took it from its former owner; null where none did.</summary>
    public string? Missed { get; init; }
}

/// <summary>The card reached its owner.</summary>
public sealed record CardDelivered(string Owner) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>The card could not be brought to its owner: an administrator's alarm, never the rep's fault.</summary>
public sealed record CardUndelivered(string Owner, string Why) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>A seller agreed to work it. <c>Owner</c> is in whose name.</summary>
public sealed record Accepted(string Owner) : LeadEvent;

/// <summary>A seller refused it.</summary>
public sealed record Rejected(string Owner, string? Reason, string? Note, RejectConsequence Then) : LeadEvent;

/// <summary>One logged attempt.</summary>
public sealed record Touched(string? Owner, string Channel, bool? Connected, string? Note, bool SelfReported)
    : LeadEvent
{
    /// <summary>True for what a program sent: it is shown and counts for nothing.</summary>
    public bool IsAutomatic { get; init; }
}

/// <summary>Whoever logged a touch says that it reached them after all; nothing else of it changes.</summary>
/// <param name="Channel">The touch's channel.</param>
/// <param name="TouchAt">When the touch was.</param>
public sealed record Reached(string Channel, Instant TouchAt) : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>An outcome code was given; <c>Ends</c> says whether it ends work.</summary>
public sealed record Disposed(string Owner, string Code, string? Reason, bool Ends, bool Credited) : LeadEvent;

/// <summary>The lead reached a stage: SalesQualified, Opportunity, Won or Lost.</summary>
public sealed record StageReached(LeadStage Stage, decimal? Amount, string? Reason, IReadOnlyList<string> Checklist)
    : LeadEvent;

/// <summary>Somebody took back what they had done: the event of that version, and what the program made of it, do not
/// exist from here on.</summary>
/// <param name="Version">The version at which the event stands.</param>
/// <param name="What">What it was: accept, reject, touch, dispose or advance.</param>
public sealed record Undone(int Version, string What) : LeadEvent;

/// <summary>The expected worth changed.</summary>
public sealed record AmountSet(decimal Amount) : LeadEvent;

/// <summary>A reason was given afterwards.</summary>
public sealed record FeedbackGiven(string Reason) : LeadEvent;

/// <summary>Back to nurture, to be looked at again; <c>RevisitAt</c> is the first working instant of that
/// date.</summary>
public sealed record Recycled(LocalDate RevisitOn, Instant RevisitAt) : LeadEvent;

/// <summary>The revisit date has come.</summary>
public sealed record RevisitCame : LeadEvent
{
    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>The owner said how it stands.</summary>
public sealed record StatusUpdated(string Status) : LeadEvent;

/// <summary>Sales rated fit and timing, 1 to 5 each.</summary>
public sealed record Rated(int Fit, int Timing) : LeadEvent;

/// <summary>Marketing disputes the rejection.</summary>
public sealed record Disputed(string? Note) : LeadEvent;

/// <summary>The arbiter ruled.</summary>
public sealed record Ruled(bool Upheld, string? Note) : LeadEvent;

/// <summary>Sales' clocks stand still.</summary>
public sealed record Paused(string Reason) : LeadEvent;

/// <summary>Sales' clocks run again.</summary>
public sealed record Resumed : LeadEvent;

/// <summary>Personal data was blanked on request.</summary>
public sealed record Erased : LeadEvent;

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
    /// <summary>Why it ended before its deadline without being done (a cadence cut short); null for a deadline that
    /// passed. Nobody is pinged for it.</summary>
    public string? Why { get; init; }

    /// <inheritdoc/>
    public override bool IsFact => false;
}

/// <summary>A pause told late held the clock when its deadline passed, so the breach never was; <c>At</c> is the
/// pause's own time.</summary>
public sealed record BreachWithdrawn(string Id) : LeadEvent
{
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

/// <summary>The reminders armed for a deadline wait for other hours: those of the owner whom the lead has now
/// got.</summary>
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

/// <summary>How an assignment came about.</summary>
public enum AssignmentWay
{
    /// <summary>The sender named the owner.</summary>
    Sender,

    /// <summary>A routing rule.</summary>
    Rule,

    /// <summary>The same person already owns this e-mail under another id.</summary>
    SameContact,

    /// <summary>A manager or RevOps.</summary>
    ByHand,

    /// <summary>A rejection that goes on to the next rep.</summary>
    Reroute,

    /// <summary>The owner is away.</summary>
    Cover,

    /// <summary>A rejection was overturned.</summary>
    Overturned,

    /// <summary>Taken from an owner who missed a deadline.</summary>
    TakenBack,

    /// <summary>Given back to whom it was taken from: the deadline had been kept after all.</summary>
    GivenBack,
}

/// <summary>Sentences that say why somebody got a lead, where they are read again.</summary>
internal static class AssignmentReason
{
    /// <summary>The lead went to the owner of another one with the same e-mail; the other's id follows.</summary>
    internal const string SameContact = "already works the same contact";
}
