using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>Called and E-mailed in one press: a touch now, and what may be said of it afterwards.</summary>
public sealed class QuickTouchTests
{
    [Fact]
    public async Task Called_IsATouchNow_AndReachedAfterwards()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages($"dm:{Bot.Ana}")).Single();
        card.Buttons.Take(5).Select(button => button.Label).ShouldBe(["Accept", "Reject", "Called", "E-mailed", "Details"]);

        var told = await bot.PressButton(card.Id, Bot.Ana, "quick-call");
        told.PrivateText.ShouldNotBeNull().ShouldStartWith("Call logged, Mon 16 Nov, 09:00 EST.");
        told.PrivateButtons!.Select(button => button.Label).ShouldBe(["Reached them", "Undo"]);
        (await bot.Messages($"dm:{Bot.Ana}")).Single().Text.ShouldContain("1 touch");

        var reached = told.PrivateButtons![0].Action;
        (await bot.PressButton(card.Id, Bot.Ana, reached)).ShouldSatisfyAllConditions(
            answer => answer.PrivateText!.ShouldContain("you reached them"), answer => answer.PrivateButtons!.Select(button => button.Action).ShouldBe(["undo"]));
        (await bot.PressButton(card.Id, Bot.Ana, reached)).Ok.ShouldBeTrue("once more changes nothing");
        var touches = (await bot.Lead("L1")).Body.GetProperty("touches");
        touches.GetArrayLength().ShouldBe(1);
        touches[0].GetProperty("connected").GetBoolean().ShouldBeTrue();
        (await bot.Lead("L1")).Body.GetProperty("events").EnumerateArray().Count(happened => happened.GetProperty("type").GetString() == "reached").ShouldBe(1);

        (await bot.PressButton(card.Id, Bot.Ana, "undo")).Ok.ShouldBeTrue();
        (await bot.Lead("L1")).Body.GetProperty("touches").GetArrayLength().ShouldBe(0);
        (await bot.PressButton(card.Id, Bot.Ben, "quick-call")).ShouldSatisfyAllConditions(answer => answer.Ok.ShouldBeFalse(), answer => answer.PrivateButtons.ShouldBeNull());
        (await bot.PressButton(card.Id, Bot.Ana, "quick-fax")).Ok.ShouldBeFalse("it is none of the settings' channels");
    }

    [Fact]
    public async Task Called_WhereTheAgreementAsksForAnEMail_SaysWhatIsStillDue()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Agreement"]!["Clauses"]!["firstTouch"] = new JsonObject
            { ["Within"] = "1 business hour", ["From"] = "assigned", ["Method"] = "email" });
        await bot.SendLead("L1");
        var card = (await bot.Messages($"dm:{Bot.Ana}")).Single();
        card.Buttons[0].Label.ShouldBe("E-mailed");
        (await bot.PressButton(card.Id, Bot.Ana, "quick-call")).PrivateText!.ShouldContain("Still due: an e-mail, by Mon 16 Nov, 10:00 EST.");
        (await bot.PressButton(card.Id, Bot.Ana, "quick-email")).PrivateText!.ShouldNotContain("Still due");
    }

    [Fact]
    public async Task Details_ShowsTheRestToWhoMaySeeIt()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages($"dm:{Bot.Ana}")).Single();
        card.Text.Split('\n').Length.ShouldBeLessThanOrEqualTo(16);
        card.Text.ShouldNotContain("Asked for a demo");
        (await bot.PressButton(card.Id, Bot.Ana, "details")).PrivateText!.ShouldContain("Asked for a demo");
        (await bot.PressButton(card.Id, Bot.Ben, "details")).PrivateText!.ShouldNotContain("cleo.l1@corp.example");
    }
}
