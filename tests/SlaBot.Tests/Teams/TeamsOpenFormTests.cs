using System.Text.Json.Nodes;
using Shouldly;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using Xunit;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>A form left open on a card while the lead changed: taken where it still makes sense, else the words are given back.</summary>
public sealed class TeamsOpenFormTests
{
    private const string Note = "Spoke to Cleo, call again on Friday";
    private static readonly string Rep = Aad(Bot.Ana);

    [Fact]
    public async Task Touch_OpenWhileAnotherTouchCame_IsTaken()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Card(Bot.Ana);
        var old = card.Card.DeepClone().AsObject();
        await world.Bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Milo}}","channel":"email"}""");

        await world.Hands.PressInAsync(old, card, Rep, "touch", null, ("channel", "call"), ("note", Note));
        (await world.Bot.Lead("L1")).Body.GetProperty("touches").EnumerateArray().Select(element => element.GetProperty("channel").GetString()).ShouldBe(["email", "call"]);
    }

    [Fact]
    public async Task Touch_SentTwiceByAnImpatientPress_IsOneTouch_AndTheFormWithTheNote()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Card(Bot.Ana);
        var old = card.Card.DeepClone().AsObject();
        await world.Hands.PressInAsync(old, card, Rep, "touch", "p1", ("channel", "call"), ("note", Note));
        var again = await world.Hands.PressInAsync(old, card, Rep, "touch", "p2", ("channel", "call"), ("note", Note));

        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(1);
        var form = again["value"]!.AsObject();
        TeamsLimits.FaultOf(form).ShouldBeNull();
        TeamsUser.All(form).Any(jsonObject => (string?)jsonObject["id"] == "touch.note" && (string?)jsonObject["value"] == Note).ShouldBeTrue();
        await world.Hands.PressInAsync(form, card, Rep, "touch", "p3");
        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(2, "sent again on purpose");
    }

    [Theory]
    [InlineData("Action.Execute")]
    [InlineData("Action.Submit")]
    public async Task Note_OnALeadThatWentToSomebodyElse_IsGivenBack(string way)
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        var card = world.Card(Bot.Ana);
        var old = card.Card.DeepClone().AsObject();
        await world.Bot.Command("L1", $$"""{"type":"assign","by":"{{Bot.Milo}}","owner":"{{Bot.Ben}}"}""");
        var before = world.Direct(Bot.Ana).Count;

        if (way == "Action.Execute")
        {
            var answer = await world.Hands.PressInAsync(old, card, Rep, "touch", null, ("channel", "call"), ("note", Note));
            TeamsUser.TextOf(answer).ShouldContain(Note);
        }
        else
        {
            await world.Hands.SubmitAsync(AsItWas(card, old), Rep, "touch", null, ("channel", "call"), ("note", Note));
            world.Direct(Bot.Ana).Skip(before).ShouldHaveSingleItem().BlocksText.ShouldContain(Note);
        }

        (await world.Bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(0);
    }

    private static TeamsSeen AsItWas(TeamsSeen message, JsonObject card) =>
        new(message.Conversation, message.Id, new JsonObject { ["attachments"] = new JsonArray(new JsonObject { ["content"] = card.DeepClone() }) });

    [Fact]
    public async Task Note_TypedInAChannel_IsNotSaidThere_WhenItIsNotTaken()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await world.Bot.Advance("PT3H");
        var ping = world.Teams.InChannel(Escalations).ShouldHaveSingleItem();
        world.Teams.Installed[Aad(Bot.Ben)] = false;
        await world.Hands.SubmitAsync(ping, Aad(Bot.Ben), "waive", null, ("clause", "firstTouch"), ("reason", Note));

        world.Teams.Messages.Where(message => message.Conversation.StartsWith("19:", StringComparison.Ordinal)).ShouldAllBe(message => !message.BlocksText.Contains(Note));
    }
}
