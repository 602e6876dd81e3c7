using System.Data.Common;
using System.Text.RegularExpressions;

namespace SlaBot.Storage;

/// <summary>One SQL statement, prepared once and run often; its values are bound in the order in which their names first stand in the text.</summary>
internal sealed partial class Statement : IDisposable
{
    private readonly DbCommand command;
    private readonly DbParameter[] parameters;

    public Statement(DbConnection connection, string sql)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        parameters = [.. Names().Matches(sql).Select(match => match.Value).Distinct(StringComparer.Ordinal).Select(Parameter)];
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
            throw new ArgumentException($"{values.Length} values for {parameters.Length} parameters of: {command.CommandText}");
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
