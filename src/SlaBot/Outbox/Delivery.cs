using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>A card on its way: a new message, or (with <c>Existing</c>) the same one redrawn in place.</summary>
internal sealed record Outgoing(OutboxItem Item, Card Card, PostedMessage? Existing, PostedMessage? Thread, Instant Now)
{
    /// <summary>True for what nobody has read yet, also where it is said by changing a list that stands.</summary>
    public bool IsNews { get; init; }

    /// <summary>The e-mail of the person whom no platform has, when the card goes to a channel in their
    /// place.</summary>
    public string? MeantFor { get; init; }
}

/// <summary>What became of it.</summary>
internal abstract record SendOutcome;

/// <summary>It stands there.</summary>
internal sealed record Sent(string Platform, string MessageId, string? Place) : SendOutcome
{
    /// <summary>Why it stands elsewhere than with the person it is for; null when it reached them.</summary>
    public string? FallbackReason { get; init; }
}

/// <summary>It will not go there as things are; an administrator must act. The work is kept and tried again when
/// mended.</summary>
internal sealed record SendRefused(string Code, string Sentence) : SendOutcome
{
    /// <summary>True when it lies in this one message, so that those behind it need not wait.</summary>
    public bool OnlyThis { get; init; }

    /// <summary>True when the platform does not have the person at all: another one, or the fallback channel, may still
    /// take it.</summary>
    public bool IsStranger { get; init; }
}

/// <summary>Not now: rate limit or outage, try again at the instant.</summary>
internal sealed record SendLater(Instant NotBefore, string Why) : SendOutcome
{
    /// <summary>True when the platform is not reached at all, so that nothing can have arrived: another one may be
    /// quicker.</summary>
    public bool IsOutage { get; init; }
}

/// <summary>It may or may not stand there.</summary>
internal sealed record SendUnknown(string Why) : SendOutcome;

/// <summary>Brings cards to people; the chat room implements it over its transports, tests over a recording
/// one.</summary>
internal interface IMessageSender
{
    /// <summary>True when a try is to be put on file before it is made.</summary>
    bool IsRemote => false;

    /// <summary>Sends one card. Never throws for what a network does.</summary>
    Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop);
}
