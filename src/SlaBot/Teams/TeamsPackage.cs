using System.IO.Compression;
using System.Text.Json.Nodes;

namespace SlaBot.Teams;

/// <summary>The package that an administrator uploads: the shipped manifest with the bot's own id, and the two icons, in one zip.</summary>
internal static class TeamsPackage
{
    private const string Prefix = "teams/";
    private const string Manifest = "manifest.json";
    private static readonly string[] Icons = ["color.png", "outline.png"];

    /// <summary>Writes it. Throws <see cref="IOException"/> when the file exists already.</summary>
    public static void Write(string file, TeamsOptions settings)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        using (var manifest = new StreamWriter(zip.CreateEntry(Manifest).Open()))
        {
            manifest.Write(Filled(settings).ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true }));
        }

        foreach (var icon in Icons)
        {
            using var from = Open(icon);
            using var to = zip.CreateEntry(icon).Open();
            from.CopyTo(to);
        }
    }

    /// <summary>The shipped manifest with the bot's id in its places.</summary>
    public static JsonObject Filled(TeamsOptions settings)
    {
        using var from = Open(Manifest);
        var manifest = JsonNode.Parse(from)!.AsObject();
        manifest["id"] = settings.AppId;
        manifest["bots"]![0]!["botId"] = settings.AppId;
        return manifest;
    }

    private static Stream Open(string name) => typeof(TeamsPackage).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new InvalidOperationException($"{name} is not part of the program.");
}
