using System.Data.Common;
using System.Globalization;
using System.Reflection;
using SlaBot.Storage.Serialization;

namespace SlaBot.Storage;

/// <summary>A numbered step of the schema, in <c>Migrations/</c>.</summary>
internal sealed record Migration(long Number, string Name, string Sql)
{
    private const string Folder = "SlaBot.Storage.Migrations.";

    /// <summary>All that this version knows, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];

    private static Migration Read(string resource)
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        var name = resource[Folder.Length..^".sql".Length];
        return new Migration(long.Parse(name[..4], CultureInfo.InvariantCulture), name, text.ReadToEnd());
    }
}

/// <summary>Brings a schema up to date; refuses one that a newer version made, or somebody else.</summary>
internal sealed class Migrator(DbConnection connection, Dialect dialect, IReadOnlyList<Migration> known, string where)
{
    /// <summary>Applies what is missing, each step whole or not at all, and fills in the facts of older leads, which
    /// may take a minute for a million.</summary>
    public void Migrate(Action<double>? progress = null)
    {
        foreach (var step in Missing())
        {
            Run(dialect.Begin);
            Run("CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
            Run(step.Sql);
            Run("INSERT INTO migrations (number, name) VALUES (@number, @name)", step.Number, step.Name);
            Run("COMMIT");
        }

        new FactBackfill(connection, dialect).Run(progress);
    }

    /// <summary>For those who only read: throws unless nothing is missing.</summary>
    public void RequireCurrent()
    {
        if (Missing().Count > 0 || !new FactBackfill(connection, dialect).IsWhole())
        {
            throw new StoreRefusedException(
                $"{where} was made by an older version. Start the bot once, which brings it up to date, and try again.");
        }
    }

    private List<Migration> Missing()
    {
        var applied = Applied();
        foreach (var (number, name) in applied)
        {
            if (!known.Any(migration => migration.Number == number && migration.Name == name))
            {
                throw new StoreRefusedException(
                    $"{where} was made by a newer version (it knows step {name}). Run that version or a newer one, "
                    + $"or restore a backup made before it.");
            }
        }

        return [.. known.Where(migration => !applied.ContainsKey(migration.Number))];
    }

    private Dictionary<long, string> Applied()
    {
        if (Has("migrations"))
        {
            using var all = new Statement(connection, "SELECT number, name FROM migrations");
            return all.All(row => (row.GetInt64(0), row.GetString(1))).ToDictionary(row => row.Item1, row => row.Item2);
        }

        if (Has("leads") || Has("events"))
        {
            throw new StoreRefusedException($"{where} belongs to another program. Name another file.");
        }

        return [];
    }

    private bool Has(string table)
    {
        using var has = new Statement(connection, dialect.HasTable);
        return (long)has.Scalar(table)! > 0;
    }

    private void Run(string sql, params ReadOnlySpan<object?> values)
    {
        using var statement = new Statement(connection, sql);
        statement.Run(values);
    }
}
