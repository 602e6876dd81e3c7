using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>
/// A command to change one lead, from a button, a webhook, a CSV row, a timer or an administrator. <c>Now</c> is when
/// it arrived; <c>At</c> is the action's own time where it differs (never after <c>Now</c>). Whole seconds.
/// </summary>
public abstract record LeadCommand
{
    /// <summary>The lead.</summary>
    public required string Lead { get; init; }

    /// <summary>When the command arrived.</summary>
    public Instant Now { get; init; }

    /// <summary>The action's own time; null for now.</summary>
    public Instant? At { get; init; }

    /// <summary>E-mail of the verified person who asks for it; null for the program or a sending system.</summary>
    public string? By { get; init; }

    /// <summary>The version of the card that was pressed; null when no card was.</summary>
    public int? SeenVersion { get; init; }

    /// <summary>True when it came from a chat, where a touch made earlier is marked self-reported.</summary>
    public bool FromChat { get; init; }

    /// <summary>
    /// True when somebody filled in a form: what was typed is worth more than a press, so it is taken although the lead
    /// has changed since <see cref="SeenVersion"/>, as long as it still makes sense.
    /// </summary>
    public bool FromForm { get; init; }

    /// <summary>The action's own time.</summary>
    public Instant Action => At ?? Now;
}

/// <summary>A lead arrives, or more is told about a known one.</summary>
public sealed record ReceiveLead(LeadProfile Profile, Instant? CreatedAt, Instant? MqlAt, string? Owner,
    IReadOnlySet<string> Sent) : LeadCommand
{
    /// <summary>True for a row of a file, whose ids may have been spoilt on the way: it never makes another person of a
    /// lead.</summary>
    public bool FromFile { get; init; }

    /// <summary>True when what the sender says of the owner is an assignment where it changes.</summary>
    public bool MayAssign { get; init; }

    /// <summary>Which key or file sends it; null where nobody says.</summary>
    public string? Sender { get; init; }

    /// <summary>True for a test: said of a known lead it changes nothing.</summary>
    public bool IsTest { get; init; }

    /// <summary>When the sender assigned it; null for now.</summary>
    public Instant? AssignedAt { get; init; }

    /// <summary>An owner that the sender named and nobody knows, as it was sent; null as a rule.</summary>
    public string? UnknownOwner { get; init; }
}

/// <summary>The person did something.</summary>
public sealed record AddActivity(string Kind, string? Subject) : LeadCommand;

/// <summary>Accept.</summary>
public sealed record Accept : LeadCommand;

/// <summary>Reject with a reason of the agreement.</summary>
public sealed record Reject(string? Reason, string? Note) : LeadCommand;

/// <summary>Log one attempt.</summary>
public sealed record LogTouch(string Channel, bool? Connected, string? Note) : LeadCommand
{
    /// <summary>True for what a program sent: shown, never counted.</summary>
    public bool IsAutomatic { get; init; }
}

/// <summary>Give an outcome code.</summary>
public sealed record Dispose(string Code, string? Reason) : LeadCommand;

/// <summary>Move to a stage: SalesQualified, Opportunity, Won or Lost.</summary>
public sealed record Advance(LeadStage Stage, decimal? Amount, string? Reason, IReadOnlyList<string> Checklist)
    : LeadCommand;

/// <summary>Set the expected worth.</summary>
public sealed record SetAmount(decimal Amount) : LeadCommand;

/// <summary>Give the reason afterwards.</summary>
public sealed record GiveFeedback(string Reason) : LeadCommand;

/// <summary>Put into nurture until a date.</summary>
public sealed record Recycle(LocalDate RevisitOn) : LeadCommand;

/// <summary>Say how it stands.</summary>
public sealed record UpdateStatus(string Status) : LeadCommand;

/// <summary>Give it to somebody.</summary>
public sealed record Assign(string Owner) : LeadCommand;

/// <summary>Rate fit and timing.</summary>
public sealed record Rate(int Fit, int Timing) : LeadCommand;

/// <summary>Dispute the rejection.</summary>
public sealed record DisputeRejection(string? Note) : LeadCommand;

/// <summary>Rule on the dispute.</summary>
public sealed record RuleDispute(bool Upheld, string? Note) : LeadCommand;

/// <summary>Stop sales' clocks.</summary>
public sealed record Pause(string Reason) : LeadCommand;

/// <summary>Let them run again.</summary>
public sealed record Resume : LeadCommand;

/// <summary>Excuse a duty by name.</summary>
public sealed record Waive(ClauseKind Clause, string Reason) : LeadCommand;

/// <summary>The program: what is due is decided.</summary>
public sealed record Tick : LeadCommand;

/// <summary>The program: try to place a queued lead.</summary>
public sealed record Place : LeadCommand;

/// <summary>The program: the owner is away; move the lead to the cover, or to the roster where there is none.</summary>
public sealed record HandOver(string Away, string? Cover) : LeadCommand;

/// <summary>The program: what became of the owner's card. <c>Fault</c> is null when it arrived.</summary>
public sealed record ReportCard(string Owner, string? Fault) : LeadCommand;

/// <summary>A line of an imported history: a fact with its own time; null for a line that no number needs.</summary>
public sealed record ImportHistory(LeadEvent? Fact) : LeadCommand;

/// <summary>Take back one's own last acceptance, rejection, touch, outcome or stage.</summary>
/// <param name="Event">The version of the event that is meant; null for the last.</param>
public sealed record Undo(int? Event) : LeadCommand;

/// <summary>An administrator: blank personal data.</summary>
public sealed record Erase : LeadCommand;

/// <summary>An expected "no": a stable code for programs and a sentence for people that says what to do next.</summary>
public sealed record Refusal(string Code, string Sentence);

/// <summary>What a command came to: events (possibly none), or a refusal and nothing else.</summary>
public sealed record Decision(IReadOnlyList<LeadEvent> Events, LeadState? State, Refusal? Refusal)
{
    /// <summary>A "no": nothing is to be written.</summary>
    public static Decision No(string code, string sentence) => new([], null, new Refusal(code, sentence));
}
