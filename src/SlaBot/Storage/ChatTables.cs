using System.Data.Common;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>Outbox items and posts.</summary>
internal sealed class ChatWrites(DbConnection connection) : IDisposable
{
    internal const string AddIntent = $"""
        INSERT INTO outbox ({RowMapping.OutboxColumns})
        VALUES (@id, @key, @audience, @purpose, @lead, @detail, @thread_key, @not_before, @created_at, @attempts, @tried_at)
        ON CONFLICT (key) DO UPDATE SET detail = excluded.detail,
          not_before = CASE WHEN excluded.not_before < outbox.not_before THEN excluded.not_before ELSE outbox.not_before END
        """;

    internal const string CountIntents = "UPDATE counters SET value = @value WHERE name = 'outbox' AND value < @value";

    private readonly Statement intent = new(connection, AddIntent);
    private readonly Statement number = new(connection, CountIntents);

    private readonly Statement done = new(connection, "DELETE FROM outbox WHERE id = @id");

    private readonly Statement change = new(connection,
        "UPDATE outbox SET not_before = @not_before, attempts = @attempts, tried_at = @tried_at WHERE id = @id");

    private readonly Statement post = new(connection, $"""
        INSERT INTO posts ({RowMapping.PostColumns})
        VALUES (@key, @platform, @message_id, @conversation, @place, @thread_of, @purpose, @lead, @detail, @within, @at, @edited_at, @number, @card)
        ON CONFLICT (key) DO UPDATE SET platform = excluded.platform, message_id = excluded.message_id, conversation = excluded.conversation,
          place = excluded.place, thread_of = excluded.thread_of, purpose = excluded.purpose, lead = excluded.lead, detail = excluded.detail,
          within = excluded.within, at = excluded.at, edited_at = excluded.edited_at, number = excluded.number, card = excluded.card
        """);

    /// <summary>What is done with goes first: a new outbox item of the same key must not melt into a row that is about
    /// to go.</summary>
    public void Write(WriteBatch batch)
    {
        foreach (var id in batch.OutboxDone)
        {
            done.Run(id);
        }

        foreach (var item in batch.OutboxChanged)
        {
            change.Run(RowMapping.Seconds(item.NotBefore), (long)item.Attempts, RowMapping.Seconds(item.TriedAt),
                item.Id);
        }

        foreach (var item in batch.Outbox)
        {
            Intent(item);
        }

        if (batch.Outbox.Count > 0)
        {
            number.Run(batch.Outbox.Max(item => item.Id));
        }

        foreach (var postedMessage in batch.Posts)
        {
            Write(postedMessage);
        }
    }

    public void Dispose()
    {
        intent.Dispose();
        number.Dispose();
        done.Dispose();
        change.Dispose();
        post.Dispose();
    }

    private void Intent(OutboxItem item) => intent.Run(
        item.Id, item.Key, item.Address.Text, MessageKindNames.All.Write(item.Kind), item.Lead,
        IntentJson.Write(item.Intent), item.ThreadKey,
        RowMapping.Seconds(item.NotBefore), RowMapping.Seconds(item.CreatedAt), (long)item.Attempts,
        RowMapping.Seconds(item.TriedAt));

    private void Write(PostedMessage postedMessage) => post.Run(
        postedMessage.Key, postedMessage.Platform, postedMessage.MessageId, postedMessage.Conversation.Text,
        postedMessage.Place, postedMessage.ThreadOf, MessageKindNames.All.Write(postedMessage.Kind), postedMessage.Lead,
        IntentJson.Write(postedMessage.Intent), postedMessage.Within,
        RowMapping.Seconds(postedMessage.At), RowMapping.Seconds(postedMessage.EditedAt), postedMessage.Number,
        StoreJson.Write(postedMessage.Card));
}

/// <summary>The statements that read outbox items and posts.</summary>
internal static class ChatReads
{
    // The ready ones are found in the index alone; only those asked for are fetched.
    public const string Ready = $"""
        SELECT {RowMapping.OutboxColumns} FROM outbox
        WHERE id IN (SELECT id FROM outbox WHERE not_before <= @up_to ORDER BY id LIMIT @limit) ORDER BY id
        """;

    public const string Waiting = $"SELECT {RowMapping.OutboxColumns} FROM outbox WHERE key = @key";

    public const string NextReady = "SELECT MIN(not_before) FROM outbox";

    public const string LastNumber = "SELECT value FROM counters WHERE name = 'outbox'";

    public const string Post = $"SELECT {RowMapping.PostColumns} FROM posts WHERE key = @key";

    // The parts of a list carry the list's message id; the list itself is the message.
    public const string ByMessage = $"""
        SELECT {RowMapping.PostColumns} FROM posts WHERE platform = @platform AND message_id = @message_id
        ORDER BY CASE WHEN within IS NULL THEN 0 ELSE 1 END, number LIMIT 1
        """;

    public const string OfNoLead = $"SELECT {RowMapping.PostColumns} FROM posts WHERE lead IS NULL AND purpose IN "
        + $"('Scorecard', 'Review', 'Note', 'Alarm') ORDER BY number, key";

    public const string OfLead = $"SELECT {RowMapping.PostColumns} FROM posts WHERE lead = @lead ORDER BY number, key";

    public const string Last = $"""
        SELECT {RowMapping.PostColumns} FROM posts WHERE platform = @platform AND within IS NULL ORDER BY number DESC LIMIT @limit
        """;

    public const string LastOf = $"""
        SELECT {RowMapping.PostColumns} FROM posts WHERE platform = @platform AND conversation = @conversation AND within IS NULL
        ORDER BY number DESC LIMIT @limit
        """;

    public const string Within =
        $"SELECT {RowMapping.PostColumns} FROM posts WHERE within = @within ORDER BY number, key";
}
