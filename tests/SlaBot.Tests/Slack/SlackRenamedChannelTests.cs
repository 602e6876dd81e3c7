using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>A channel that somebody renames is followed by its id, also over a restart and when another takes its name.</summary>
public sealed class SlackRenamedChannelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RenamedChannel_IsFollowedByItsId(bool isTaken)
    {
        await using var world = await SlackWorld.StartAsync();
        var id = world.State.Channel("sla-escalations").Id;
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT1H");
        world.State.In(id).ShouldHaveSingleItem();

        world.State.Channels[id] = world.State.Channels[id] with { Name = "escalations-2027" };
        if (isTaken)
        {
            world.State.AddChannel("sla-escalations");
        }

        await world.Hands.EventAsync(new JsonObject { ["type"] = "channel_rename", ["channel"] = new JsonObject { ["id"] = id, ["name"] = "escalations-2027", ["created"] = 1 } });
        await world.Bot.SendLead("L2");
        await world.Bot.Advance("PT1H");
        world.State.In(id).Count.ShouldBe(2);

        await world.Bot.RestartAsync();
        await world.Bot.SendLead("L3");
        await world.Bot.Advance("PT1H");
        world.State.In(id).Count.ShouldBe(3);
    }

    [Fact]
    public async Task ChannelThatIsGone_IsLookedForByItsNameAgain()
    {
        await using var world = await SlackWorld.StartAsync();
        var id = world.State.Channel("sla-escalations").Id;
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT1H");
        world.State.Channels.TryRemove(id, out _);
        var fresh = world.State.AddChannel("sla-escalations").Id;
        await world.Bot.SendLead("L2");
        await world.Bot.Advance("PT1H");
        await world.Bot.SendLead("L3");
        await world.Bot.Advance("PT1H");
        world.State.In(fresh).Count.ShouldBeGreaterThanOrEqualTo(1);
        world.Bot.Log.Errors.Clear();
    }
}
