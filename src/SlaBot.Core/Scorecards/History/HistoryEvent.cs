using NodaTime;

namespace SlaBot.Core.Scorecards.History;

/// <summary>The types of a history line.</summary>
public enum HistoryType
{
    /// <summary><c>lead_received</c>.</summary>
    LeadReceived,

    /// <summary><c>mql_reached</c>.</summary>
    MqlReached,

    /// <summary><c>assigned</c>.</summary>
    Assigned,

    /// <summary><c>accepted</c>.</summary>
    Accepted,

    /// <summary><c>rejected</c>.</summary>
    Rejected,

    /// <summary><c>touch</c>.</summary>
    Touch,

    /// <summary><c>disposition</c>.</summary>
    Disposition,

    /// <summary><c>stage</c>.</summary>
    Stage,

    /// <summary><c>amount</c>.</summary>
    Amount,

    /// <summary><c>feedback</c>.</summary>
    Feedback,

    /// <summary><c>delivered</c>.</summary>
    Delivered,

    /// <summary><c>rerouted</c>.</summary>
    Rerouted,

    /// <summary><c>recycled</c>.</summary>
    Recycled,

    /// <summary><c>disputed</c>.</summary>
    Disputed,

    /// <summary><c>ruled</c>.</summary>
    Ruled,

    /// <summary><c>paused</c>.</summary>
    Paused,

    /// <summary><c>resumed</c>.</summary>
    Resumed,

    /// <summary><c>waived</c>.</summary>
    Waived,

    /// <summary><c>updated</c>.</summary>
    Updated,

    /// <summary><c>rated</c>.</summary>
    Rated,
}

/// <summary>One line of a history file (METRICS.md, History file). Members that its type does not have are
/// null.</summary>
public sealed record HistoryEvent
{
    /// <summary>The line's id; null when it has none (it is then never taken for a repeat).</summary>
    public string? Id { get; init; }

    /// <summary>Its own time, whole seconds.</summary>
    public required Instant At { get; init; }

    /// <summary>The lead.</summary>
    public required string Lead { get; init; }

    /// <summary>What happened.</summary>
    public required HistoryType Type { get; init; }

    /// <summary>Who did it.</summary>
    public string? By { get; init; }

    /// <summary>The new owner.</summary>
    public string? To { get; init; }

    /// <summary>The reason of a rejection, a loss or a feedback.</summary>
    public string? Reason { get; init; }

    /// <summary>The channel of a touch.</summary>
    public string? Channel { get; init; }

    /// <summary>The outcome code.</summary>
    public string? Code { get; init; }

    /// <summary>The stage: <c>sql</c>, <c>sqo</c>, <c>won</c>, <c>lost</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>The amount, where it reads as a number.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Of an outcome: it does not end work.</summary>
    public bool Interim { get; init; }

    /// <summary>Of a touch: whether it reached somebody; null where that was not said.</summary>
    public bool? Connected { get; init; }

    /// <summary>Of a touch: a program made it, so that it counts for nothing.</summary>
    public bool Automatic { get; init; }

    /// <summary>Of a ruling: the rejection stands.</summary>
    public bool Upheld { get; init; }

    /// <summary>The clause that was excused.</summary>
    public string? Clause { get; init; }

    /// <summary>The status that was told.</summary>
    public string? Status { get; init; }

    /// <summary>The rating of fit, 1 to 5.</summary>
    public int Fit { get; init; }

    /// <summary>The rating of timing, 1 to 5.</summary>
    public int Timing { get; init; }

    /// <summary>The lead's fields by name as sent, nested ones by dotted path (names without case); blank ones are left
    /// out.</summary>
    public IReadOnlyDictionary<string, string>? Fields { get; init; }
}
