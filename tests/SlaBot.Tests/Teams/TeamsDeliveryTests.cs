using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>What becomes of a card when Teams, or the person, does not take it.</summary>
public sealed class TeamsDeliveryTests
{
    private const string Repeat = "may be a repeat";

    [Theory]
    [InlineData(429, 7)]
    [InlineData(412, null)]
    public async Task Post_TooFastOrAtOnceWithAnother_WaitsAndIsSentOnce(int status, int? wait)
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(status, "Throttled", wait));
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldBeEmpty();
        await world.Bot.Advance($"PT{(wait ?? 1) - 1}S");
        world.Direct(Bot.Ana).ShouldBeEmpty();
        await world.Bot.Advance("PT3S");
        world.Direct(Bot.Ana).ShouldHaveSingleItem().Words.ShouldNotContain(Repeat);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(502, false)]
    [InlineData(503, false)]
    [InlineData(504, true)]
    public async Task Post_WithAnUnknownOutcome_IsRepeatedOnce_AndMarked(int status, bool isDone)
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(status, IsDoneAnyway: isDone));
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT2M");
        var all = world.Direct(Bot.Ana);
        all.Count.ShouldBe(isDone ? 2 : 1);
        all[^1].Words.ShouldContain(Repeat);
        await world.Bot.Advance("PT5M");
        world.Direct(Bot.Ana).Count.ShouldBe(isDone ? 2 : 1);
        await world.Hands.PressAsync(all[^1], Aad(Bot.Ana), "accept");
        all[^1].Words.ShouldNotContain(Repeat);
    }

    [Fact]
    public async Task Person_WithoutTheApp_IsAnAlarm_AndTheCardGoesToTheFallbackChannel()
    {
        await using var world = await StartAsync();
        world.Teams.Installed.TryRemove(Aad(Bot.Ana), out _);
        await world.Bot.SendLead("L1");
        world.Teams.InChannel("19:slabot-admin@thread.tacv2").ShouldHaveSingleItem().Words.ShouldContain("not installed");
        await world.Bot.Advance("PT1H");
        world.Teams.InChannel(Escalations).ShouldContain(one => one.Words.Contains("Cleo L1"));
        world.Direct(Bot.Ana).ShouldBeEmpty();
        world.Bot.Log.Errors.Clear();
    }

    [Theory]
    [InlineData("ConversationBlockedByUser", "blocked the bot")]
    [InlineData("BotNotInConversationRoster", "install the app")]
    public async Task Post_Forbidden_IsAnAlarmWithItsRemedy(string code, string words)
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(403, code));
        await world.Bot.SendLead("L1");
        world.Teams.InChannel("19:slabot-admin@thread.tacv2").ShouldHaveSingleItem().Words.ShouldContain(words);
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Chat_WhoseHistoryIsGone_IsBegunOnceMore()
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(404, "ConversationNotFound"));
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Card_ThatSomebodyDeleted_IsSaidAnew()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        world.Teams.Messages.Clear();
        await world.Bot.Command("L1", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        world.Direct(Bot.Ana).ShouldHaveSingleItem().Words.ShouldContain("Cleo L1");
    }

    [Fact]
    public async Task Token_ThatIsNotTaken_IsFetchedAnewOnce()
    {
        await using var world = await StartAsync();
        world.Teams.Token = "bot-token-2";
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
        world.Teams.Tokens.ShouldBe(2);
    }

    [Fact]
    public async Task Scorecard_IsOneThreadOfTheChannel()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.ClockTo("2026-11-23T16:00:00Z");
        var week = world.Teams.InChannel("19:revenue-sla@thread.tacv2").Where(one => one.Words.Contains("corecard") || one.Conversation.Contains("messageid")).ToList();
        week.Count.ShouldBeGreaterThan(2);
        week.Select(one => one.Conversation).Distinct().ShouldHaveSingleItem().ShouldEndWith($";messageid={week[0].Id}");
    }

    [Fact]
    public async Task MixedCompany_TheRepInTeams_TheManagerInSlack()
    {
        await using var slack = await SlackAsync();
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
        slack.State.In(slack.State.Direct(slack.State.User(Bot.Ana).Id).Id).ShouldBeEmpty();

        await world.Bot.Advance("PT3H");
        var direct = slack.State.In(slack.State.Direct(slack.State.User(Bot.Milo).Id).Id);
        direct.ShouldContain(one => one.Text.Contains("Cleo L1"));
        world.Direct(Bot.Milo).ShouldBeEmpty();
        Taken(await world.Hands.PressAsync(world.Card(Bot.Ana), Aad(Bot.Ana), "touch", ("channel", "call")));
        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(1);
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task MixedCompany_WhomTeamsDoesNotTake_IsServedInSlack_AndToldWhy()
    {
        await using var slack = await SlackAsync();
        await using var world = await StartAsync(isInstalled: true, settings => Mixed(settings, slack));
        world.Teams.Installed.TryRemove(Aad(Bot.Ana), out _);
        await world.Bot.SendLead("L1");
        world.Direct(Bot.Ana).ShouldBeEmpty();
        slack.State.In(slack.State.Direct(slack.State.User(Bot.Ana).Id).Id).ShouldHaveSingleItem().Words.ShouldContain("could not be brought to teams");
        world.Bot.Log.Errors.Clear();
    }

    private static async Task<FakeSlack> SlackAsync()
    {
        var slack = await FakeSlack.StartAsync();
        slack.State.AddUser(Bot.Ana, "ana");
        slack.State.AddUser(Bot.Milo, "milo");
        slack.State.AddChannel("sla-escalations");
        return slack;
    }

    /// <summary>Reps are named for Teams, the manager for Slack.</summary>
    private static void Mixed(JsonNode settings, FakeSlack slack)
    {
        settings["Slack"] = new JsonObject { ["Enabled"] = true, ["BotToken"] = FakeSlack.BotToken, ["ApiBaseUrl"] = slack.Api.ToString(), ["SigningSecret"] = FakeSlack.Secret };
        foreach (var person in settings["People"]!.AsArray())
        {
            var email = (string)person!["Email"]!;
            person[email == Bot.Milo ? "SlackId" : "TeamsId"] = email == Bot.Milo ? slack.State.User(email).Id : Aad(email);
        }
    }

    private static void Taken(JsonObject answer) => ((string)answer["type"]!).ShouldBe("application/vnd.microsoft.card.adaptive", answer.ToJsonString());
}
