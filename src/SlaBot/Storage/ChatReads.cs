namespace SlaBot.Storage;

/// <summary>The statements that read wishes and posts.</summary>
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

    public const string OfNoLead = $"SELECT {RowMapping.PostColumns} FROM posts WHERE lead IS NULL AND purpose IN ('Scorecard', 'Review', 'Note', 'Alarm') ORDER BY number, key";

    public const string OfLead = $"SELECT {RowMapping.PostColumns} FROM posts WHERE lead = @lead ORDER BY number, key";

    public const string Last = $"""
        SELECT {RowMapping.PostColumns} FROM posts WHERE platform = @platform AND within IS NULL ORDER BY number DESC LIMIT @limit
        """;

    public const string LastOf = $"""
        SELECT {RowMapping.PostColumns} FROM posts WHERE platform = @platform AND conversation = @conversation AND within IS NULL
        ORDER BY number DESC LIMIT @limit
        """;

    public const string Within = $"SELECT {RowMapping.PostColumns} FROM posts WHERE within = @within ORDER BY number, key";
}
