using System.Data.Common;
using System.Text.RegularExpressions;

namespace SlaBot.Storage;

/// <summary>One SQL statement, prepared once and run often; its values are bound in the order in which their names
/// first stand in the text.</summary>
internal sealed partial class Statement : IDisposable
{
    private readonly DbCommand command;
    private readonly DbParameter[] parameters;

    public Statement(DbConnection connection, string sql)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        parameters = [
            .. Names().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal).Select(Parameter)];
    }

    /// <summary>Runs it; answers with the rows changed.</summary>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null when there is no row or it is null.</summary>
    public object? Scalar(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    /// <summary>The first row; null when there is none.</summary>
    public T? First<T>(Func<DbDataReader, T> row, params ReadOnlySpan<object?> values)
        where T : class
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        return reader.Read() ? row(reader) : null;
    }

    /// <summary>All rows.</summary>
    public List<T> All<T>(Func<DbDataReader, T> row, params ReadOnlySpan<object?> values)
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The rows one by one; the statement is taken until the end.</summary>
    public IEnumerable<T> Stream<T>(Func<DbDataReader, T> row, object?[] values)
    {
        Bind(values);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return row(reader);
        }
    }

    public void Dispose() => command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"{values.Length} values for {parameters.Length} parameters of: {command.CommandText}");
        }

        for (var i = 0; i < values.Length; i++)
        {
            parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private DbParameter Parameter(string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }

    [GeneratedRegex("@[a-z_]+")]
    private static partial Regex Names();
}

/// <summary>What differs between databases beyond the migrations; every other statement is written once, in the SQL
/// that both speak.</summary>
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

    /// <summary>Brings the log's freed text out of the files after an erasure, its first value 0 when nothing stood in
    /// the way; null where the database needs none.</summary>
    public string? Scrub { get; init; }

    /// <summary>Sets how long this connection waits for a lock, in milliseconds; null where that is not said
    /// so.</summary>
    public Func<int, string>? Wait { get; init; }

    /// <summary>SQLite. The write lock is taken at once, so that a commit cannot fail half-way for want of
    /// it.</summary>
    public static Dialect Sqlite { get; } = new()
    {
        Begin = "BEGIN IMMEDIATE",
        BeginSnapshot = "BEGIN",
        HasTable = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = @name",
        Append = (column, more) => $"CAST({column} || {more} AS BLOB)",
        Wait = milliseconds =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = {milliseconds}"),
        Scrub = "PRAGMA wal_checkpoint(TRUNCATE)",
    };
}
