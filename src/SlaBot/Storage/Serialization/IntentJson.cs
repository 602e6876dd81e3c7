using System.Text.Encodings.Web;
using System.Text.Json;
using SlaBot.Engine;

namespace SlaBot.Storage.Serialization;

/// <summary>The stored form of what a message is about: JSON under explicit names, or nothing where its kind says it
/// all.</summary>
internal static class IntentJson
{
    private const string Start = "{\"is\":\"";

    private static readonly JsonSerializerOptions Options = new() { Encoder =
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As the text of the column; null for a kind without anything beside it.</summary>
    public static string? Write(MessageIntent intent) =>
        intent is LeadCardIntent or QueueAlarmIntent or ReturnedLeadIntent or DisputeIntent or RevisitIntent
        ? null
        : JsonSerializer.Serialize(intent, Options);

    /// <summary>Back from the two columns; a row of an older build holds text that its kind gives a meaning.</summary>
    public static MessageIntent Read(string kind, string? detail) =>
        detail?.StartsWith(Start, StringComparison.Ordinal) == true
        ? JsonSerializer.Deserialize<MessageIntent>(detail, Options)!
        : LegacyDetails.Read(MessageKindNames.All.Read<MessageKind>(kind), detail ?? "");
}
