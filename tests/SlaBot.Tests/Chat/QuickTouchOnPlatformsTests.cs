using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using SlaBot.Tests.Slack;
using SlaBot.Tests.Teams;

namespace SlaBot.Tests.Chat;

/// <summary>A touch in one press, what may be said of it afterwards, and Details, as Slack and Teams send them.</summary>
public sealed class QuickTouchOnPlatformsTests
{
    [Fact]
    public async Task Slack_Called_IsAnsweredPrivately_WithReachedThemAndUndo()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "quick-call");
        var reply = world.State.PrivateReplies.Last();
        SlackMethodsFake.TextOf(reply.Blocks!).ShouldContain("Call logged, ");
        var reached = Actions(reply.Blocks!).Single(action => action.StartsWith("reached-", StringComparison.Ordinal));
        Actions(reply.Blocks!).ShouldBe([reached, "undo"]);

        await world.Hands.ClickAsync(Private(card, reply.Blocks!), world.User(Bot.Ana), reached);
        SlackMethodsFake.TextOf(world.State.PrivateReplies.Last().Blocks!).ShouldContain("you reached them");
        await Connected(world.Bot, true);
        await world.Hands.ClickAsync(Private(card, world.State.PrivateReplies.Last().Blocks!), world.User(Bot.Ana), "undo");
        await Connected(world.Bot, null);
        world.State.Views.ShouldBeEmpty("none of it asks for a form");
    }

    [Fact]
    public async Task Slack_DoublePress_IsOneTouch_AndDetailsAreForThePresser()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single().AsItIs();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "quick-email");
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "quick-email");
        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(1);
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "details");
        SlackMethodsFake.TextOf(world.State.PrivateReplies.Last().Blocks!).ShouldContain("Asked for a demo");
        SlackMethodsFake.TextOf(card.Blocks).ShouldNotContain("Asked for a demo");
        SlackMethodsFake.TextOf(card.Blocks).Split('\n').Length.ShouldBeLessThanOrEqualTo(16);
    }

    [Fact]
    public async Task Teams_Called_ShowsReachedThemAndUndoFirst_AndDetailsInPlace()
    {
        await using var world = await TeamsWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single();
        var shown = (await world.Hands.PressAsync(card, TeamsWorld.Aad(Bot.Ana), "quick-call"))["value"]!.AsObject();
        shown.ToJsonString().ShouldContain("Call logged, ");
        var verbs = TeamsUser.All(shown).Where(item => (string?)item["type"] == "Action.Execute").Select(action => (string?)action["verb"] ?? "").ToList();
        (verbs[0].StartsWith("reached-", StringComparison.Ordinal), verbs[1]).ShouldBe((true, "undo"));

        shown = (await world.Hands.PressInAsync(shown, card, TeamsWorld.Aad(Bot.Ana), verbs[0], null))["value"]!.AsObject();
        shown.ToJsonString().ShouldContain("you reached them");
        await Connected(world.Bot, true);
        ((string)(await world.Hands.PressAsync(world.Direct(Bot.Ana).Single(), TeamsWorld.Aad(Bot.Ana), "details"))["value"]!.ToJsonString()).ShouldContain("Asked for a demo");
        await world.Hands.PressInAsync(shown, card, TeamsWorld.Aad(Bot.Ana), "undo", null);
        await Connected(world.Bot, null);
    }

    private static SlackMessageSeen Private(SlackMessageSeen card, JsonArray blocks) => new() { Channel = card.Channel, Ts = "1.1", Text = "", Blocks = blocks };

    private static IEnumerable<string> Actions(JsonArray blocks) => blocks.Where(block => (string?)block!["type"] == "actions")
        .SelectMany(row => row!["elements"]!.AsArray()).Select(button => (string)button!["action_id"]!);

    private static async Task Connected(Bot bot, bool? expected)
    {
        var touches = (await bot.Lead("L1")).Body.GetProperty("touches").EnumerateArray().Select(touch => (bool?)touch.GetProperty("connected").GetBoolean()).ToList();
        touches.ShouldBe(expected is null ? [] : [expected]);
    }
}
