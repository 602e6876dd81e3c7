using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Sandbox;

/// <summary>A conversation in the list at the side.</summary>
internal sealed record Place(string Conversation, string Name, string? Note, int Unread);

/// <summary>A private answer: only the one who asked sees it, and only until it is put away or the program
/// ends.</summary>
internal sealed record PrivateReply(string Id, string Conversation, string For, Instant At, string? Asked, Card Card);

/// <summary>Everything one page shows.</summary>
internal sealed record PageModel
{
    /// <summary>The people, then the channels.</summary>
    public required IReadOnlyList<Place> People { get; init; }

    /// <summary>The shared channels.</summary>
    public required IReadOnlyList<Place> Channels { get; init; }

    /// <summary>The conversation shown.</summary>
    public required string Conversation { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; init; }

    /// <summary>Who acts here.</summary>
    public required Person As { get; init; }

    /// <summary>Who may be chosen to act; one person in a direct conversation.</summary>
    public required IReadOnlyList<Person> Actors { get; init; }

    /// <summary>The messages, oldest first.</summary>
    public required IReadOnlyList<PostedMessage> Posts { get; init; }

    /// <summary>The private answers, oldest first.</summary>
    public required IReadOnlyList<PrivateReply> PrivateReplies { get; init; }

    /// <summary>Now.</summary>
    public required Instant Now { get; init; }

    /// <summary>The agreement's zone.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>True when the clock stands still until moved.</summary>
    public required bool ManualClock { get; init; }

    /// <summary>A role as a reader knows it.</summary>
    public static string RoleWord(Role role) => role == Role.RevOps ? "RevOps" : role.ToString().ToLowerInvariant();
}

/// <summary>Where a card's buttons lead: the message, who presses, and the page to come back to.</summary>
internal sealed record PressLocation(string MessageId, string As, string In, int Version);
