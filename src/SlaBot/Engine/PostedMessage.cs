using NodaTime;
using SlaBot.Core.Cards;

namespace SlaBot.Engine;

/// <summary>A message that was posted to a chat: where, and as what it was last drawn.</summary>
internal sealed record PostedMessage
{
    /// <summary>The key of the outbox item that made it; unique.</summary>
    public required string Key { get; init; }

    /// <summary>The platform that holds it (<c>sandbox</c>, <c>slack</c>, <c>teams</c>).</summary>
    public required string Platform { get; init; }

    /// <summary>The platform's own id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>The neutral conversation: <c>dm:EMAIL</c> or <c>channel:NAME</c>.</summary>
    public required string Conversation { get; init; }

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
