using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Fakes.SlackUser;

namespace SlaBot.Tests.Slack;

/// <summary>Clicks that come twice, too late or to a form that does not open.</summary>
public sealed class SlackClickTests
{
    [Fact]
    public async Task DoubleClick_AndRepeatedDelivery_HaveOneEffect()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single().AsItIs();

        foreach (var trigger in new[] { "same", "same", "other" })
        {
            await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept", trigger);
        }

        var events = (await world.Bot.Lead("L1")).Body.GetProperty("events").EnumerateArray().Select(element => element.GetProperty("type").GetString()).ToList();
        events.Count(text => text!.StartsWith("accept", StringComparison.OrdinalIgnoreCase)).ShouldBe(1);
    }

    [Fact]
    public async Task SameFormTwice_LogsOneTouch()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), "touch");
        var view = world.State.Views.Values.Single();

        (await world.Hands.SubmitAsync(view, world.User(Bot.Ana), ("channel", Choose("call")))).ShouldBeNull();
        await world.Hands.SubmitAsync(view, world.User(Bot.Ana), ("channel", Choose("call")));

        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("expired_trigger_id")]
    [InlineData("trigger_expired")]
    [InlineData("exchanged_trigger_id")]
    [InlineData("trigger_exchanged")]
    [InlineData("internal_error")]
    public async Task FormThatDoesNotOpen_IsAPrivateSentence_AndOpensAtTheNextPress(string error)
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        world.Slack.Fail("views.open", SlackFailure.Because(error));
        var card = world.Direct(Bot.Ana).Single();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "reject");

        world.State.Views.ShouldBeEmpty();
        world.State.PrivateReplies.ShouldHaveSingleItem().Text.ShouldContain("press again");
        (await world.FillAsync(card, Bot.Ana, "reject", ("reason", Choose("Not our ICP")))).ShouldBeNull();
    }

    [Fact]
    public async Task Form_NamesItsLead_BecauseTheCardIsBehindIt()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        await world.Hands.ClickAsync(world.Direct(Bot.Ana).Single(), world.User(Bot.Ana), "reject");
        SlackMethodsFake.TextOf(world.State.Views.Values.Single()["blocks"]!.AsArray()[0]).ShouldContain("Cleo L1");
    }

    [Fact]
    public async Task StaleClick_GetsASentenceAndTheFreshCard()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single();
        var old = card.AsItIs();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept");

        await world.Hands.ClickAsync(old, world.User(Bot.Ana), "reject");
        world.State.Views.ShouldBeEmpty();
        var privateReply = world.State.PrivateReplies.Last();
        privateReply.Text.ShouldContain("has changed");
        privateReply.Blocks!.ToJsonString().ShouldContain("dispose");
    }

    [Fact]
    public async Task StaleForm_OfAButtonThatStillStands_IsNotOpened()
    {
        await using var world = await SlackWorld.StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Direct(Bot.Ana).Single();
        var old = card.AsItIs();
        await world.Hands.ClickAsync(card, world.User(Bot.Ana), "accept");

        await world.Hands.ClickAsync(old, world.User(Bot.Ana), "touch");
        world.State.Views.ShouldBeEmpty("a form filled for nothing would be refused at its end");
        world.State.PrivateReplies.Last().Text.ShouldContain("has changed");
    }
}
