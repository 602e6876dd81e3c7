namespace SlaBot.Tests.Scenarios;

/// <summary>A slip is taken back from the private answer: the lead, its cards and what marketing was told are as before.</summary>
public sealed class UndoTests
{
    [Fact]
    public async Task Reject_Undone_PutsEveryPostRight()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages($"dm:{Bot.Ana}")).Single();
        (await bot.PressButton(card.Id, Bot.Ana, "reject", new { reason = "Not our ICP" })).Ok.ShouldBeTrue();
        var told = (await bot.Messages("channel:marketing-leads")).Single();
        told.Text.ShouldContain("Not our ICP");

        (await bot.PressButton(card.Id, Bot.Ana, "undo")).PrivateText!.ShouldContain("Undone");

        (await bot.Messages("channel:marketing-leads")).Single().ShouldSatisfyAllConditions(post => post.Id.ShouldBe(told.Id), post => post.Text.ShouldContain("Undone by Ana Reyes"));
        (await bot.Messages($"dm:{Bot.Ana}")).Single().Buttons.Select(button => button.Action).ShouldContain("accept");
        (await bot.PressButton(card.Id, Bot.Ana, "undo")).PrivateText!.ShouldContain("nothing of yours to undo");
    }

    [Fact]
    public async Task Undo_ThroughTheApi_NamesItsEventAndIsRefusedByCode()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.Command("L1", """{"type":"accept","by":"ana.rep@example.com"}""");
        var wrong = await bot.Send(HttpMethod.Post, "/api/v1/leads/L1/commands", """{"type":"undo","by":"ana.rep@example.com","event":1}""");
        (wrong.Status, wrong.Body.GetProperty("code").GetString()).ShouldBe((409, "nothing-to-undo"));
        await bot.Advance("PT5M1S");
        var late = await bot.Send(HttpMethod.Post, "/api/v1/leads/L1/commands", """{"type":"undo","by":"ana.rep@example.com"}""");
        (late.Status, late.Body.GetProperty("code").GetString()).ShouldBe((409, "too-late"));
        (await bot.Lead("L1")).Body.GetProperty("stage").GetString().ShouldBe("SalesAccepted");
    }
}
