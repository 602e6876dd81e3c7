using System.Text.Json.Nodes;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using static SlaBot.Tests.Teams.TeamsWorld;

namespace SlaBot.Tests.Teams;

/// <summary>A form's "no" stands at the field that it is about, with what was filled in; by either way of sending.</summary>
public sealed class TeamsFormsTests
{
    private const string Card = "application/vnd.microsoft.card.adaptive";
    private static readonly string Rep = Aad(Bot.Ana);

    [Theory]
    [InlineData("reject", "reason", "Because I say so", "Give one of the agreed reasons")]
    [InlineData("touch", "connected", "maybe", "must be chosen")]
    [InlineData("touch", "channel", "pigeon", "must be one of")]
    [InlineData("touch", "at.date", "2026-11-16", "Say the time of day too")]
    [InlineData("touch", "at.time", "25:99", "must be a date and time such as")]
    public async Task Answer_ThatIsNotTaken_IsTheFormAgain_WithTheMessageUnderItsField(string action, string field, string value, string words)
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var said = action == "touch" ? [("channel", "call"), ("note", "kept"), (field, value)] : new[] { ("note", "kept"), (field, value) };
        var form = Form(await world.Hands.PressAsync(world.Card(Bot.Ana), Rep, action, said));

        var body = form["body"]!.AsArray().Select(node => node!.AsObject()).ToList();
        var at = body.FindLastIndex(jsonObject => ((string?)jsonObject["id"])?.StartsWith($"{action}.{field.Split('.')[0]}", StringComparison.Ordinal) == true);
        ((string)body[at + 1]["text"]!).ShouldContain(words);
        body.Any(jsonObject => (string?)jsonObject["id"] == $"{action}.note" && (string?)jsonObject["value"] == "kept").ShouldBeTrue();
        TeamsLimits.FaultOf(form).ShouldBeNull();
        (await world.Bot.Lead("L1"))["stage"].ShouldBe("Assigned");
    }

    [Fact]
    public async Task Touch_BeforeTheLeadCame_IsSaidAtItsTime()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var form = Form(await world.Hands.PressAsync(world.Card(Bot.Ana), Rep, "touch", ("channel", "call"), ("at.date", "2026-11-16"), ("at.time", "08:00")));
        TeamsUser.TextOf(form).ShouldContain("arrived. Check the time");
        form["body"]!.AsArray().Any(node => (string?)node!["id"] == "touch.at.time" && (string?)node["value"] == "08:00").ShouldBeTrue();
    }

    [Fact]
    public async Task Time_WithoutADay_IsTheLastTimeThatItWas()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        await world.Bot.Advance("PT40M");
        await world.Hands.PressAsync(world.Card(Bot.Ana), Rep, "touch", ("channel", "call"), ("at.time", "09:15"));
        ((string)(await world.Bot.Lead("L1")).Body.GetProperty("touches")[0].GetProperty("at").GetString()!).ShouldBe("2026-11-16T14:15:00Z");
    }

    [Fact]
    public async Task OutcomeTooEarly_BySubmit_IsTheFormInTheCardsPlace()
    {
        await using var world = await StartAsync();
        await world.Bot.SendLead("L1");
        var card = world.Card(Bot.Ana);
        await world.Hands.PressAsync(card, Rep, "accept");
        await world.Hands.SubmitAsync(card, Rep, "dispose", null, ("code", "Unable to Contact"), ("reason", "kept"));
        card.BlocksText.ShouldContain("needs 6 touches");
        TeamsUser.All(card.Card).Any(jsonObject => (string?)jsonObject["id"] == "dispose.reason" && (string?)jsonObject["value"] == "kept").ShouldBeTrue();
    }

    private static JsonObject Form(JsonObject answer)
    {
        ((string)answer["type"]!).ShouldBe(Card, answer.ToJsonString());
        return answer["value"]!.AsObject();
    }
}
