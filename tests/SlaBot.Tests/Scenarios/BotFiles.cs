using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Settings;

namespace SlaBot.Tests.Scenarios;

/// <summary>A directory of its own with a settings file and, beside it, the data.</summary>
internal sealed class BotFiles : IDisposable
{
    public const string AdminKey = "example-key-change-me-0123456789";
    public const string IntakeKey = "intake-only-key-0123456789abcdef";
    public const string ReadKey = "read-only-key-0123456789abcdefgh";

    private readonly JsonNode settings;

    public BotFiles(string start, Action<JsonNode>? edit)
    {
        Directory = Needs.Folder("slabot-");
        settings = JsonNode.Parse(ExampleSettings.Json)!;
        var bot = settings["SlaBot"]!;
        bot["Clock"] = new JsonObject { ["Mode"] = "Manual", ["Start"] = start };
        bot["Database"] = new JsonObject { ["ConnectionString"] = "Data Source=slabot.db" };
        bot["Api"] = new JsonObject { ["Keys"] = new JsonArray(Key("crm", AdminKey, "intake", "read", "admin"), Key("form", IntakeKey, "intake"), Key("wall", ReadKey, "read")) };
        settings["Logging"] = JsonNode.Parse("""{"Console":{"LogLevel":{"Default":"None"}}}""");
        edit?.Invoke(bot);
        Write();
    }

    public string Directory { get; }

    public string Settings => Path.Combine(Directory, "settings.json");

    public string Data => Path.Combine(Directory, "slabot.db");

    /// <summary>Changes the settings, in one move as an editor does.</summary>
    public void Edit(Action<JsonNode> edit)
    {
        edit(settings["SlaBot"]!);
        Write();
    }

    public void Write(string text)
    {
        File.WriteAllText(Settings + ".new", text);
        File.Move(Settings + ".new", Settings, overwrite: true);
    }

    /// <summary>All bytes of the data file and of those beside it.</summary>
    public string Bytes() => string.Concat(System.IO.Directory.GetFiles(Directory, "slabot.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Select(file => System.Text.Encoding.Latin1.GetString(ReadShared(file))));

    /// <summary>Every row of the data but those that say nothing of leads and people's work: requests answered, accounts
    /// met in a chat.</summary>
    public string Stored()
    {
        using var connection = new SqliteConnection($"Data Source={Data};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var tables = Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table'");
        return string.Join('\n', tables.Where(table => table is not ("requests" or "counters" or "documents"))
            .SelectMany(table => Read(connection, $"SELECT * FROM {table}").Select(row => $"{table}: {row}"))
            .Concat(Read(connection, "SELECT * FROM documents WHERE kind NOT LIKE 'slack-%' AND kind NOT LIKE 'teams-%'")));
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = new SqliteCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(at => reader.GetValue(at) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                var value => value.ToString(),
            })));
        }

        return rows;
    }

    private void Write() => Write(settings.ToJsonString());

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static JsonNode Key(string name, string key, params string[] rights) =>
        new JsonObject { ["Name"] = name, ["Key"] = key, ["Rights"] = new JsonArray([.. rights.Select(right => (JsonNode)right)]) };
}
