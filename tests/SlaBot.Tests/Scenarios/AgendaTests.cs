namespace SlaBot.Tests.Scenarios;

/// <summary>The boxes of an agenda: who ticks them, and how one is opened again.</summary>
public sealed class AgendaTests
{
    [Fact]
    public async Task Agenda_TickedByButton_ShowsWhoAndWhen_AlsoAfterARestart()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        var agenda = await RevenueChannel.Agenda(bot, "2026-11-23");
        agenda.Text.ShouldContain("☐ Marketing looks at sales' feedback");
        await bot.Advance("PT30M");

        (await bot.PressButton(agenda, Bot.Maya, "agenda", new { item = "2026-W47/1,2026-W47/2" })).Ok.ShouldBeTrue();
        (await bot.PressButton(agenda, Bot.Vera, "agenda", new { item = "2026-W47/1" })).PrivateText!.ShouldContain("Maya Sato has already");
        (await bot.PressButton(agenda, Bot.Vera, "agenda", new { item = "2026-W47/99" })).Ok.ShouldBeFalse();
        (await bot.PressButton(agenda, Bot.Vera, "agenda")).Ok.ShouldBeFalse();
        await bot.RestartAsync();

        var now = (await bot.Messages(RevenueChannel.Name)).Single(message => message.Id == agenda.Id);
        now.Text.ShouldContain("☑ MQL volume against target (Maya Sato, Mon 23 Nov, 09:30 EST)");
    }

    [Fact]
    public async Task Agenda_TickedByWhoMayNot_SaysWhoMay()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        var agenda = await RevenueChannel.Agenda(bot, "2026-11-23");

        var answer = await bot.PressButton(agenda, Bot.Ana, "agenda", new { item = "2026-W47/1" });

        (answer.Ok, answer.PrivateText).ShouldBe((false, "Only the agreement's owner, the two leads who sign, managers, RevOps and the owner of an item tick its box."));
        (await RevenueChannel.Agenda(bot, "2026-11-23")).Text.ShouldNotContain("☑");
        foreach (var (person, item) in new[] { (Bot.Milo, 1), (Bot.Vera, 2), (Bot.Maya, 3), (Bot.Rita, 4) })
        {
            (await bot.PressButton(agenda, person, "agenda", new { item = $"2026-W47/{item}" })).Ok.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Agenda_TickedByMistake_IsOpenAgainByButton()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        var agenda = await RevenueChannel.Agenda(bot, "2026-11-23");
        agenda.Buttons.Select(button => button.Action).ShouldBe(["agenda"]);
        (await bot.PressButton(agenda, Bot.Rita, "agenda", new { item = "2026-W47/1" })).Ok.ShouldBeTrue();
        (await RevenueChannel.Agenda(bot, "2026-11-23")).Buttons.Select(button => button.Action).ShouldBe(["agenda", "agenda-undo"]);

        (await bot.PressButton(agenda, Bot.Ana, "agenda-undo", new { item = "2026-W47/1" })).Ok.ShouldBeFalse();
        (await bot.PressButton(agenda, Bot.Vera, "agenda-undo", new { item = "2026-W47/2" })).PrivateText.ShouldBe("That item is open already.");
        (await bot.PressButton(agenda, Bot.Vera, "agenda-undo", new { item = "2026-W47/1" })).PrivateText.ShouldBe("Open again.");

        (await RevenueChannel.Agenda(bot, "2026-11-23")).Text.ShouldContain("☐ MQL volume against target");
        (await bot.PressButton(agenda, Bot.Maya, "agenda", new { item = "2026-W47/1" })).Ok.ShouldBeTrue();
        (await RevenueChannel.Agenda(bot, "2026-11-23")).Text.ShouldContain("☑ MQL volume against target (Maya Sato");
    }
}
