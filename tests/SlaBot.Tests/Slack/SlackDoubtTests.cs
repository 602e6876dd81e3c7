using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>A ping that may stand is looked for by itself first, however many wait with it.</summary>
public sealed class SlackDoubtTests
{
    [Fact]
    public async Task PingThatSlackKeptButNeverAnswered_WithManyWaiting_IsNotSaidAgainInTheirList()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("First", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT5S");
        for (var n = 1; n <= 8; n++)
        {
            await world.Bot.SendLead($"L{n}", lead => lead["owner"] = Bot.Ana);
        }

        await world.Bot.ClockTo("2026-11-16T14:59:59Z");
        world.Slack.Fail("chat.postMessage", SlackFailure.Lost, 3);
        await world.Bot.ClockTo("2026-11-16T15:00:05Z");
        await world.Bot.Advance("PT10M");

        world.Channel("sla-escalations").Count(message => message.BlocksText.Contains("Cleo First")).ShouldBe(1);
        world.Channel("sla-escalations").Count.ShouldBe(2);
        world.Channel("sla-escalations")[1].BlocksText.ShouldContain("8 deadlines to look at");
    }
}
