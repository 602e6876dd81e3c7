using Microsoft.Data.Sqlite;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>One SQLite file: how it is opened, and its faults as sentences.</summary>
internal sealed class SqliteFile
{
    private const int WriterCacheKilobytes = 16 * 1024;
    private const int ReaderCacheKilobytes = 3 * 1024;
    private readonly SqliteConnectionStringBuilder settings;

    /// <summary>Reads a connection string; its file is named in full from here on.</summary>
    public SqliteFile(string connectionString)
    {
        try
        {
            settings = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        }
        catch (ArgumentException fault)
        {
            throw new StoreRefusedException(
                "SlaBot:Database:ConnectionString is no SQLite connection string. Write one such as \"Data "
                + "Source=slabot.db\".", fault);
        }

        if (string.IsNullOrWhiteSpace(settings.DataSource) || settings.DataSource == ":memory:"
            || settings.Mode == SqliteOpenMode.Memory)
        {
            throw new StoreRefusedException(
                "SlaBot:Database:ConnectionString names no file. Write one such as \"Data Source=slabot.db\".");
        }

        settings.DataSource = Path = Resolved(System.IO.Path.GetFullPath(settings.DataSource));
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Bytes on disk, the log included.</summary>
    public long Size => Length(Path) + LogSize;

    /// <summary>Bytes of the log beside it.</summary>
    public long LogSize => Length(Path + "-wal");

    /// <summary>Bytes left on its disk; null where the system does not say.</summary>
    public long? FreeBytes
    {
        get
        {
            try
            {
                return new DriveInfo(System.IO.Path.GetDirectoryName(Path)!).AvailableFreeSpace;
            }
            catch (Exception fault) when (fault is IOException or ArgumentException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Throws unless a writer could work here.</summary>
    public void RequireWritable()
    {
        var directory = System.IO.Path.GetDirectoryName(Path)!;
        if (!Directory.Exists(directory))
        {
            throw new StoreRefusedException(
                $"The directory {directory} of the data file does not exist. Create it, or name another in "
                + $"SlaBot:Database:ConnectionString.");
        }

        if (Directory.Exists(Path))
        {
            throw new StoreRefusedException($"{Path} is a directory. Name a file in SlaBot:Database:ConnectionString.");
        }

        if (File.Exists(Path) && File.GetAttributes(Path).HasFlag(FileAttributes.ReadOnly))
        {
            throw new StoreRefusedException($"{Path} is read-only. Give the program's user the right to write to it.");
        }
    }

    /// <summary>Throws unless there is something to read.</summary>
    public void RequireExisting()
    {
        if (!File.Exists(Path))
        {
            throw new StoreRefusedException(
                $"There is no data file {Path}. Start the bot once, or name the right file in "
                + $"SlaBot:Database:ConnectionString.");
        }
    }

    /// <summary>The connection that writes. Freed text is overwritten, so that what was erased is gone from the
    /// file.</summary>
    public SqliteConnection OpenWriter() => Open(SqliteOpenMode.ReadWriteCreate, $"""
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 2000;
        PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -{WriterCacheKilobytes};
        """);

    /// <summary>A connection that reads.</summary>
    public SqliteConnection OpenReader() =>
        Open(SqliteOpenMode.ReadOnly, $"PRAGMA cache_size = -{ReaderCacheKilobytes};");

    /// <summary>
    /// Throws when the file was cut short: pages that it counts are neither in it nor, as far as its length tells, in
    /// the log.
    /// </summary>
    public void RequireComplete(SqliteConnection connection)
    {
        using var counts = connection.CreateCommand();
        counts.CommandText = "SELECT page_count, page_size FROM pragma_page_count, pragma_page_size";
        using var row = counts.ExecuteReader();
        row.Read();
        var (pages, size) = (row.GetInt64(0), row.GetInt64(1));
        var (inFile, inLog) = (Length(Path) / size, Math.Max(0, (LogSize - 32) / (size + 24)));
        if (pages - inFile > inLog)
        {
            throw new StoreRefusedException(
                $"{Path} is damaged: it was cut short ({inFile} of {pages} pages are left). Restore a backup, or "
                + $"name another file in SlaBot:Database:ConnectionString.");
        }
    }

    /// <summary>Runs what opens or reads the file, its faults told in sentences.</summary>
    public T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException fault)
        {
            throw new StoreRefusedException(Sentence(fault), fault);
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode, string pragmas)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder(settings.ConnectionString) { Mode = mode }.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; "
                + pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // The log and the lock lie beside the file itself, whatever link leads to it.
    private static string Resolved(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }

    private string Sentence(SqliteException fault) => fault.SqliteErrorCode switch
    {
        11 or 26 =>
            $"{Path} is damaged or no data file of SlaBot. Restore a backup, or name another file in "
            + $"SlaBot:Database:ConnectionString.",
        3 or 8 or 14 or 23 =>
            $"{Path} cannot be opened. Give the program's user the right to read and write it and its directory.",
        5 or 6 => $"{Path} is locked by another program. Close that program and try again.",
        10 => $"{Path} cannot be read or written: the disk reports a fault. Look at the machine's disk, then restore "
            + $"a backup if need be.",
        13 => $"The disk of {Path} is full. Make room and start again; nothing acknowledged is lost.",
        _ => $"{Path} cannot be used: {fault.Message}",
    };

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}

/// <summary>
/// When the writer is to wait for whoever keeps the log from being begun anew. The database brings the log into the
/// file by itself, but can begin it anew only in an instant without readers; beside a reader that never rests it grew
/// to 1.6 GB in 8 seconds.
/// </summary>
/// <param name="size">The log's bytes on disk.</param>
internal sealed class WalLimit(Func<long> size)
{
    /// <summary>Up to here the log is kept as it is.</summary>
    public const long Usual = 64L * 1024 * 1024;

    /// <summary>From here on the wait is long enough to be felt: growth slows to a few megabytes a second.</summary>
    public const long Much = 256L * 1024 * 1024;

    private const long Step = 4L * 1024 * 1024;
    private const int ShortWait = 50;
    private const int LongWait = 500;
    private long next = Usual;

    /// <summary>How many milliseconds to wait for the readers now; null: nothing is to be done.</summary>
    public int? Wait() => size() is var bytes && bytes <= next ? null : bytes > Much ? LongWait : ShortWait;

    /// <summary>
    /// The log was begun anew, or somebody kept it: then it is tried again a few megabytes later, so that a stuck
    /// reader does not slow every write.
    /// </summary>
    public void Tried(bool isEmpty) => next = isEmpty ? Usual : Math.Max(Usual, size() + Step);
}

/// <summary>Copies a store, in use or not, as it stands at one instant. The copy appears under its name only when it is
/// whole and on disk.</summary>
internal static class SqliteBackup
{
    public static void Write(SqliteFile source, string target)
    {
        source.RequireExisting();
        var full = Path.GetFullPath(target);
        var partial = full + ".partial";
        RequireFree(full);
        File.Delete(partial);
        try
        {
            source.Guard(() => Copy(source, partial));
            using (var copy = new FileStream(partial, FileMode.Open, FileAccess.ReadWrite))
            {
                copy.Flush(flushToDisk: true);
            }

            File.Move(partial, full, overwrite: false);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static void RequireFree(string target)
    {
        if (File.Exists(target) || Directory.Exists(target))
        {
            throw new StoreRefusedException($"{target} exists already and is not overwritten. Name a new file.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new StoreRefusedException(
                $"The directory of {target} does not exist. Create it, or name another file.");
        }
    }

    private static int Copy(SqliteFile source, string target)
    {
        using var connection = source.OpenReader();
        using var copy = new Statement(connection, "VACUUM INTO @target");
        return copy.Run(target);
    }
}
