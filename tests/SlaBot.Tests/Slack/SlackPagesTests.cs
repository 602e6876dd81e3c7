using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>What Slack gives in pages is read to its end.</summary>
public sealed class SlackPagesTests
{
    [Fact]
    public async Task LostAnswer_FarUpInTheConversation_IsFoundOnItsPage()
    {
        await using var world = await SlackWorld.StartAsync();
        world.State.PageSize = 2;
        world.Slack.Fail("chat.postMessage", SlackFailure.Lost);
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).ShouldHaveSingleItem();
        for (var n = 0; n < 5; n++)
        {
            lock (world.State.Messages)
            {
                world.State.Messages.Add(new SlackMessageSeen { Channel = card.Channel, Ts = world.State.NextTs(), Text = $"chatter {n}" });
            }
        }

        await world.Bot.Advance("PT10M");

        world.Direct(Bot.Ana).Count(slackMessageSeen => slackMessageSeen.Text.Contains("Cleo L1", StringComparison.Ordinal)).ShouldBe(1);
        world.Slack.CountOf("conversations.history").ShouldBeGreaterThanOrEqualTo(3);
    }
}
