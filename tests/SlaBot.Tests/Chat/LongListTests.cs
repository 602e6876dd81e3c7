using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using SlaBot.Tests.Slack;
using SlaBot.Tests.Teams;
using Xunit;

namespace SlaBot.Tests.Chat;

/// <summary>Lists that are longer than a message: what they count is all of it, and every lead stands on one of the pages.</summary>
public sealed partial class LongListTests
{
    private const int Anas = 80;
    private const int Bens = 65;

    [Fact]
    public async Task Sandbox_CountsAll_AndTurnsThePage()
    {
        await using var bot = await Bot.StartAsync();
        await FillAsync(bot);
        var team = await bot.TypeCommand(Bot.Milo, "/sla team");
        team.ShouldContain("145 open leads, the next 50 due");
        team.ShouldContain("Ana Reyes (80)");
        team.ShouldContain("Ben Okafor (65)");
        (await bot.TypeCommand(Bot.Ana, "leads")).ShouldContain("80 open leads, the next 50 due");
        (await bot.TypeCommand(Bot.Ana, "leads 51")).ShouldContain("80 open leads, next due first: 51 to 80");

        using var page = new HttpClient { BaseAddress = bot.Address };
        await page.PostAsync("/sandbox/say", new FormUrlEncodedContent(new Dictionary<string, string> { ["as"] = Bot.Milo, ["in"] = Bot.Dm(Bot.Milo), ["text"] = "/sla team" }));
        var second = (await bot.PressButton("w1", Bot.Milo, "page-team-50")).PrivateText!;
        var third = (await bot.TypeCommand(Bot.Milo, "team 101"))!;
        Ids(team, second, third).Count.ShouldBe(Anas + Bens, "every lead stands on one of the pages");
    }

    [Fact]
    public async Task Slack_CommandAndHome_CountAll_AndTurnThePage()
    {
        await using var world = await SlackWorld.StartAsync();
        await FillAsync(world.Bot);
        var milo = world.User(Bot.Milo);
        var first = (await world.Hands.CommandAsync(milo, "team"))!.AsObject();
        SlackLimits.Fault(first["blocks"]!.AsArray(), 50, takesCharts: false).ShouldBeNull();
        ((string)first["text"]!).ShouldContain("145 open leads");
        first["blocks"]!.ToJsonString().ShouldContain("Ben Okafor (65)");

        await world.Hands.ClickInAsync(first, milo, "page-team-50");
        var second = world.State.Views.Values.Single();
        second["blocks"]!.ToJsonString().ShouldContain("51 to 100");
        var pages = new List<string> { first["blocks"]!.ToJsonString(), second["blocks"]!.ToJsonString() };
        await world.Hands.ClickInAsync(second, milo, "page-team-100");
        pages.Add(world.State.Views.Values.Single()["blocks"]!.ToJsonString());
        Ids([.. pages]).Count.ShouldBe(Anas + Bens);

        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_home_opened", ["user"] = world.User(Bot.Ana), ["tab"] = "home" });
        var home = world.State.Homes[world.User(Bot.Ana)];
        SlackMethodsFake.TextOf(home).ShouldContain("80 open leads");
        await world.Hands.ClickInAsync(home, world.User(Bot.Ana), "page-leads-30");
        world.State.Views.Values.ShouldContain(view => view["blocks"]!.ToJsonString().Contains("31 to 80"));
    }

    [Fact]
    public async Task Teams_CountsAll_AndTurnsThePageInPlace()
    {
        await using var world = await TeamsWorld.StartAsync();
        await FillAsync(world.Bot);
        await world.Hands.SayAsync(TeamsWorld.Aad(Bot.Milo), "team");
        var list = world.Direct(Bot.Milo).Last(teamsSeen => teamsSeen.BlocksText.Contains("145 open leads"));
        list.BlocksText.ShouldContain("Ben Okafor (65)");
        TeamsLimits.FaultOf(list.Card).ShouldBeNull();

        var second = (await world.Hands.PressAsync(list, TeamsWorld.Aad(Bot.Milo), "page-team-50"))["value"]!.AsObject();
        var third = (await world.Hands.PressInAsync(second, list, TeamsWorld.Aad(Bot.Milo), "page-team-100", null))["value"]!.AsObject();
        TeamsUser.TextOf(second).ShouldContain("51 to 100");
        Ids(list.BlocksText, TeamsUser.TextOf(second), TeamsUser.TextOf(third)).Count.ShouldBe(Anas + Bens);

        var before = world.Direct(Bot.Milo).Count;
        await world.Hands.SubmitAsync(list, TeamsWorld.Aad(Bot.Milo), "page-team-50", null);
        world.Direct(Bot.Milo).Skip(before).ShouldHaveSingleItem().BlocksText.ShouldContain("51 to 100");
    }

    [Fact]
    public async Task Page_AskedForByWhoHasNoTeam_IsRefused_AndOneBehindTheEndIsTheLast()
    {
        await using var bot = await Bot.StartAsync();
        await FillAsync(bot);
        (await bot.TypeCommand(Bot.Ana, "team 51")).ShouldContain("Only managers");
        (await bot.TypeCommand(Bot.Milo, "team 9999")).ShouldContain("101 to 145");
        (await bot.TypeCommand(Bot.Milo, "team -4")).ShouldContain("the next 50 due");
    }

    private static async Task FillAsync(Bot bot)
    {
        for (var n = 1; n <= Anas + Bens; n++)
        {
            await bot.SendLead($"L{n}", lead => lead["owner"] = n <= Anas ? Bot.Ana : Bot.Ben);
        }
    }

    private static HashSet<string> Ids(params string[] pages) => [.. pages.SelectMany(page => Id().Matches(page).Select(found => found.Value))];

    [GeneratedRegex(@"\(L\d+\)")]
    private static partial Regex Id();
}
