using SlaBot.Core.Policy;

namespace SlaBot.Engine;

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
