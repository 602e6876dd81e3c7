using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;

namespace SlaBot.Engine;

/// <summary>The kinds of messages.</summary>
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
/// The message of this key is to be posted, or updated in place where it is posted already. The pump draws it from the
/// state at send time, so what is asked for one key twice is done once: there is at most one waiting row a key, which
/// takes the newer intent and the earlier instant.
/// </summary>
internal sealed record OutboxItem
{
    /// <summary>Running number; posts to one conversation go out in this order. Given by the engine.</summary>
    public long Id { get; init; }

    /// <summary>What makes the message unique, such as <c>card|L1|dm:ana@example.com</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Where it is to be seen.</summary>
    public required ChatAddress Address { get; init; }

    /// <summary>What it is about, with what its renderer needs beside the state.</summary>
    public required MessageIntent Intent { get; init; }

    /// <summary>The kind of message.</summary>
    public MessageKind Kind => Intent.Kind;

    /// <summary>The lead, where there is one.</summary>
    public string? Lead { get; init; }

    /// <summary>The key of the message to which this one is a reply.</summary>
    public string? ThreadKey { get; init; }

    /// <summary>Not sent earlier.</summary>
    public required Instant NotBefore { get; init; }

    /// <summary>When it was asked for.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>How often sending was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>When the last try began whose outcome is not known; null when none is open.</summary>
    public Instant? TriedAt { get; init; }
}

/// <summary>The names under which purposes are kept in the outbox and with posts, and carried by views in Teams. A
/// name, once used, stays.</summary>
internal static class MessageKindNames
{
    /// <summary>The table.</summary>
    public static StoredNames All { get; } = new StoredNames().Values(
        (MessageKind.Card, "Card"),
        (MessageKind.Notice, "Notice"),
        (MessageKind.QueueAlarm, "QueueAlarm"),
        (MessageKind.ReturnedLead, "ReturnedLead"),
        (MessageKind.Dispute, "Dispute"),
        (MessageKind.Revisit, "Revisit"),
        (MessageKind.Alarm, "Alarm"),
        (MessageKind.Scorecard, "Scorecard"),
        (MessageKind.Digest, "Digest"),
        (MessageKind.Note, "Note"),
        (MessageKind.Agreement, "Agreement"),
        (MessageKind.Review, "Review"));
}

/// <summary>A message that was posted to a chat: where, and as what it was last drawn.</summary>
internal sealed record PostedMessage
{
    /// <summary>The key of the outbox item that made it; unique.</summary>
    public required string Key { get; init; }

    /// <summary>The platform that holds it (<c>sandbox</c>, <c>slack</c>, <c>teams</c>).</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's own id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>For whom or for which channel it was made, wherever it was posted.</summary>
    public required ChatAddress Conversation { get; init; }

    /// <summary>The platform's own place, where it has one (a Slack channel id); the fallback channel when the person
    /// could not be reached.</summary>
    public string? Place { get; init; }

    /// <summary>The message that it replies to.</summary>
    public string? ThreadOf { get; init; }

    /// <summary>What it is about, as in the outbox.</summary>
    public required MessageIntent Intent { get; init; }

    /// <summary>The kind of message.</summary>
    public MessageKind Kind => Intent.Kind;

    /// <summary>The lead, where there is one.</summary>
    public string? Lead { get; init; }

    /// <summary>The key of the list that this notice became part of; the message is the list's.</summary>
    public string? Within { get; init; }

    /// <summary>When it was posted.</summary>
    public required Instant At { get; init; }

    /// <summary>When it was last redrawn.</summary>
    public Instant? EditedAt { get; init; }

    /// <summary>The outbox number it came from; posts sort by it.</summary>
    public required long Number { get; init; }

    /// <summary>As it was last drawn.</summary>
    public required Card Card { get; init; }
}
