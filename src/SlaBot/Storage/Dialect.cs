namespace SlaBot.Storage;

/// <summary>What differs between databases beyond the migrations; every other statement is written once, in the SQL that both speak.</summary>
internal sealed record Dialect
{
    /// <summary>How long a connection waits for a lock as a rule, in milliseconds.</summary>
    public const int Patience = 5000;

    /// <summary>Starts a transaction that will write.</summary>
    public required string Begin { get; init; }

    /// <summary>Starts a transaction of several reads that see one state.</summary>
    public required string BeginSnapshot { get; init; }

    /// <summary>Tells whether there is a table called <c>@name</c>.</summary>
    public required string HasTable { get; init; }

    /// <summary>Puts bytes to the end of bytes.</summary>
    public required Func<string, string, string> Append { get; init; }

    /// <summary>Brings the log's freed text out of the files after an erasure, its first value 0 when nothing stood in the way; null where the database needs none.</summary>
    public string? Scrub { get; init; }

    /// <summary>Sets how long this connection waits for a lock, in milliseconds; null where that is not said so.</summary>
    public Func<int, string>? Wait { get; init; }

    /// <summary>SQLite. The write lock is taken at once, so that a commit cannot fail half-way for want of it.</summary>
    public static Dialect Sqlite { get; } = new()
    {
        Begin = "BEGIN IMMEDIATE",
        BeginSnapshot = "BEGIN",
        HasTable = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @name",
        Append = (column, more) => $"CAST({column} || {more} AS BLOB)",
        Wait = milliseconds => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {milliseconds}"),
        Scrub = "PRAGMA wal_checkpoint(TRUNCATE)",
    };
}
