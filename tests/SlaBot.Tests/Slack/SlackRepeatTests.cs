using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>The same request twice: the same answer, one effect; and private answers that Slack does not take at once.</summary>
public sealed class SlackRepeatTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Click_DeliveredTwice_GetsTheSameSentenceTwice(bool overSocket)
    {
        await using var world = await SlackWorld.StartAsync(overSocket);
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single().AsItIs();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept", "same");
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept", "same");

        world.State.PrivateReplies.Select(privateReply => privateReply.Text).Distinct().ShouldHaveSingleItem().ShouldStartWith("Accepted.");
        world.State.PrivateReplies.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ClickThatOpensAWindow_DeliveredTwice_OpensOne()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var trigger = world.State.NewTrigger();
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), "touch", trigger);
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), "touch", trigger);

        world.State.Views.ShouldHaveSingleItem();
        world.Slack.CountOf("views.open").ShouldBe(1);
        world.State.PrivateReplies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Bot.Maya, "sign")]
    [InlineData(Bot.Ana, "away until 2026-11-20 cover ben")]
    [InlineData(Bot.Ana, "back")]
    public async Task Command_DeliveredTwice_AlsoAcrossARestart_GetsTheSameAnswer(string who, string text)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var first = await world.Hands.CommandAsync(world.User(who), text, "same");
        var second = await world.Hands.CommandAsync(world.User(who), text, "same");
        await world.Bot.RestartAsync();
        using var hands = new SlackUser(world.Slack, world.Bot.Address, overSocket: false);
        var third = await hands.CommandAsync(world.User(who), text, "same");

        ((string)second!["text"]!).ShouldBe((string)first!["text"]!);
        ((string)third!["text"]!).ShouldBe((string)first["text"]!);
    }

    [Fact]
    public async Task PrivateAnswer_ThatSlackDoesNotTakeAtOnce_IsSaidOnce()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postEphemeral", SlackFailure.TooFast(1));
        world.Slack.Fail("chat.postEphemeral", SlackFailure.Broken);
        await world.Hands.EventAsync(new JsonObject { ["type"] = "app_mention", ["channel"] = world.State.Channel("revenue-sla").Id, ["user"] = world.User(Bot.Ana), ["text"] = "<@U0BOT> hello" });
        await world.Slack.WhenAsync(() => !world.State.PrivateReplies.IsEmpty);

        world.State.PrivateReplies.ShouldHaveSingleItem().Blocks!.ToJsonString().ShouldContain("What you can ask");
    }

    [Fact]
    public async Task AnswerToAMessage_WhoseOutcomeIsUnknown_StandsOnce()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.Fail("chat.postMessage", SlackFailure.Lost);
        var direct = world.State.Direct(world.User(Bot.Ben)).Id;
        await world.Hands.EventAsync(new JsonObject { ["type"] = "message", ["channel_type"] = "im", ["channel"] = direct, ["user"] = world.User(Bot.Ben), ["text"] = "help" });
        await world.Slack.WhenCalledAsync("conversations.history");

        world.Direct(Bot.Ben).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Away_IsReadInThePersonsOwnZone()
    {
        // Monday 14:00 in London is 23:00 in Tokyo; two hours on it is Tuesday there, and tomorrow is Wednesday.
        await using var world = await SlackWorld.StartAsync(before: slack => slack.State.User(Bot.Ana).Zone = "Asia/Tokyo", edit: settings =>
            settings["People"]!.AsArray().Single(node => (string?)node!["Email"] == Bot.Ana)!.AsObject().Remove("TimeZone"));
        await world.Bot.Advance("PT2H");
        ((string)(await world.Hands.CommandAsync(world.User(Bot.Ana), "away until tomorrow"))!["text"]!).ShouldContain("Wednesday 18 November");
    }
}
