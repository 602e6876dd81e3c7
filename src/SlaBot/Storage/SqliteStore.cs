using Microsoft.Data.Sqlite;
using NodaTime;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>The store in one SQLite file: one writer, any number of readers.</summary>
internal sealed class SqliteStore : IDisposable
{
    // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE.
    private const int NoCheckpointOnClose = 1006;
    private readonly SqliteFile file;
    private readonly WriterLock hold;
    private readonly SqliteConnection connection;
    private readonly SqliteWriter writer;
    private readonly ReadPool pool;
    private bool isClosed;

    private SqliteStore(SqliteFile file, WriterLock hold, SqliteConnection connection)
    {
        (this.file, this.hold, this.connection) = (file, hold, connection);
        var faults = new StoreFaults(file.Path, Health);
        writer = new SqliteWriter(connection, Dialect.Sqlite, faults, new WalLimit(() => file.LogSize));
        pool = new ReadPool(file.OpenReader, Dialect.Sqlite, faults);
        Reader = new SqliteReader(pool);
    }

    /// <summary>Whether writes succeed.</summary>
    public StoreHealth Health { get; } = new();

    /// <summary>The file.</summary>
    public string Path => file.Path;

    /// <summary>Bytes of the log beside the file.</summary>
    public long LogSize => file.LogSize;

    /// <summary>Bytes left on the disk of the file; null where the system does not say.</summary>
    public long? FreeBytes => file.FreeBytes;

    /// <summary>The writer's side, for one thread.</summary>
    public IWriteStore Writer => writer;

    /// <summary>The readers' side.</summary>
    public IReadStore Reader { get; }

    /// <summary>Bytes on disk.</summary>
    public long SizeInBytes => file.Size;

    /// <summary>The latest instant that anything on file happened at; null for an empty file. A clock moved by hand
    /// goes on from there.</summary>
    public Instant? LatestInstant()
    {
        using var connection = file.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(at) FROM (SELECT max(active_at) AS at FROM leads UNION ALL SELECT "
            + "max(published_at) FROM scorecards UNION ALL SELECT max(at) FROM documents)";
        return command.ExecuteScalar() is long seconds ? Instant.FromUnixTimeSeconds(seconds) : null;
    }

    /// <summary>What was kept of the machine's clock; null when nothing was.</summary>
    public ClockMark? ClockMark()
    {
        using var connection = file.OpenReader();
        return AdminReads.ClockMark(connection);
    }

    /// <summary>Opens the file for writing, made or brought up to date where need be. Throws
    /// <see cref="StoreRefusedException"/> with a sentence.</summary>
    /// <param name="connectionString">Which file.</param>
    /// <param name="progress">Told the share done of what takes long, from time to time; not at all where nothing
    /// does.</param>
    public static SqliteStore Open(string connectionString, Action<double>? progress = null) =>
        Open(connectionString, Migration.All, progress);

    /// <summary>Opens it as a version that knows these migrations would.</summary>
    internal static SqliteStore Open(string connectionString, IReadOnlyList<Migration> known,
        Action<double>? progress = null)
    {
        var file = new SqliteFile(connectionString);
        file.RequireWritable();
        var hold = WriterLock.Take(file.Path);
        SqliteConnection? connection = null;
        try
        {
            return file.Guard(() =>
            {
                connection = file.OpenWriter();
                file.RequireComplete(connection);
                new Migrator(connection, Dialect.Sqlite, known, file.Path).Migrate(progress);
                return new SqliteStore(file, hold, connection);
            });
        }
        catch
        {
            connection?.Dispose();
            hold.Dispose();
            throw;
        }
    }

    /// <summary>Opens it for reading only, beside a running bot or without one.</summary>
    public static SqliteReadStore OpenReadOnly(string connectionString) => SqliteReadStore.Open(connectionString);

    /// <summary>Copies the live data into a new file.</summary>
    public void Backup(string target) => SqliteBackup.Write(file, target);

    /// <summary>Copies the data of a file, in use or not, into a new one.</summary>
    public static void Backup(string connectionString, string target) =>
        SqliteBackup.Write(new SqliteFile(connectionString), target);

    /// <summary>
    /// Closes it. After a clean stop the one file is whole: what stands in the log is brought into it first. Where
    /// somebody else still reads, the log stays beside it and holds the newest part.
    /// </summary>
    public void Dispose()
    {
        if (isClosed)
        {
            return;
        }

        isClosed = true;
        pool.Dispose();
        if (Health.Damage.IsCompleted)
        {
            // What is left of a damaged file stays as it was found; the log may hold what the file has lost.
            _ = SQLitePCL.raw.sqlite3_db_config(connection.Handle!, NoCheckpointOnClose, 1, out _);
        }
        else
        {
            IsFolded = writer.Fold();
        }

        writer.Dispose();
        hold.Dispose();
    }

    /// <summary>After <see cref="Dispose"/>: true when the one file holds everything.</summary>
    public bool IsFolded { get; private set; }
}

/// <summary>The store of a SQLite file for those who only read, such as the commands <c>scorecard</c> and
/// <c>backup</c>.</summary>
internal sealed class SqliteReadStore : IDisposable
{
    private readonly SqliteFile file;
    private readonly ReadPool pool;

    private SqliteReadStore(SqliteFile file)
    {
        this.file = file;
        pool = new ReadPool(file.OpenReader, Dialect.Sqlite, new StoreFaults(file.Path, new StoreHealth()));
        Reader = new SqliteReader(pool);
    }

    /// <summary>The readers' side.</summary>
    public IReadStore Reader { get; }

    /// <summary>Bytes on disk.</summary>
    public long SizeInBytes => file.Size;

    /// <summary>Copies the data into a new file.</summary>
    public void Backup(string target) => SqliteBackup.Write(file, target);

    public void Dispose() => pool.Dispose();

    /// <summary>Opens it. Throws <see cref="StoreRefusedException"/> with a sentence.</summary>
    internal static SqliteReadStore Open(string connectionString)
    {
        var file = new SqliteFile(connectionString);
        file.RequireExisting();
        return file.Guard(() =>
        {
            using (var connection = file.OpenReader())
            {
                file.RequireComplete(connection);
                new Migrator(connection, Dialect.Sqlite, Migration.All, file.Path).RequireCurrent();
            }

            return new SqliteReadStore(file);
        });
    }
}
