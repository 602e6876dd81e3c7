using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>Slack keeps the world's time: what a manual clock that stands still may not make of it.</summary>
public sealed class SlackPatienceTests
{
    [Theory]
    [InlineData("accept", "chat.update")]
    [InlineData("touch", "views.open")]
    public async Task Click_WhileSlackHangs_IsAcknowledgedInItsThreeSeconds(string action, string hanging)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        (world.Slack.Gate, world.Slack.Gated) = (new TaskCompletionSource(), hanging);
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), action).WaitAsync(TimeSpan.FromSeconds(3));
        world.Hands.LastStatus.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task RateLimit_UnderAClockThatStands_EndsInTheWorldsTime()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.TooFast(1));
        await world.Bot.SendLead("L1");
        await world.Slack.WhenPostedAsync(1);
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task LostAnswer_UnderAClockThatStands_IsLookedForInTheWorldsTime()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.Lost);
        await world.Bot.SendLead("L1");
        await world.Slack.WhenCalledAsync("conversations.history");
        world.Direct(Bot.Ana).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Ping_HasAWayToTheRepInSlack()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT3H");
        world.Channel("sla-escalations").ShouldHaveSingleItem().Blocks.ToJsonString().ShouldContain($"https://fake.slack.com/team/{world.User(Bot.Ana)}");
    }

    [Fact]
    public async Task LeadsThatNobodyCanTake_AreOneList_AndItSaysWhoHasThemAtLast()
    {
        await using var world = await SlackWorld.StartAsync(edit: settings => settings["People"]!.AsArray().Where(node => node!["Capacity"] is not null).ToList().ForEach(node => node!["Capacity"] = 1));
        world.Slack.IsDown = true;
        for (var n = 1; n <= 10; n++)
        {
            await world.Bot.SendLead($"L{n}");
        }

        world.Slack.IsDown = false;
        await world.Bot.Advance("PT2M");

        // The first may have stood: it was looked for, and is said by itself.
        world.Channel("slabot-admin").Count.ShouldBe(2);
        world.Channel("slabot-admin")[0].Text.ShouldStartWith("Nobody can take Cleo L3");
        var list = world.Channel("slabot-admin")[1];
        list.Text.ShouldStartWith("Nobody could take 7 leads. 7 still need somebody: assign by hand");
        world.Channel("sla-escalations")[1].BlocksText.ShouldContain("nobody can take it");

        await world.Bot.Command("L9", $$"""{"type":"assign","by":"{{Bot.Milo}}","owner":"{{Bot.Lena}}"}""");
        list.BlocksText.ShouldContain("assigned to Lena Hart");
        list.Text.ShouldContain("6 still need somebody");
    }
}
