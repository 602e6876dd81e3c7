using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Slack;

/// <summary>In one conversation nothing overtakes what waits.</summary>
public sealed class SlackOrderTests
{
    [Fact]
    public async Task TwoPingsOfOneSecond_WhenTheFirstFails_StandInTheirOrder()
    {
        await using var world = await SlackWorld.StartAsync(edit: settings =>
            settings["Agreement"]!["Clauses"]!["firstTouch"]!["Ladder"] = JsonNode.Parse("""[{"After":"0 minutes","Tell":["channel:Escalations"]}]"""));
        await world.Bot.SendLead("L1");
        await world.Bot.SendLead("L2");
        await world.Bot.ClockTo("2026-11-16T14:59:59Z");
        world.Channel("sla-escalations").ShouldBeEmpty();
        world.Slack.Fail("chat.postMessage", SlackFailure.Broken);
        await world.Bot.ClockTo("2026-11-16T15:00:00Z");
        world.Channel("sla-escalations").ShouldBeEmpty("the second waits behind the first");

        await world.Bot.Advance("PT10M");
        var pings = world.Channel("sla-escalations");
        pings.Select(ping => ping.BlocksText.Contains("Cleo L1", StringComparison.Ordinal)).ShouldBe([true, false]);
        pings[1].BlocksText.ShouldContain("Cleo L2");
    }
}
