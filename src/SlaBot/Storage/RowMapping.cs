using System.Data.Common;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>Rows made objects, and values made columns.</summary>
internal static class RowMapping
{
    public const string OutboxColumns =
        "id, key, audience, purpose, lead, detail, thread_key, not_before, created_at, attempts, tried_at";
    public const string PostColumns = "key, platform, message_id, conversation, place, thread_of, purpose, lead, "
        + "detail, within, at, edited_at, number, card";
    public const string RequestColumns = "key, body_hash, lead, version, refusal_code, refusal_sentence, at";

    public static object? Seconds(Instant? at) => at?.ToUnixTimeSeconds();

    public static string? Text(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static Instant At(this DbDataReader row, int column) => Instant.FromUnixTimeSeconds(row.GetInt64(column));

    public static Instant? AtOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.At(column);

    public static byte[] Bytes(this DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);

    public static LeadState State(DbDataReader row) => State(row, 0);

    public static LeadState State(DbDataReader row, int column) => StoreJson.State(row.Bytes(column));

    public static StoredEvent Event(DbDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), StoreJson.Event(row.GetString(2), row.Bytes(3)));

    public static OutboxItem Item(DbDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Key = row.GetString(1),
        Address = ChatAddress.Parse(row.GetString(2)),
        Intent = IntentJson.Read(row.GetString(3), row.Text(5)),
        Lead = row.Text(4),
        ThreadKey = row.Text(6),
        NotBefore = row.At(7),
        CreatedAt = row.At(8),
        Attempts = row.GetInt32(9),
        TriedAt = row.AtOrNull(10),
    };

    public static PostedMessage Post(DbDataReader row) => new()
    {
        Key = row.GetString(0),
        Platform = row.GetString(1),
        MessageId = row.GetString(2),
        Conversation = ChatAddress.Parse(row.GetString(3)),
        Place = row.Text(4),
        ThreadOf = row.Text(5),
        Intent = IntentJson.Read(row.GetString(6), row.Text(8)),
        Lead = row.Text(7),
        Within = row.Text(9),
        At = row.At(10),
        EditedAt = row.AtOrNull(11),
        Number = row.GetInt64(12),
        Card = StoreJson.Card(row.Bytes(13)),
    };

    public static RequestRecord Request(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.Text(4), row.Text(5), row.At(6));
}
