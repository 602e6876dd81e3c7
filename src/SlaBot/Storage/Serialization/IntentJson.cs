using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Engine;

namespace SlaBot.Storage.Serialization;

/// <summary>The stored form of what a message is about: JSON under explicit names, or nothing where its kind says it
/// all.</summary>
internal static class IntentJson
{
    private const string Start = "{\"is\":\"";
    private const string ListOfKeys = "{\"is\":\"Digest\",\"keys\":";

    private static readonly JsonSerializerOptions Options = new() { Encoder =
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As the text of the column; null for a kind without anything beside it.</summary>
    public static string? Write(MessageIntent intent) =>
        intent is LeadCardIntent or QueueAlarmIntent or ReturnedLeadIntent or DisputeIntent or RevisitIntent
        ? null
        : JsonSerializer.Serialize(intent, Options);

    /// <summary>Back from the two columns; a row of an older build holds text that its kind gives a meaning.</summary>
    public static MessageIntent Read(string kind, string? detail) =>
        detail?.StartsWith(ListOfKeys, StringComparison.Ordinal) == true ? LegacyDetails.List(KeysOf(detail))
        : detail?.StartsWith(Start, StringComparison.Ordinal) == true
        ? JsonSerializer.Deserialize<MessageIntent>(detail, Options)!
        : LegacyDetails.Read(MessageKindNames.All.Read<MessageKind>(kind), detail ?? "");

    private static string[] KeysOf(string detail) =>
        JsonNode.Parse(detail)!["keys"].Deserialize<string[]>() ?? [];
}

/// <summary>Reads what rows held before the outbox was typed: a text whose parts were joined by bars or lines, and
/// lists of keys. Goes when no such file is left.</summary>
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
        MessageKind.Digest => List(detail.Length == 0 ? [] : detail.Split('\n')),
        MessageKind.Note => Halves(detail, '\n', (title, text) => new NoteIntent(title, text)),
        MessageKind.Agreement => new AgreementIntent(detail),
        MessageKind.Review => Halves(detail, '|', (month, part) => new ReviewIntent(month, part)),
    };

    /// <summary>A list that named its messages by their keys alone.</summary>
    public static DigestIntent List(IEnumerable<string> keys) =>
        new([.. keys.Select(MessageKeys.Listed).OfType<ListLine>()]);

    private static MessageIntent Alarm(string[] lines) => lines[0] == "card"
        ? new UndeliveredCardIntent(lines.ElementAtOrDefault(1) ?? "", lines.ElementAtOrDefault(2) ?? "")
        : new AlarmIntent(lines[0], lines.ElementAtOrDefault(1) ?? "", lines.ElementAtOrDefault(2) ?? "");

    private static MessageIntent Halves(string detail, char separator, Func<string, string, MessageIntent> make) =>
        detail.IndexOf(separator, StringComparison.Ordinal) is >= 0 and var at
            ? make(detail[..at], detail[(at + 1)..]) : make(detail, "");
}
