using Microsoft.Data.Sqlite;
using NodaTime;
using SlaBot.Desk;

namespace SlaBot.Storage;

/// <summary>The store in one SQLite file: one writer, any number of readers.</summary>
internal sealed class SqliteStore : IDisposable
{
    private readonly SqliteFile file;
    private readonly WriterLock hold;
    private readonly DeskWriter writer;
    private readonly ReadPool pool;

    private SqliteStore(SqliteFile file, WriterLock hold, DeskWriter writer)
    {
        (this.file, this.hold, this.writer) = (file, hold, writer);
        pool = new ReadPool(file.OpenReader, Dialect.Sqlite);
        Reader = new DeskReader(pool);
    }

    /// <summary>The writer's side, for one thread.</summary>
    public IDeskStore Writer => writer;

    /// <summary>The readers' side.</summary>
    public IDeskReader Reader { get; }

    /// <summary>Bytes on disk.</summary>
    public long SizeInBytes => file.Size;

    /// <summary>The latest instant that anything on file happened at; null for an empty file. A clock moved by hand goes on from there.</summary>
    public Instant? LatestInstant()
    {
        using var connection = file.OpenReader();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(at) FROM (SELECT max(active_at) AS at FROM leads UNION ALL SELECT max(published_at) FROM scorecards UNION ALL SELECT max(at) FROM documents)";
        return command.ExecuteScalar() is long seconds ? Instant.FromUnixTimeSeconds(seconds) : null;
    }

    /// <summary>What was kept of the machine's clock; null when nothing was.</summary>
    public ClockMark? ClockMark()
    {
        using var connection = file.OpenReader();
        return BookReads.ClockMark(connection);
    }

    /// <summary>Opens the file for writing, made or brought up to date where need be. Throws <see cref="StoreRefusedException"/> with a sentence.</summary>
    /// <param name="connectionString">Which file.</param>
    /// <param name="progress">Told the share done of what takes long, from time to time; not at all where nothing does.</param>
    public static SqliteStore Open(string connectionString, Action<double>? progress = null) => Open(connectionString, Migration.All, progress);

    /// <summary>Opens it as a version that knows these migrations would.</summary>
    internal static SqliteStore Open(string connectionString, IReadOnlyList<Migration> known, Action<double>? progress = null)
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
                new Migrator(connection, Dialect.Sqlite, known, file.Path).Migrate(progress);
                return new SqliteStore(file, hold, new DeskWriter(connection, Dialect.Sqlite));
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
    public static void Backup(string connectionString, string target) => SqliteBackup.Write(new SqliteFile(connectionString), target);

    public void Dispose()
    {
        pool.Dispose();
        writer.Dispose();
        hold.Dispose();
    }
}
