using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>The store of a SQLite file for those who only read, such as the commands <c>scorecard</c> and <c>backup</c>.</summary>
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
