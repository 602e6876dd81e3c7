using System.Text.Json.Nodes;
using Shouldly;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using SlaBot.Tests.Slack;
using SlaBot.Tests.Teams;
using Xunit;

namespace SlaBot.Tests.Chat;

/// <summary>When messages cannot leave, /readyz and an administrator hear it, with the cause, not with what it looks like.</summary>
public sealed class StandstillTests
{
    [Fact]
    public async Task Teams_TokenServiceThatDoesNotAnswer_IsNotReady_AndToldByItsName()
    {
        await using var world = await TeamsWorld.StartAsync();
        (world.Teams.Token, world.Teams.IsTokenDown) = ("bot-token-2", true);
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        (await world.Bot.Expect(503, HttpMethod.Get, "/readyz")).Body.ToString().ShouldContain("token service does not answer");

        await world.Bot.Advance("PT3M");
        (await world.Bot.Expect(503, HttpMethod.Get, "/readyz")).Body.ToString().ShouldContain("1 message cannot be delivered since 2026-11-16 14:00 UTC: Microsoft");
        await world.Bot.Advance("PT2H");
        world.Teams.IsTokenDown = false;
        await world.Bot.Advance("PT5M");
        var alarm = world.Teams.InChannel("19:slabot-admin@thread.tacv2").ShouldHaveSingleItem().BlocksText;
        alarm.ShouldContain("token service does not answer");
        alarm.ShouldNotContain("channel");
        world.Direct(Bot.Ana).ShouldNotBeEmpty();
        (await world.Bot.Send(HttpMethod.Get, "/readyz")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Teams_ChannelThatCouldNotBeAskedFor_IsNotCalledMissing()
    {
        await using var world = await TeamsWorld.StartAsync(edit: settings => settings["Channels"]!["Escalations"] = new JsonObject { ["Teams"] = "not-met-yet" });
        (world.Teams.Token, world.Teams.IsTokenDown) = ("bot-token-2", true);
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT75M");
        (await world.Bot.Expect(503, HttpMethod.Get, "/readyz")).Body.ToString().ShouldNotContain("not found in Teams");
        world.Bot.Log.Errors.ShouldBeEmpty("whether the channel is there was not said");
    }

    [Fact]
    public async Task Slack_ThatIsNotReached_IsToldAfterTwoMinutes()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.IsDown = true;
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT1M");
        (await world.Bot.Send(HttpMethod.Get, "/readyz")).Status.ShouldBe(200);
        await world.Bot.Advance("PT2M");
        (await world.Bot.Expect(503, HttpMethod.Get, "/readyz")).Body.ToString().ShouldContain("cannot be delivered since 2026-11-16 14:00 UTC: Slack");

        world.Slack.IsDown = false;
        await world.Bot.Advance("PT3M");
        (await world.Bot.Send(HttpMethod.Get, "/readyz")).Status.ShouldBe(200);
        world.Channel("slabot-admin").ShouldHaveSingleItem().BlocksText.ShouldContain("Messages wait to be delivered");
    }

    [Fact]
    public async Task Slack_LimitOfFiveMinutes_IsToldWithItsCause()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.TooFast(300));
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT2M");
        (await world.Bot.Expect(503, HttpMethod.Get, "/readyz")).Body.ToString().ShouldContain("Slack's rate limit");
        await world.Bot.Advance("PT5M");
        world.Channel("slabot-admin").ShouldHaveSingleItem().BlocksText.ShouldContain("rate limit");
        (await world.Bot.Send(HttpMethod.Get, "/readyz")).Status.ShouldBe(200);
    }
}
