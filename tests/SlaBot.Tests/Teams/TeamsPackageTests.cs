using System.IO.Compression;
using System.Text.Json;
using SlaBot.Teams;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Teams;

/// <summary>The package, held against the code.</summary>
public sealed class TeamsPackageTests
{
    private static readonly TeamsOptions Options = new() { AppId = TeamsIdentity.App, OpenIdMetadataUrl = new Uri("http://x/"), Channels = new Dictionary<string, string?>() };

    [Fact]
    public void Write_MakesAZipWithTheManifestAndBothIcons()
    {
        var file = Path.Combine(Path.GetTempPath(), $"slabot-{Guid.NewGuid():N}.zip");
        try
        {
            TeamsPackage.Write(file, Options);
            using var zip = ZipFile.OpenRead(file);
            zip.Entries.Select(one => one.FullName).Order().ShouldBe(["color.png", "manifest.json", "outline.png"]);
            using var manifest = JsonDocument.Parse(zip.GetEntry("manifest.json")!.Open());
            manifest.RootElement.GetProperty("bots")[0].GetProperty("botId").GetString().ShouldBe(TeamsIdentity.App);
            Size(zip, "color.png").ShouldBe((192, 192));
            Size(zip, "outline.png").ShouldBe((32, 32));
            Should.Throw<IOException>(() => TeamsPackage.Write(file, Options));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Manifest_KeepsItsLimits_AndOffersOnlyCommandsThatHelpKnows()
    {
        var manifest = TeamsPackage.Filled(Options);
        ((string)manifest["name"]!["short"]!).Length.ShouldBeLessThanOrEqualTo(30);
        ((string)manifest["description"]!["short"]!).Length.ShouldBeLessThanOrEqualTo(80);
        var commands = manifest["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray().Select(one => (string)one!["title"]!).ToList();
        commands.Count.ShouldBeLessThanOrEqualTo(12);
        var known = new[] { "leads", "team", "lead", "why", "scorecard", "agreement", "sign", "away", "back", "help" };
        commands.ShouldBe(known, ignoreOrder: true);
    }

    private static (int, int) Size(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        var head = new byte[24];
        stream.ReadExactly(head);
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(20)));
    }
}
