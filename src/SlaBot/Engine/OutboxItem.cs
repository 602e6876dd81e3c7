using NodaTime;

namespace SlaBot.Engine;

/// <summary>What a post is about; with the key it says what should be seen, never how it is drawn.</summary>
internal enum MessageKind
{
    /// <summary>The one live card of a lead for one audience.</summary>
    Card,

    /// <summary>A warning, a breach or a rung of one obligation.</summary>
    Notice,

    /// <summary>Nobody could take a lead.</summary>
    QueueAlarm,

    /// <summary>A rejected lead is back at marketing.</summary>
    ReturnedLead,

    /// <summary>A dispute waits for its arbiter, or was ruled on.</summary>
    Dispute,

    /// <summary>A recycled lead's revisit date came.</summary>
    Revisit,

    /// <summary>An administrator must do something.</summary>
    Alarm,

    /// <summary>One part of a week's scorecard.</summary>
    Scorecard,

    /// <summary>A list made of many notices.</summary>
    Digest,

    /// <summary>A short text for one reader.</summary>
    Note,

    /// <summary>The agreement's one page, when a new version came into force.</summary>
    Agreement,

    /// <summary>One part of a month's review.</summary>
    Review,
}

/// <summary>
/// A wish that the post of this key be made, or made right where it stands already. The pump draws it from the state at send time,
/// so wishes for one key coalesce: there is at most one waiting row a key.
/// </summary>
internal sealed record OutboxItem
{
    /// <summary>Running number; posts to one conversation go out in this order. Given by the Desk.</summary>
    public long Id { get; init; }

    /// <summary>What makes the post unique, such as <c>card|L1|dm:ana@example.com</c>.</summary>
    public required string Key { get; init; }

    /// <summary><c>dm:EMAIL</c> or <c>channel:NAME</c> (the name as in the settings' Channels: Escalations, Scorecard, Marketing, Admin).</summary>
    public required string Address { get; init; }

    /// <summary>What it is about.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The lead, where there is one.</summary>
    public string? Lead { get; init; }

    /// <summary>What the drawing needs beside the state, such as an obligation's id and level; no rendered text of a lead.</summary>
    public string? Detail { get; init; }

    /// <summary>The key of the post under which this one stands as a reply.</summary>
    public string? ThreadKey { get; init; }

    /// <summary>Not sent earlier.</summary>
    public required Instant NotBefore { get; init; }

    /// <summary>When it was wished.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>How often sending was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last try began whose outcome is not known; null when none is open.</summary>
    public Instant? TriedAt { get; init; }
}
