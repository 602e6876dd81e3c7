using System.IO.Compression;
using System.Text.Json.Nodes;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Tab;

namespace SlaBot.Teams;

/// <summary>The package that an administrator uploads: the shipped manifest with the bot's own id, and the two icons,
/// in one zip.</summary>
internal static class TeamsPackage
{
    private const string Prefix = "teams/";
    private const string Manifest = "manifest.json";
    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Icons = ["color.png", "outline.png"];

    /// <summary>Writes it, under the shipped version or a higher one; null when written, else why not.</summary>
    public static string? Write(string file, TeamsOptions settings, string? version = null)
    {
        if (File.Exists(file))
        {
            return VersionIn(file) is { } old
                ? $"{file} exists already and is version {old}: name another file. Teams takes a changed package "
                    + $"only under a higher version: add --app-version {Next(old)}."
                : $"{file} exists already: name another file.";
        }

        var manifest = Filled(settings);
        var shipped = Version.Parse((string)manifest["version"]!);
        if (version is not null && (!IsVersion(version, out var asked) || asked < shipped))
        {
            return $"\"{version}\" is no version that Teams takes here: write three numbers, {shipped} or higher.";
        }

        manifest["version"] = version ?? shipped.ToString();
        Write(file, manifest);
        return null;
    }

    private static void Write(string file, JsonObject filled)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create);
        using (var manifest = new StreamWriter(zip.CreateEntry(Manifest).Open()))
        {
            manifest.Write(filled.ToJsonString(Indented));
        }

        foreach (var icon in Icons)
        {
            using var from = Open(icon);
            using var to = zip.CreateEntry(icon).Open();
            from.CopyTo(to);
        }
    }

    /// <summary>The shipped manifest with the bot's id and addresses in their places; without one for Teams it has no
    /// personal tab.</summary>
    public static JsonObject Filled(TeamsOptions settings)
    {
        using var from = Open(Manifest);
        var manifest = JsonNode.Parse(from)!.AsObject();
        manifest["id"] = settings.AppId;
        manifest["bots"]![0]!["botId"] = settings.AppId;
        var website = settings.WebsiteUrl?.AbsoluteUri.TrimEnd('/');
        var developer = manifest["developer"]!;
        (developer["websiteUrl"], developer["privacyUrl"], developer["termsOfUseUrl"]) =
            (website, $"{website}/privacy", $"{website}/terms");
        if (settings.PublicUrl is not { } at)
        {
            string[] tab = ["staticTabs", "webApplicationInfo", "validDomains"];
            Array.ForEach(tab, text => manifest.Remove(text));
            return manifest;
        }

        var page = manifest["staticTabs"]!.AsArray().First(node => node!["contentUrl"] is not null)!;
        (page["contentUrl"], page["websiteUrl"]) = (TabAddress.Url(settings), TabAddress.Url(settings));
        manifest["webApplicationInfo"] = new JsonObject { ["id"] = settings.AppId,
            ["resource"] = TabAddress.Resource(settings) };
        manifest["validDomains"] = new JsonArray(at.Authority);
        return manifest;
    }

    private static bool IsVersion(string text, out Version version) =>
        Version.TryParse(text, out version!) && version is { Build: >= 0, Revision: -1 };

    private static string Next(string old) =>
        IsVersion(old, out var version)
            ? new Version(version.Major, version.Minor, version.Build + 1).ToString() : "1.1.1";

    private static string? VersionIn(string file)
    {
        try
        {
            using var zip = ZipFile.OpenRead(file);
            using var manifest = zip.GetEntry(Manifest)?.Open();
            return manifest is null ? null : (string?)JsonNode.Parse(manifest)?["version"];
        }
        catch (Exception fault) when (fault is InvalidDataException or System.Text.Json.JsonException
            or InvalidOperationException)
        {
            return null;
        }
    }

    private static Stream Open(string name) => typeof(TeamsPackage).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new InvalidOperationException($"{name} is not part of the program.");
}
