using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>What every card is drawn under beside the lead itself.</summary>
public sealed record CardContext
{
    /// <summary>The agreement in force.</summary>
    public required SlaPolicy Policy { get; init; }

    /// <summary>Everybody.</summary>
    public required People People { get; init; }

    /// <summary>The instant of drawing; only years and "in effect" depend on it, never words that would go
    /// stale.</summary>
    public required Instant Now { get; init; }
}

/// <summary>Who reads a card and in which zone; a channel has no person and reads in the agreement's zone.</summary>
public sealed record Reader(Person? Person, DateTimeZone Zone);
