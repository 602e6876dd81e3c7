using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>The personal tab: a page without data, and data for nobody but whom Entra says it is.</summary>
public sealed class TeamsTabTests : IAsyncLifetime
{
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private FakeEntra entra = null!;
    private TeamsWorld world = null!;

    public async Task InitializeAsync()
    {
        entra = await FakeEntra.StartAsync();
        world = await StartAsync(edit: settings =>
        {
            settings["Teams"]!["EntraMetadataUrl"] = entra.Metadata.AbsoluteUri;
            settings["Teams"]!["PublicUrl"] = "https://slabot.corp.example";
        });
    }

    public async Task DisposeAsync()
    {
        http.Dispose();
        await world.DisposeAsync();
        await entra.DisposeAsync();
    }

    [Fact]
    public async Task Page_HoldsNoData_AndOnlyTeamsMayFrameIt()
    {
        await world.Bot.SendLead("L1");
        using var answer = await http.GetAsync(new Uri(world.Bot.Address, "/teams/tab"));
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldNotContain("Cleo");
        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.teams.microsoft.us https://*.cloud.microsoft");
        policy.ShouldNotContain("unsafe");
        page.ShouldContain("integrity=\"sha384-");
        foreach (var file in new[] { "tab.css", "tab.js" })
        {
            page.ShouldContain($"\"tab/{file}\"");
            (await http.GetAsync(new Uri(world.Bot.Address, $"/teams/tab/{file}"))).IsSuccessStatusCode.ShouldBeTrue();
        }

        ((int)(await http.GetAsync(new Uri(world.Bot.Address, "/teams/tab/appsettings.json"))).StatusCode).ShouldBe(404);
        using var dashboard = await http.GetAsync(new Uri(world.Bot.Address, "/dashboard"));
        string.Join(' ', dashboard.Headers.GetValues("Content-Security-Policy")).ShouldContain("frame-ancestors 'none'");
    }

    [Fact]
    public async Task Rep_SeesTheirOwnLeadsAndWeek_ManagerTheTeam()
    {
        await world.Bot.SendLead("L1", lead => lead["url"] = "https://crm.example/L1");
        var (status, ana) = await AskAsync(entra.Person(Aad(Bot.Ana)));
        status.ShouldBe(200);
        ((string)ana["name"]!).ShouldBe("Ana Reyes");
        Words(ana, "leads").ShouldContain("1 open lead: nothing is overdue, 1 duty due today.");
        Words(ana, "leads").ShouldContain("Cleo L1");
        TeamsHands.All(Part(ana, "leads")).Select(one => (string?)one["target"]).ShouldContain("https://crm.example/L1");
        Words(ana, "week").ShouldContain("This week so far");
        Names(ana).ShouldBe(["leads", "week", "scorecard"]);

        var ben = (await AskAsync(entra.Person(Aad(Bot.Ben)))).Body;
        Words(ben, "leads").ShouldContain("No open leads");
        ben.ToJsonString().ShouldNotContain("Cleo");

        var milo = (await AskAsync(entra.Person(Aad(Bot.Milo)))).Body;
        Names(milo).ShouldBe(["team", "people", "scorecard"]);
        Words(milo, "team").ShouldContain("Cleo L1");
        Words(milo, "people").ShouldContain("Ana Reyes");
    }

    [Fact]
    public async Task Week_FollowsWhatIsDone_AndOverdueIsCounted()
    {
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("P1D");
        Words((await AskAsync(entra.Person(Aad(Bot.Ana)))).Body, "leads").ShouldContain("1 duty overdue");
        await world.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        await world.Bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");
        Words((await AskAsync(entra.Person(Aad(Bot.Ana)))).Body, "week").ShouldContain("Touches logged 1");
    }

