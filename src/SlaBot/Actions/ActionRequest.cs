using SlaBot.Core.Cards;
using SlaBot.Engine;

namespace SlaBot.Actions;

/// <summary>A pressed button: who (verified by the transport, never read from the card), what, and what was filled
/// in.</summary>
internal sealed record ActionRequest
{
    /// <summary>The platform it came from.</summary>
    public required string Platform { get; init; }

    /// <summary>E-mail of the verified person.</summary>
    public required string As { get; init; }

    /// <summary>The button's action.</summary>
    public required string Action { get; init; }

    /// <summary>The lead the button carries; null for buttons about no lead.</summary>
    public string? Lead { get; init; }

    /// <summary>The version the button was drawn from.</summary>
    public int? Version { get; init; }

    /// <summary>What was filled in, by field name.</summary>
    public IReadOnlyDictionary<string, string?> Inputs { get; init; } = new Dictionary<string, string?>();

    /// <summary>The platform's id of this very press, for "same request twice"; null where it has none.</summary>
    public string? RequestId { get; init; }
}

/// <summary>The private answer to a pressed button. The cards themselves are redrawn through the outbox.</summary>
internal sealed record ActionResult(bool Ok, string? PrivateText, IReadOnlyList<Fault>? FieldFaults = null,
    Card? PrivateCard = null)
{
    /// <summary>The refusal's code, when the engine refused.</summary>
    public string? Code { get; init; }

    /// <summary>The sentence as a card with a button that takes the step back; null where there is nothing to take
    /// back.</summary>
    public Card? Reply { get; init; }
}
