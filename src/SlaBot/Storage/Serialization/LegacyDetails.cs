using SlaBot.Engine;

namespace SlaBot.Storage.Serialization;

/// <summary>Reads what rows held before the outbox was typed: a text whose parts were joined by bars or lines. Goes
/// when no such file is left.</summary>
internal static class LegacyDetails
{
    /// <summary>The meaning of such a text in a row of that kind.</summary>
    public static MessageIntent Read(MessageKind kind, string detail) => kind switch
    {
        MessageKind.Card => new LeadCardIntent(),
        MessageKind.Notice => Halves(detail, '|', (obligation, level) => new NoticeIntent(obligation, level)),
        MessageKind.QueueAlarm => new QueueAlarmIntent(),
        MessageKind.ReturnedLead => new ReturnedLeadIntent(),
        MessageKind.Dispute => new DisputeIntent(),
        MessageKind.Revisit => new RevisitIntent(),
        MessageKind.Alarm => Alarm(detail.Split('\n')),
        MessageKind.Scorecard => Halves(detail, '|', (week, part) => new ScorecardIntent(week, part)),
        MessageKind.Digest => new DigestIntent(detail.Length == 0 ? [] : detail.Split('\n')),
        MessageKind.Note => Halves(detail, '\n', (title, text) => new NoteIntent(title, text)),
        MessageKind.Agreement => new AgreementIntent(detail),
        MessageKind.Review => Halves(detail, '|', (month, part) => new ReviewIntent(month, part)),
    };

    private static MessageIntent Alarm(string[] lines) => lines[0] == "card"
        ? new UndeliveredCardIntent(lines.ElementAtOrDefault(1) ?? "", lines.ElementAtOrDefault(2) ?? "")
        : new AlarmIntent(lines[0], lines.ElementAtOrDefault(1) ?? "", lines.ElementAtOrDefault(2) ?? "");

    private static MessageIntent Halves(string detail, char separator, Func<string, string, MessageIntent> make) =>
        detail.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var at
            ? make(detail[..at], detail[(at + 1)..]) : make(detail, "");
}
