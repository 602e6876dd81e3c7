using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>What the tab shows, and that it is data.</summary>
public sealed class TeamsTabTests : TeamsTabScene
{
    [Fact]
    public async Task Page_HoldsNoData_AndOnlyTeamsMayFrameIt()
    {
        await World.Bot.SendLead("L1");
        using var answer = await Http.GetAsync(new Uri(World.Bot.Address, "/teams/tab"));
        var page = await answer.Content.ReadAsStringAsync();
        page.ShouldNotContain("Cleo");
        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("frame-ancestors https://teams.microsoft.com https://*.teams.microsoft.com https://*.teams.microsoft.us https://*.cloud.microsoft");
        policy.ShouldNotContain("unsafe");
        page.ShouldContain("integrity=\"sha384-");
        foreach (var file in new[] { "tab.css", "tab.js" })
        {
            page.ShouldContain($"\"tab/{file}\"");
            (await Http.GetAsync(new Uri(World.Bot.Address, $"/teams/tab/{file}"))).IsSuccessStatusCode.ShouldBeTrue();
        }

        ((int)(await Http.GetAsync(new Uri(World.Bot.Address, "/teams/tab/appsettings.json"))).StatusCode).ShouldBe(404);
        using var dashboard = await Http.GetAsync(new Uri(World.Bot.Address, "/dashboard"));
        string.Join(' ', dashboard.Headers.GetValues("Content-Security-Policy")).ShouldContain("frame-ancestors 'none'");
    }

    [Fact]
    public async Task List_LongerThanAPage_CountsAll_AndTurnsThePage()
    {
        for (var n = 1; n <= 60; n++)
        {
            await World.Bot.SendLead($"L{n}", lead => lead["owner"] = Bot.Ana);
        }

        var first = (await AskAsync(Entra.Person(Aad(Bot.Milo)))).Body;
        TextOf(first, "team").ShouldContain("60 open leads, the next 50 due");
        var page = (string)Part(first, "team")["pages"]!.AsArray().Single()!["page"]!;
        var second = (await AskAsync(Entra.Person(Aad(Bot.Milo)), query: $"?page={page}&page=page-leads-7&page=%00")).Body;
        TextOf(second, "team").ShouldContain("51 to 60");
        TextOf(second, "team").ShouldContain("Ana Reyes (60)");
    }

    [Fact]
    public async Task Rep_SeesTheirOwnLeadsAndWeek_ManagerTheTeam()
    {
        await World.Bot.SendLead("L1", lead => lead["url"] = "https://crm.example/L1");
        var (status, ana) = await AskAsync(Entra.Person(Aad(Bot.Ana)));
        status.ShouldBe(200);
        ((string)ana["name"]!).ShouldBe("Ana Reyes");
        TextOf(ana, "leads").ShouldContain("1 open lead: nothing is overdue, 1 duty due today.");
        TextOf(ana, "leads").ShouldContain("Cleo L1");
        TeamsUser.All(Part(ana, "leads")).Select(jsonObject => (string?)jsonObject["target"]).ShouldContain("https://crm.example/L1");
        TextOf(ana, "week").ShouldContain("This week so far");
        Names(ana).ShouldBe(["leads", "week", "scorecard"]);

        var ben = (await AskAsync(Entra.Person(Aad(Bot.Ben)))).Body;
        TextOf(ben, "leads").ShouldContain("No open leads");
        ben.ToJsonString().ShouldNotContain("Cleo");

        var milo = (await AskAsync(Entra.Person(Aad(Bot.Milo)))).Body;
        Names(milo).ShouldBe(["team", "people", "scorecard"]);
        TextOf(milo, "team").ShouldContain("Cleo L1");
        TextOf(milo, "people").ShouldContain("Ana Reyes");
    }

    [Fact]
    public async Task Week_FollowsWhatIsDone_AndOverdueIsCounted()
    {
        await World.Bot.SendLead("L1");
        await World.Bot.Advance("P1D");
        TextOf((await AskAsync(Entra.Person(Aad(Bot.Ana)))).Body, "leads").ShouldContain("1 duty overdue");
        await World.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        await World.Bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");
        TextOf((await AskAsync(Entra.Person(Aad(Bot.Ana)))).Body, "week").ShouldContain("Touches logged 1");
    }

    [Fact]
    public async Task Names_OfLeads_AreDataNotMarkUp()
    {
        await World.Bot.SendLead("L1", lead =>
        {
            lead["contact"]!["name"] = "<img src=x onerror=alert(1)>";
            lead["url"] = "https://crm.example/?a=\"><script>";
        });
        var links = TeamsUser.All(Part((await AskAsync(Entra.Person(Aad(Bot.Ana)))).Body, "leads")).Where(jsonObject => (string?)jsonObject["kind"] == "link").ToList();
        links.ShouldAllBe(link => link["target"] == null || ((string)link["target"]!).StartsWith("https://crm.example/?a=%22", StringComparison.Ordinal));
        var script = await Http.GetStringAsync(new Uri(World.Bot.Address, "/teams/tab/tab.js"));
        foreach (var unsafeWay in new[] { "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(" })
        {
            script.ShouldNotContain(unsafeWay);
        }
    }
}
