using SlaBot.Core.Policy;

namespace SlaBot.Desk.Outbox;

/// <summary>The names under which purposes are kept in the outbox and with posts, and carried by views in Teams. A name, once used, stays.</summary>
internal static class PurposeNames
{
    /// <summary>The table.</summary>
    public static StoredNames All { get; } = new StoredNames().Values(
        (Purpose.Card, "Card"),
        (Purpose.Notice, "Notice"),
        (Purpose.QueueAlarm, "QueueAlarm"),
        (Purpose.ReturnedLead, "ReturnedLead"),
        (Purpose.Dispute, "Dispute"),
        (Purpose.Revisit, "Revisit"),
        (Purpose.Alarm, "Alarm"),
        (Purpose.Scorecard, "Scorecard"),
        (Purpose.Digest, "Digest"),
        (Purpose.Note, "Note"),
        (Purpose.Agreement, "Agreement"),
        (Purpose.Review, "Review"));
}
