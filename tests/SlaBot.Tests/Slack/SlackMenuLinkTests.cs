using System.Text.Json.Nodes;
using Shouldly;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using Xunit;

namespace SlaBot.Tests.Slack;

/// <summary>An entry of the "…" menu that opens an address: Slack tells of it, and there is nothing to say to it.</summary>
public sealed class SlackMenuLinkTests
{
    [Theory]
    [InlineData("link")]
    [InlineData("open")]
    public async Task Link_InTheMenu_OnlyOpens(string value)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1", lead =>
        {
            lead["owner"] = Bot.Ana;
            lead["url"] = "https://crm.example.com/L1";
        });
        var ana = world.User(Bot.Ana);
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), ana, "accept");
        var card = world.Direct(Bot.Ana).Single();
        var managers = (await world.Hands.CommandAsync(world.User(Bot.Milo), "lead L1"))!["blocks"]!.AsArray();
        var menu = managers.SelectMany(block => (block!["elements"] as JsonArray ?? []).OfType<JsonObject>()).Single(jsonObject => (string?)jsonObject["type"] == "overflow");
        var option = menu["options"]!.AsArray().Single(node => node!["url"] is not null)!.DeepClone().AsObject();

        // A card that stood before says the action as it was then.
        option["value"] = $"{value}|{((string)option["value"]!).Split('|')[1]}";
        option.Remove("url");
        var (privateReplies, calls) = (world.State.PrivateReplies.Count, world.Slack.Calls.Count);
        var payload = new JsonObject
        {
            ["type"] = "block_actions", ["trigger_id"] = world.State.NewTrigger(), ["api_app_id"] = FakeSlack.App,
            ["user"] = new JsonObject { ["id"] = ana, ["team_id"] = FakeSlack.Team }, ["team"] = new JsonObject { ["id"] = FakeSlack.Team },
            ["actions"] = new JsonArray(new JsonObject { ["action_id"] = "more", ["block_id"] = "act|1|L1", ["type"] = "overflow", ["selected_option"] = option }),
            ["container"] = new JsonObject { ["type"] = "message", ["message_ts"] = card.Ts, ["channel_id"] = card.Channel }, ["channel"] = new JsonObject { ["id"] = card.Channel },
            ["response_url"] = world.Slack.ResponseUrl(ana, card.Channel),
        };
        var (status, body) = await world.Hands.PostAsync("/slack/interactivity", "payload=" + Uri.EscapeDataString(payload.ToJsonString()), "application/x-www-form-urlencoded");

        ((int)status, body).ShouldBe((200, ""));
        world.State.PrivateReplies.Count.ShouldBe(privateReplies);
        world.Slack.Calls.Count.ShouldBe(calls);
    }
}
