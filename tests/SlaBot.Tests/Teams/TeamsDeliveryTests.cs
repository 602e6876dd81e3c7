using SlaBot.Teams.Auth;
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
        world.Direct(Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldNotContain(Repeat);
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
        all[^1].BlocksText.ShouldContain(Repeat);
        await world.Bot.Advance("PT5M");
        world.Direct(Bot.Ana).Count.ShouldBe(isDone ? 2 : 1);
        await world.Hands.PressAsync(all[^1], Aad(Bot.Ana), "accept");
        all[^1].BlocksText.ShouldNotContain(Repeat);
    }

    /// <summary>Unknown twice: not a third time, not after a restart either; an administrator's.</summary>
    [Fact]
    public async Task Post_UnknownTwice_IsNotSaidAThirdTime_AndIsAnAlarm()
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(504, IsDoneAnyway: true), times: 2);
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT20M");
        world.Direct(Bot.Ana).Count.ShouldBe(2);
        world.Teams.InChannel("19:slabot-admin@thread.tacv2").ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("may not have arrived"));
        world.Bot.Log.Errors.Clear();
        await world.Bot.RestartAsync();
        await world.Bot.Advance("PT8M");
        world.Direct(Bot.Ana).Count.ShouldBe(2);

        await world.Bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");
        world.Direct(Bot.Ana).Count(teamsSeen => teamsSeen.BlocksText.Contains("1 touch")).ShouldBe(1);
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task Post_CutAfterItWasStored_IsRepeatedOnce_AndMarked()
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(0, IsDoneAnyway: true, IsCut: true));
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT2M");
        world.Direct(Bot.Ana).Select(teamsSeen => teamsSeen.BlocksText.Contains(Repeat)).ShouldBe([false, true]);
    }

    [Theory]
    [InlineData(503, true, TeamsErrorKind.Limited)]
    [InlineData(503, false, TeamsErrorKind.Unknown)]
    [InlineData(408, false, TeamsErrorKind.Unknown)]
    [InlineData(500, false, TeamsErrorKind.Unknown)]
    [InlineData(502, false, TeamsErrorKind.Unknown)]
    [InlineData(504, true, TeamsErrorKind.Unknown)]
    [InlineData(501, false, TeamsErrorKind.Other)]
    [InlineData(429, false, TeamsErrorKind.Limited)]
    [InlineData(412, false, TeamsErrorKind.Limited)]
    [InlineData(413, false, TeamsErrorKind.Other)]
    [InlineData(404, false, TeamsErrorKind.Gone)]
    internal void Answer_IsDefiniteOrUnknown(int status, bool saysWhen, TeamsErrorKind kind) => TeamsError.KindOf(status, saysWhen).ShouldBe(kind);

    [Fact]
    public async Task Post_RefusedForAWhileBy503_WaitsAsTold_AndIsSentOnceUnmarked()
    {
        await using var world = await StartAsync();
        world.Teams.Fail("post", new TeamsFailure(503, RetryAfter: 20), times: 3);
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT5M");
        world.Direct(Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldNotContain(Repeat);
    }

    [Fact]
    public async Task Person_WithoutTheApp_IsAnAlarm_AndTheCardGoesToTheFallbackChannel()
    {
        await using var world = await StartAsync();
        world.Teams.Installed.TryRemove(Aad(Bot.Ana), out _);
        await world.Bot.SendLead("L1");
        world.Teams.InChannel("19:slabot-admin@thread.tacv2").ShouldHaveSingleItem().BlocksText.ShouldContain("not installed");
        await world.Bot.Advance("PT1H");
        world.Teams.InChannel(Escalations).ShouldContain(teamsSeen => teamsSeen.BlocksText.Contains("Cleo L1"));
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
        world.Teams.InChannel("19:slabot-admin@thread.tacv2").ShouldHaveSingleItem().BlocksText.ShouldContain(words);
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
        world.Direct(Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldContain("Cleo L1");
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
        var week = world.Teams.InChannel("19:revenue-sla@thread.tacv2").Where(teamsSeen => teamsSeen.BlocksText.Contains("corecard") || teamsSeen.Conversation.Contains("messageid")).ToList();
        week.Count.ShouldBeGreaterThan(2);
        week.Select(teamsSeen => teamsSeen.Conversation).Distinct().ShouldHaveSingleItem().ShouldEndWith($";messageid={week[0].Id}");
    }
}