    [Fact]
    public async Task Token_SpoiltInOnePoint_OpensNothing()
    {
        var oid = Aad(Bot.Ana);
        var sound = entra.Person(oid);
        var parts = sound.Split('.');
        var keys = entra.Keys;
        Dictionary<string, string> spoilt = new()
        {
            ["issuer of another tenant"] = entra.Person(oid, claims: ("iss", FakeEntra.Issuer("11111111-0000-4000-8000-000000000000"))),
            ["issuer of version 1"] = entra.Person(oid, claims: ("iss", $"https://sts.windows.net/{TeamsIdentity.Tenant}/")),
            ["no issuer"] = entra.Person(oid, claims: ("iss", null)),
            ["the Bot Framework's issuer"] = entra.Person(oid, claims: ("iss", "https://api.botframework.com")),
            ["another tenant"] = entra.Person(oid, claims: ("tid", "11111111-0000-4000-8000-000000000000")),
            ["no tenant"] = entra.Person(oid, claims: ("tid", null)),
            ["another audience"] = entra.Person(oid, claims: ("aud", "00000003-0000-0000-c000-000000000000")),
            ["an id URI of another host"] = entra.Person(oid, claims: ("aud", $"api://evil.example/{TeamsIdentity.App}")),
            ["no audience"] = entra.Person(oid, claims: ("aud", null)),
            ["another scope"] = entra.Person(oid, claims: ("scp", "access_as_user_not User.Read")),
            ["an application's own token"] = entra.Person(oid, claims: [("scp", null), ("roles", "access_as_user"), ("idtyp", "app")]),
            ["nobody"] = entra.Person(oid, claims: ("oid", null)),
            ["expired"] = entra.Person(oid, from: TimeSpan.FromHours(-3), until: TimeSpan.FromMinutes(-6)),
            ["not yet"] = entra.Person(oid, from: TimeSpan.FromMinutes(6), until: TimeSpan.FromHours(2)),
            ["another key under that id"] = entra.Person(oid, key: keys.Fresh(keys.Current.KeyId)),
            ["unknown key"] = entra.Person(oid, key: keys.Fresh("nobody")),
            ["a secret for a key"] = entra.Person(oid, key: new SymmetricSecurityKey(new byte[64]) { KeyId = keys.Current.KeyId }, algorithm: SecurityAlgorithms.HmacSha256),
            ["no signature"] = $"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{parts[1]}.",
            ["body changed"] = $"{parts[0]}.{parts[1][..^4]}AAAA.{parts[2]}",
            ["the bot's own kind of token"] = world.Teams.Identity.Token(world.Teams.ServiceUrl),
            ["no token at all"] = "x",
        };
        foreach (var (what, token) in spoilt)
        {
            var (status, body) = await AskAsync(token);
            status.ShouldBe(401, what);
            ((string)body["sentence"]!).ShouldNotBeEmpty(what);
        }

        (await AskAsync(null)).Status.ShouldBe(401);
        ((string)(await AskAsync(entra.Person(oid, claims: ("ver", "1.0")))).Body["sentence"]!).ShouldContain("requestedAccessTokenVersion");
        (await AskAsync(sound)).Status.ShouldBe(200);
        (await AskAsync(entra.Person(oid, claims: ("aud", $"api://slabot.corp.example/botid-{TeamsIdentity.App}")))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Stranger_IsToldSo_WhateverAddressTheTokenCarries()
    {
        var (status, body) = await AskAsync(entra.Person("99999999-0000-4000-8000-000000000009", claims: [("preferred_username", Bot.Ana), ("email", Bot.Ana), ("upn", Bot.Ana)]));
        status.ShouldBe(403);
        ((string)body["code"]!).ShouldBe("unknown-person");
        ((string)body["sentence"]!).ShouldContain("Ask an administrator");
        var calls = world.Teams.Calls.Count;
        await AskAsync(entra.Person("99999999-0000-4000-8000-000000000009"));
        world.Teams.Calls.Count.ShouldBe(calls);
    }

    [Theory]
    [InlineData(null, 200)]
    [InlineData("88888888-0000-4000-8000-000000000008", 403)]
    public async Task Person_InATeamsRosterOnly_IsFoundThere_UnlessTheSettingsNameAnotherAccount(string? named, int status)
    {
        const string Account = "77777777-0000-4000-8000-000000000007";
        await using var other = await StartAsync(edit: settings =>
        {
            settings["Teams"]!["EntraMetadataUrl"] = entra.Metadata.AbsoluteUri;
            settings["People"]!.AsArray().Single(one => (string)one!["Email"]! == Bot.Lena)!["TeamsId"] = named;
        });
        other.Teams.People[Account] = Bot.Lena;
        (await AskAsync(entra.Person(Account), other)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Keys_AreAskedForAnewWhenTheyChange_ButNotForEveryStranger()
    {
        (await AskAsync(entra.Person(Aad(Bot.Ana)))).Status.ShouldBe(200);
        entra.Keys.Rotate();
        (await AskAsync(entra.Person(Aad(Bot.Ana)))).Status.ShouldBe(200);
        for (var n = 0; n < 20; n++)
        {
            (await AskAsync(entra.Person(Aad(Bot.Ana), key: entra.Keys.Fresh()))).Status.ShouldBe(401);
        }

        entra.Keys.Asked.ShouldBeLessThanOrEqualTo(5);
        (await AskAsync(entra.Person(Aad(Bot.Ana)))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Names_OfLeads_AreDataNotMarkUp()
    {
        await world.Bot.SendLead("L1", lead =>
        {
            lead["contact"]!["name"] = "<img src=x onerror=alert(1)>";
            lead["url"] = "https://crm.example/?a=\"><script>";
        });
        var links = TeamsHands.All(Part((await AskAsync(entra.Person(Aad(Bot.Ana)))).Body, "leads")).Where(one => (string?)one["kind"] == "link").ToList();
        links.ShouldAllBe(one => one["target"] == null || ((string)one["target"]!).StartsWith("https://crm.example/?a=%22", StringComparison.Ordinal));
        var script = await http.GetStringAsync(new Uri(world.Bot.Address, "/teams/tab/tab.js"));
        foreach (var unsafeWay in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(" })
        {
            script.ShouldNotContain(unsafeWay);
        }
    }

    private async Task<(int Status, JsonObject Body)> AskAsync(string? token, TeamsWorld? at = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri((at ?? world).Bot.Address, "/teams/tab/api/me"));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }

    private static List<string> Names(JsonObject me) => [.. me["parts"]!.AsArray().Select(one => (string)one!["name"]!)];

    private static JsonObject Part(JsonObject me, string name) => me["parts"]!.AsArray().OfType<JsonObject>().Single(one => (string)one["name"]! == name);

    private static string Words(JsonObject me, string name) => string.Join(' ', Texts(Part(me, name)));

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonObject one => one.Where(pair => pair.Key is not ("kind" or "tone" or "at" or "target" or "name")).SelectMany(pair => Texts(pair.Value)),
        JsonArray many => [string.Concat(many.Select(each => string.Join(' ', Texts(each)) + (each is JsonObject span && span["kind"] is not null ? "" : " ")))],
        JsonValue value => [value.ToString()],
        _ => [],
    };
}

/// <summary>Without Teams there is no tab.</summary>
public sealed class TeamsTabAbsenceTests
{
    [Theory]
    [InlineData("/teams/tab")]
    [InlineData("/teams/tab/tab.js")]
    [InlineData("/teams/tab/api/me")]
    public async Task Tab_WithTeamsDisabled_IsNotServed(string path)
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Send(HttpMethod.Get, path)).Status.ShouldBe(404);
    }
}
