using Microsoft.Data.Sqlite;

namespace SlaBot.Tests.Storage;

/// <summary>Another program that reads the data file and keeps an old state of it.</summary>
internal sealed class OtherReader : IDisposable
{
    private readonly SqliteConnection connection;

    private OtherReader(SqliteConnection connection) => this.connection = connection;

    /// <summary>Begins to read; what it sees stays as it is until it is let go of.</summary>
    public static OtherReader Begin(string connectionString)
    {
        var connection = new SqliteConnection(connectionString + ";Mode=ReadOnly;Pooling=False");
        connection.Open();
        var reader = new OtherReader(connection);
        reader.Ask("BEGIN");
        reader.Ask("SELECT COUNT(*) FROM leads");
        return reader;
    }

    /// <summary>The first value of an answer.</summary>
    public object? Ask(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    public void Dispose() => connection.Dispose();
}
