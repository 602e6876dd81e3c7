using System.IO.Compression;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Teams;
using SlaBot.Teams.Auth;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Teams;

/// <summary>The package that an administrator uploads, made by the command and held against Microsoft's rules and against the code.</summary>
public sealed class TeamsPackageTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("slabot-package").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Command_MakesAZip_WithTheManifestAndBothIcons()
    {
        var (code, said, file) = await PackAsync("app.zip");
        code.ShouldBe(0, said);
        said.ShouldNotContain("no personal tab");
        using var zip = ZipFile.OpenRead(file);
        zip.Entries.Select(entry => entry.FullName).Order().ShouldBe(["color.png", "manifest.json", "outline.png"]);
        var manifest = Manifest(zip);
        TeamsManifestRules.Faults(manifest, tabIsExpected: true).ShouldBeEmpty();
        ((string)manifest["id"]!).ShouldBe(TeamsIdentity.App);
        ((string)manifest["bots"]![0]!["botId"]!).ShouldBe(TeamsIdentity.App);
        ((string)manifest["staticTabs"]![1]!["contentUrl"]!).ShouldBe("https://slabot.corp.example/teams/tab");
        manifest["webApplicationInfo"]!.ToJsonString().ShouldBe($$"""{"id":"{{TeamsIdentity.App}}","resource":"api://slabot.corp.example/botid-{{TeamsIdentity.App}}"}""");
        manifest["validDomains"]!.ToJsonString().ShouldBe("""["slabot.corp.example"]""");
        manifest.ToJsonString().ShouldNotContain("00000000-0000-0000-0000");
        manifest.ToJsonString().ShouldNotContain("slabot.example.com");
    }

    [Fact]
    public async Task Command_WithoutTeamsOwnAddress_LeavesTheTabOut_AndSaysSo()
    {
        var (code, said, file) = await PackAsync("app.zip", publicUrl: null, web: "https://sla.corp.example/bot/");
        code.ShouldBe(0, said);
        said.ShouldContain("SlaBot:Teams:PublicUrl");
        using var zip = ZipFile.OpenRead(file);
        TeamsManifestRules.Faults(Manifest(zip), tabIsExpected: false).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "https://slabot.corp.example", "AppId is missing")]
    [InlineData("slabot", "https://slabot.corp.example", "AppId is missing")]
    [InlineData(TeamsIdentity.App, "http://localhost:5080", "over https")]
    [InlineData(TeamsIdentity.App, "", "SlaBot:Web:PublicUrl is missing")]
    public async Task Command_WithoutWhatItNeeds_WritesNothing(string app, string publicUrl, string words)
    {
        var (code, said, file) = await PackAsync("app.zip", publicUrl, app);
        code.ShouldBe(1);
        said.ShouldContain(words);
        File.Exists(file).ShouldBeFalse();
    }

    [Theory]
    [InlineData("https://sla.corp.example/bot/", "https://slabot.corp.example", "https://sla.corp.example/bot")]
    [InlineData(null, "https://slabot.corp.example", "https://slabot.corp.example")]
    public async Task Command_NamesTheCompanysOwnPages(string? web, string teams, string expected)
    {
        var (code, said, file) = await PackAsync("app.zip", teams, web: web);
        code.ShouldBe(0, said);
        using var zip = ZipFile.OpenRead(file);
        var developer = Manifest(zip)["developer"]!;
        ((string)developer["websiteUrl"]!).ShouldBe(expected);
        ((string)developer["privacyUrl"]!).ShouldBe(expected + "/privacy");
        ((string)developer["termsOfUseUrl"]!).ShouldBe(expected + "/terms");
    }

    [Fact]
    public async Task Pages_ThatThePackageNames_AreThereForEverybody()
    {
        await using var bot = await ProductionBot.StartAsync();
        foreach (var page in new[] { "/privacy", "/terms" })
        {
            (await ProductionBot.AskAsync(bot.Address, "GET", page)).Status.ShouldBe(200, page);
        }

        (await ProductionBot.AskAsync(bot.Address, "GET", "/")).Answer.Headers.Location!.ToString().ShouldBe("/dashboard");
    }

    [Fact]
    public async Task Command_Again_NeedsAnotherFile_AndAHigherVersion()
    {
        await PackAsync("app.zip");
        var (code, said, _) = await PackAsync("app.zip");
        code.ShouldBe(1);
        said.ShouldContain("is version 1.1.0");
        said.ShouldContain("--app-version 1.1.1");
        foreach (var wrong in new[] { "1.0.9", "1.2", "1.2.3.4", "new", "1.1.x" })
        {
            (await PackAsync("next.zip", more: ["--app-version", wrong])).Said.ShouldContain("is no version that Teams takes here");
        }

        var (again, told, file) = await PackAsync("next.zip", more: ["--app-version", "1.1.1"]);
        again.ShouldBe(0, told);
        using var zip = ZipFile.OpenRead(file);
        ((string)Manifest(zip)["version"]!).ShouldBe("1.1.1");
    }

    [Fact]
    public void Manifest_AsItStandsInTheRepository_KeepsTheRules()
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(SlaBot.Tests.Architecture.SourceTree.Root, "manifests/teams/manifest.json")))!.AsObject();
        TeamsManifestRules.Faults(manifest, tabIsExpected: true).ShouldBeEmpty();
        manifest["staticTabs"]![1]!["contentUrl"] = "http://slabot.example.com/teams/tab";
        manifest["name"]!["short"] = new string('x', 31);
        manifest["extra"] = 1;
        TeamsManifestRules.Faults(manifest, tabIsExpected: true).Count().ShouldBe(3);
    }

    [Fact]
    public void Manifest_OffersTheCommandsThatAreUnderstood_AndHelpNames()
    {
        var manifest = TeamsPackage.Filled(new TeamsOptions { AppId = TeamsIdentity.App, OpenIdMetadataUrl = new Uri("http://x/"), Channels = new Dictionary<string, string?>() });
        var offered = manifest["bots"]![0]!["commandLists"]![0]!["commands"]!.AsArray().Select(node => (string)node!["title"]!).ToList();
        offered.ShouldBe(ChatCommandHandler.Names, ignoreOrder: true);
        var help = CardText.Of(HelpCard.Draw(null));
        offered.ShouldAllBe(text => help.Contains("/sla " + text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commands_ThatTheManifestOffers_AreAllAnswered()
    {
        await using var world = await TeamsWorld.StartAsync();
        foreach (var command in ChatCommandHandler.Names)
        {
            await world.Hands.SayAsync(TeamsWorld.Aad(Bot.Rita), command);
            world.Direct(Bot.Rita)[^1].BlocksText.ShouldNotContain("There is no command");
        }

        await world.Hands.SayAsync(TeamsWorld.Aad(Bot.Rita), "leeds");
        world.Direct(Bot.Rita)[^1].BlocksText.ShouldContain("There is no command");
    }

    [Fact]
    public void Icons_HaveTheirSizes_AndTheOutlineIsWhiteOnNothing()
    {
        var color = Picture.Read(Path.Combine(SlaBot.Tests.Architecture.SourceTree.Root, "manifests/teams/color.png"));
        (color.Width, color.Height).ShouldBe((192, 192));
        var outline = Picture.Read(Path.Combine(SlaBot.Tests.Architecture.SourceTree.Root, "manifests/teams/outline.png"));
        (outline.Width, outline.Height).ShouldBe((32, 32));
        outline.Pixels.Where(pixel => pixel.Alpha > 0).ShouldAllBe(pixel => pixel.Red == 255 && pixel.Green == 255 && pixel.Blue == 255);
        outline.Pixels.Count(pixel => pixel.Alpha == 0).ShouldBeGreaterThan(200);
        outline.Pixels.Count(pixel => pixel.Alpha > 200).ShouldBeGreaterThan(50);
    }

    private static JsonObject Manifest(ZipArchive zip)
    {
        using var stream = zip.GetEntry("manifest.json")!.Open();
        return JsonNode.Parse(stream)!.AsObject();
    }

    private async Task<(int Code, string Said, string File)> PackAsync(string name, string? publicUrl = "https://slabot.corp.example", string app = TeamsIdentity.App, string[]? more = null, string? web = null)
    {
        using var files = new BotFiles(Bot.Monday, settings =>
        {
            settings["Teams"] = new JsonObject { ["AppId"] = app, ["PublicUrl"] = publicUrl ?? "" };
            settings["Web"] = new JsonObject { ["PublicUrl"] = web ?? "" };
        });
        var file = Path.Combine(folder, name);
        var (code, said) = await CommandLineTests.RunAsync("Development", ["package", file, "--settings", files.Settings, .. more ?? []]);
        return (code, said, file);
    }
}
