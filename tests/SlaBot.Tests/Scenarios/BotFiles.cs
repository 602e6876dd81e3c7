using System.Text.Json.Nodes;
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
        Directory = System.IO.Directory.CreateTempSubdirectory("slabot-").FullName;
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

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

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
