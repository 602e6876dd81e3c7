using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>Outages and crashes: nobody who came meanwhile is forgotten, and only what may stand there already is said to be a repeat.</summary>
public sealed class TeamsOutageTests
{
    private const string Repeat = "may be a repeat";

    /// <summary>Nothing is written into a silence: after an hour of it one message stands there, not a heap.</summary>
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Outage_OfAnHour_LeavesOneMessageForEachLead(int status)
    {
        await using var world = await StartAsync();
        world.Teams.IsDown = status;
        await world.Bot.SendLead("L1");
        await world.Bot.SendLead("L2", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT50M");
        world.Teams.IsDown = null;
        await world.Bot.Advance("PT5M");
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L1") && !teamsSeen.BlocksText.Contains("Reminder")).ShouldBe(1);
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L2") && !teamsSeen.BlocksText.Contains("Reminder")).ShouldBe(1);
    }

    /// <summary>Where Teams answers everything with 500, nothing is said twice into it and given up: it is kept.</summary>
    [Fact]
    public async Task Outage_OfThreeHours_WhereEverythingIsA500_LosesNothing()
    {
        await using var world = await StartAsync();
        world.Teams.IsDown = 500;
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT3H");
        world.Teams.IsDown = null;
        await world.Bot.Advance("PT5M");
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("accept or reject") || teamsSeen.BlocksText.Contains("MQL")).ShouldBeGreaterThan(0);
        world.Teams.InChannel(Escalations).ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("missed a deadline"));
        world.Teams.InChannel("19:slabot-admin@thread.tacv2").ShouldAllBe(teamsSeen => teamsSeen.BlocksText.Contains("Messages wait to be delivered"));
    }

    /// <summary>A 500 for a question is an answer where other messages go through: what was not known is said again.</summary>
    [Fact]
    public async Task Question_AnsweredBy500_WhereMessagesGoThrough_HoldsNothingBack()
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(504));
        world.Teams.Fail("get", new TeamsFailure(500), times: 40);
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        // After two minutes the administrators are told, and that message is one that goes through.
        await world.Bot.Advance("PT1M");
        world.Direct(Bot.Ana).ShouldBeEmpty();
        await world.Bot.SendLead("L2", lead => lead["owner"] = Bot.Ben);
        await world.Bot.Advance("PT5M");
        world.Direct(Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldContain(Repeat);
    }

    /// <summary>An alarm that Teams does not take either is only logged: no alarm about an alarm, for ever.</summary>
    [Fact]
    public async Task Alarm_ThatIsUnknownTwiceItself_IsNoAlarmAgain()
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(504), times: 2);
        world.Teams.Fail("begin", new TeamsFailure(500), times: 400);
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT28M");
        world.Teams.Calls.Count(call => call.StartsWith("begin ", StringComparison.Ordinal)).ShouldBeLessThan(10);
        world.Bot.Log.Errors.Clear();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Person_WhoInstallsWhileTeamsIsSilent_IsServedWhenItAnswersAgain(bool isRestarted)
    {
        await using var world = await StartAsync(isInstalled: false);
        world.Teams.IsDown = 503;
        await world.Hands.InstallAsync(Aad(Bot.Ana));
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT5M");
        if (isRestarted)
        {
            await world.Bot.RestartAsync();
        }

        world.Teams.IsDown = null;
        await world.Bot.Advance("PT15M");
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L1")).ShouldBe(1);
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Person_WhoInstalledInAnOutage_IsServedAtOnceWhenAnybodySpeaks()
    {
        await using var world = await StartAsync(isInstalled: false);
        world.Teams.IsDown = 503;
        await world.Hands.InstallAsync(Aad(Bot.Ana));
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        world.Teams.IsDown = null;
        await world.Hands.SayAsync(Aad(Bot.Rita), "help");
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L1")).ShouldBe(1);
        world.Bot.Log.Errors.Clear();
    }

    /// <summary>Killed while the first of four cards is on its way: that one is in doubt, the three behind it were never tried.</summary>
    [Fact]
    public async Task Killed_WhileOneIsOnItsWay_OnlyThatOneIsSaidToBeARepeat()
    {
        await using var teams = await PeopledAsync();
        using var files = new BotFiles(Bot.Monday, settings => settings["Teams"] = TeamsWorld.Settings(teams));
        using (var bot = await ChildBot.StartAsync(files))
        {
            using var hands = new TeamsUser(teams, bot.Http.BaseAddress!);
            await hands.InstallAsync(Aad(Bot.Ana));
            teams.Fail("post", new TeamsFailure(429, "Throttled", RetryAfter: 5));
            foreach (var lead in new[] { "L1", "L2", "L3", "L4" })
            {
                (await bot.Http.PostAsync("/api/v1/leads", Lead(lead))).EnsureSuccessStatusCode();
            }

            teams.Hold = new TaskCompletionSource();
            var moving = bot.Http.PostAsync("/dev/clock", new StringContent("""{"advance":"PT10S"}""", System.Text.Encoding.UTF8, "application/json"));
            SpinWait.SpinUntil(() => Volatile.Read(ref teams.Held) > 0, TimeSpan.FromSeconds(20)).ShouldBeTrue();
            await bot.KillAsync();
            await Should.ThrowAsync<HttpRequestException>(moving);
        }

        teams.Hold.SetResult();
        teams.Hold = null;
        files.Edit(settings => settings["Clock"]!["Start"] = "2026-11-16T14:01:00Z");
        using var again = await ChildBot.StartAsync(files);
        (await again.Http.PostAsync("/dev/clock", new StringContent("""{"advance":"PT5M"}""", System.Text.Encoding.UTF8, "application/json"))).EnsureSuccessStatusCode();

        var cards = teams.In(FakeTeams.Chat(Aad(Bot.Ana))).Where(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L")).ToList();
        cards.Count(card => card.BlocksText.Contains(Repeat)).ShouldBe(1);
        cards.Single(card => card.BlocksText.Contains(Repeat)).BlocksText.ShouldContain("Cleo L1");
        new[] { "L2", "L3", "L4" }.ShouldAllBe(lead => cards.Count(card => card.BlocksText.Contains("Cleo " + lead)) == 1);
    }

    private static StringContent Lead(string id) => new(new JsonObject
    {
        ["id"] = id, ["owner"] = Bot.Ana, ["source"] = "Webinar", ["score"] = 80,
        ["contact"] = new JsonObject { ["name"] = $"Cleo {id}", ["email"] = $"cleo.{id}@corp.example" },
        ["company"] = new JsonObject { ["name"] = $"{id} Corp", ["size"] = 200, ["industry"] = "B2B SaaS" },
    }.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
}
