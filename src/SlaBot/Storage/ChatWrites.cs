using System.Data.Common;
using SlaBot.Desk;
using SlaBot.Desk.Outbox;
using SlaBot.Storage.Json;

namespace SlaBot.Storage;

/// <summary>Wishes and posts.</summary>
internal sealed class ChatWrites(DbConnection connection) : IDisposable
{
    internal const string AddWish = $"""
        INSERT INTO outbox ({Rows.OutboxColumns})
        VALUES (@id, @key, @audience, @purpose, @lead, @detail, @thread_key, @not_before, @created_at, @attempts, @tried_at)
        ON CONFLICT (key) DO UPDATE SET detail = excluded.detail,
          not_before = CASE WHEN excluded.not_before < outbox.not_before THEN excluded.not_before ELSE outbox.not_before END
        """;

    internal const string CountWishes = "UPDATE counters SET value = @value WHERE name = 'outbox' AND value < @value";

    private readonly Statement wish = new(connection, AddWish);
    private readonly Statement number = new(connection, CountWishes);

    private readonly Statement done = new(connection, "DELETE FROM outbox WHERE id = @id");

    private readonly Statement change = new(connection,
        "UPDATE outbox SET not_before = @not_before, attempts = @attempts, tried_at = @tried_at WHERE id = @id");

    private readonly Statement post = new(connection, $"""
        INSERT INTO posts ({Rows.PostColumns})
        VALUES (@key, @platform, @message_id, @conversation, @place, @thread_of, @purpose, @lead, @detail, @within, @at, @edited_at, @number, @card)
        ON CONFLICT (key) DO UPDATE SET platform = excluded.platform, message_id = excluded.message_id, conversation = excluded.conversation,
          place = excluded.place, thread_of = excluded.thread_of, purpose = excluded.purpose, lead = excluded.lead, detail = excluded.detail,
          within = excluded.within, at = excluded.at, edited_at = excluded.edited_at, number = excluded.number, card = excluded.card
        """);

    /// <summary>What is done with goes first: a new wish of the same key must not melt into a row that is about to go.</summary>
    public void Write(DeskBatch batch)
    {
        foreach (var id in batch.OutboxDone)
        {
            done.Run(id);
        }

        foreach (var item in batch.OutboxChanged)
        {
            change.Run(Rows.Seconds(item.NotBefore), (long)item.Attempts, Rows.Seconds(item.TriedAt), item.Id);
        }

        foreach (var item in batch.Outbox)
        {
            Wish(item);
        }

        if (batch.Outbox.Count > 0)
        {
            number.Run(batch.Outbox.Max(item => item.Id));
        }

        foreach (var one in batch.Posts)
        {
            Write(one);
        }
    }

    public void Dispose()
    {
        wish.Dispose();
        number.Dispose();
        done.Dispose();
        change.Dispose();
        post.Dispose();
    }

    private void Wish(OutboxItem item) => wish.Run(
        item.Id, item.Key, item.Audience, PurposeNames.All.Write(item.Purpose), item.Lead, item.Detail, item.ThreadKey,
        Rows.Seconds(item.NotBefore), Rows.Seconds(item.CreatedAt), (long)item.Attempts, Rows.Seconds(item.TriedAt));

    private void Write(Post one) => post.Run(
        one.Key, one.Platform, one.MessageId, one.Conversation, one.Place, one.ThreadOf, PurposeNames.All.Write(one.Purpose), one.Lead, one.Detail, one.Within,
        Rows.Seconds(one.At), Rows.Seconds(one.EditedAt), one.Number, StoreJson.Write(one.Card));
}
