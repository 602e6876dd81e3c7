using SlaBot.Core.Policy.SettingsTree;
using System.Text.Json.Nodes;
using SlaBot.Core.Policy;
using SlaBot.Teams;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Sandbox;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Teams;

/// <summary>What <c>check</c> finds wrong outside, each with its remedy.</summary>
public sealed class TeamsCheckTests : IAsyncLifetime
{
    private FakeTeams teams = null!;

    public async Task InitializeAsync()
    {
        teams = await FakeTeams.StartAsync();
        teams.Installed["aad-1"] = true;
        teams.Channels["sla-escalations"] = "19:one@thread.tacv2";
    }

    public Task DisposeAsync() => teams.DisposeAsync().AsTask();

    [Fact]
    public async Task Sound_HasNoFault() => (await RunAsync(Sound(), Known())).ShouldBeEmpty();

    [Fact]
    public async Task Disabled_AsksNobody()
    {
        (await RunAsync(Sound() with { Enabled = false }, new TeamsCheckContext([SampleCards.Ana], new HashSet<string>(["Admin"])))).ShouldBeEmpty();
        teams.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_OfTheBotAndOfTheTab_AreNamedWhenMissing()
    {
        var nowhere = new Uri(teams.Root + "/nothing");
        One(await RunAsync(Sound() with { OpenIdMetadataUrl = nowhere }, Known())).Key.ShouldBe("SlaBot:Teams:OpenIdMetadataUrl");
        One(await RunAsync(Sound() with { EntraMetadataUrl = nowhere, PublicUrl = new Uri("https://x.example") }, Known())).Message.ShouldContain("personal tab");
    }

    [Fact]
    public async Task Token_Refused_OrNotReached_IsNamed()
    {
        One(await RunAsync(Sound() with { ClientSecret = "old" }, Known())).ShouldBe(new SettingsFault("SlaBot:Teams:ClientSecret", "gets no token (invalid_client): the credentials are refused. Check Teams:AppId and the secret (or certificate)."));
        One(await RunAsync(Sound() with { TokenUrl = new Uri("http://127.0.0.1:9/token") }, Known())).Message.ShouldContain("does not answer");
        One(await RunAsync(Sound() with { ClientSecret = null, CertificatePath = "/nowhere/bot.pfx" }, Known())).Key.ShouldBe("SlaBot:Teams:CertificatePath");
    }

    [Fact]
    public async Task Ids_ThatAreNone_AreNamed()
    {
        var faults = await RunAsync(Sound() with { AppId = "slabot", TenantId = "contoso.onmicrosoft.com", TokenUrl = null, ClientSecret = null, CertificatePath = "/nowhere/bot.pfx" }, Known());
        faults.ShouldContain(fault => fault.Key == "SlaBot:Teams:AppId" && fault.Message.Contains("no id"));
        faults.ShouldContain(fault => fault.Key == "SlaBot:Teams:TenantId" && fault.Message.Contains("never by a domain"));
    }

    [Fact]
    public async Task Service_ThatDoesNotAnswer_OrDoesNotTakeTheToken_IsNamed()
    {
        One(await RunAsync(Sound() with { AllowedServiceUrls = ["http://127.0.0.1:9/teams/"] }, Known())).Key.ShouldBe("SlaBot:Teams:AllowedServiceUrls");
        teams.Fail("get", new TeamsFailure(503));
        One(await RunAsync(Sound(), Known())).Message.ShouldContain("could not be asked");
        teams.Fail("get", new TeamsFailure(401, "BotNotRegistered"), 2);
        One(await RunAsync(Sound(), Known())).Message.ShouldContain("an Azure Bot with this Teams:AppId exists");
        One(await RunAsync(Sound(), Known() with { Teams = [Team("Revenue") with { ServiceUrl = "https://evil.example/" }] })).Message.ShouldContain("is not allowed");
    }

    [Fact]
    public async Task Channels_NotKnown_NotThere_OrInTwoTeams_AreNamed()
    {
        One(await RunAsync(Sound(), Known() with { Teams = null })).Message.ShouldContain("no bot has run on this data");
        One(await RunAsync(Sound(), Known() with { Teams = [] })).Message.ShouldContain("the app is in no team");
        One(await RunAsync(Sound(), Known() with { Teams = [Team("Revenue") with { IsGone = true }] })).Message.ShouldContain("the app is in no team");
        One(await RunAsync(Sound() with { Channels = Named("other") }, Known())).Message.ShouldContain("\"other\" is in none of the app's teams (Revenue)");
        One(await RunAsync(Sound() with { Channels = Named("Sales/sla-escalations") }, Known())).Key.ShouldBe("SlaBot:Channels:Escalations");
        One(await RunAsync(Sound(), Known() with { Teams = [Team("Revenue"), Team("Sales")] })).Message.ShouldContain("is in Revenue and in Sales: write Team/Channel");
        (await RunAsync(Sound() with { Channels = Named("sales/SLA-escalations") }, Known() with { Teams = [Team("Revenue"), Team("Sales")] })).ShouldBeEmpty();
        (await RunAsync(Sound() with { Channels = Named("other") }, Known() with { Channels = new HashSet<string>() })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Channel_ByItsId_IsAskedFor()
    {
        (await RunAsync(Sound() with { Channels = Named("19:one@thread.tacv2") }, Known())).ShouldBeEmpty();
        teams.Fail("get", new TeamsFailure(404, "ConversationNotFound"));
        teams.Fail("get", new TeamsFailure(404, "ConversationNotFound"));
        One(await RunAsync(Sound() with { Channels = Named("19:two@thread.tacv2") }, Known() with { Teams = [] })).Message.ShouldContain("no channel that the app can see");
    }

    [Fact]
    public async Task Team_ThatTheAppHasLeft_IsNamed()
    {
        teams.Fail("get", new TeamsFailure(404, "NotFound"));
        teams.Fail("get", new TeamsFailure(403, "BotNotInConversationRoster"));
        (await RunAsync(Sound(), Known())).ShouldContain(settingsFault => settingsFault.Message.Contains("no longer in the team Revenue"));
    }

    [Fact]
    public async Task People_WithoutAConversation_AreCounted_AndSomeNamed()
    {
        List<Person> people = [SampleCards.Ana with { PlatformIds = new Dictionary<string, string> { ["teams"] = "aad-1" } }, SampleCards.Ben with { PlatformIds = new Dictionary<string, string> { ["teams"] = "aad-2" } }];
        people.AddRange(Enumerable.Range(1, 8).Select(n => SampleCards.Ana with { Email = $"p{n}@example.com", Name = $"Person {n}" }));
        var met = new TeamsMember("29:p8", "aad-8", "p8@example.com", "a:chat-8", teams.ServiceUrl);
        var faults = await RunAsync(Sound(), Known() with { People = people, Members = [met, met with { Id = "29:p7", Aad = "aad-7", Email = "p7@example.com", Refusal = "MessageWritesBlocked" }] });
        faults.ShouldContain(fault => fault.Message.Contains("not installed for Ben Okafor"));
        faults.ShouldContain(fault => fault.Message.Contains("Person 7 (p7@example.com) has blocked the bot"));
        faults.ShouldContain(fault => fault.Message.StartsWith("6 of 10 have no conversation in Teams yet: Person 1, Person 2, Person 3, Person 4, Person 5 and 1 more."));
        faults.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Command_BesideARunningBot_KnowsWhomItHasMet()
    {
        await using var world = await TeamsWorld.StartAsync();
        var (code, said) = await CommandLineTests.RunAsync("Development", "check", "--settings", world.Bot.Files.Settings);
        code.ShouldBe(0, said);
        world.Teams.Installed.TryRemove(TeamsWorld.Aad(Bot.Ben), out _);
        world.Teams.Channels.TryRemove("slabot-admin", out _);
        (code, said) = await CommandLineTests.RunAsync("Development", "check", "--settings", world.Bot.Files.Settings);
        code.ShouldBe(1, said);
        said.ShouldContain("not installed for Ben Okafor");
        said.ShouldContain("\"slabot-admin\" is in none of the app's teams");
    }

    [Theory]
    [InlineData("identity-1", true, 0, "in order")]
    [InlineData("identity-1", false, 0, "in order")]
    [InlineData("identity-2", true, 1, "the managed identity gives none")]
    [InlineData("identity-2", false, 1, "the managed identity gives none")]
    public async Task Command_WithAManagedIdentity_AsksTheMachinesOwnAddress(string identity, bool isAppService, int expected, string words)
    {
        await using var entra = await FakeEntra.StartAsync();
        using var files = new BotFiles(Bot.Monday, settings =>
        {
            settings["Teams"] = new JsonObject
            {
                ["Enabled"] = true, ["AppId"] = TeamsIdentity.App, ["TenantId"] = TeamsIdentity.Tenant, ["ManagedIdentityClientId"] = identity,
                ["OpenIdMetadataUrl"] = teams.Root + "/openid", ["AllowedServiceUrls"] = new JsonArray(teams.ServiceUrl),
            };
            settings["Channels"] = new JsonObject { ["Escalations"] = "19:one@thread.tacv2", ["Scorecard"] = "19:one@thread.tacv2", ["Marketing"] = "19:one@thread.tacv2", ["Admin"] = "19:one@thread.tacv2" };
            foreach (var person in settings["People"]!.AsArray())
            {
                person!["TeamsId"] = "aad-1";
            }
        });
        var (code, said) = await CommandLineTests.RunAsync("Development", isAppService ? [("IDENTITY_ENDPOINT", entra.Root + "/msi/token"), ("IDENTITY_HEADER", FakeEntra.Header)] : [("AZURE_POD_IDENTITY_AUTHORITY_HOST", entra.Root)], "check", "--settings", files.Settings);
        code.ShouldBe(expected, said);
        said.ShouldContain(words, Case.Insensitive);
        entra.Calls.ShouldNotBeEmpty();
    }

    private static SettingsFault One(IReadOnlyList<SettingsFault> faults) => faults.ShouldHaveSingleItem();

    private static Task<IReadOnlyList<SettingsFault>> RunAsync(TeamsOptions settings, TeamsCheckContext terms) => TeamsCheck.RunAsync(settings, terms, World.Time);

    private static Dictionary<string, string?> Named(string channel) => new() { ["Escalations"] = channel };

    private TeamsTeam Team(string name) => new($"19:{name}@thread.tacv2", name, teams.ServiceUrl, false, []);

    private TeamsCheckContext Known() => new([SampleCards.Ana with { PlatformIds = new Dictionary<string, string> { ["teams"] = "aad-1" } }], new HashSet<string>(["Escalations"]), [], [Team("Revenue")]);

    private TeamsOptions Sound() => new()
    {
        Enabled = true, AppId = TeamsIdentity.App, TenantId = TeamsIdentity.Tenant, ClientSecret = "secret",
        OpenIdMetadataUrl = new Uri(teams.Root + "/openid"), TokenUrl = new Uri(teams.Root + "/token"),
        AllowedServiceUrls = [teams.ServiceUrl], Channels = Named("sla-escalations"),
    };
}
