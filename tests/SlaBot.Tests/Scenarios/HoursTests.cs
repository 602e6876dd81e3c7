namespace SlaBot.Tests.Scenarios;

/// <summary>Private notices stay within their reader's working hours, whatever befell the program on the way.</summary>
public sealed class HoursTests
{
    [Fact]
    public async Task HeldPing_SleptOver_WaitsForTheNextHours_TheChannelDoesNot()
    {
        // Friday 16:30 in New York and eight hours: the deadline falls into Saturday, the ping waits for Monday 09:00.
        await using var bot = await Bot.StartAsync("2026-11-20T21:30:00Z", settings => settings["Agreement"]!["Clauses"]!["firstTouch"]!["Within"] = "8 hours");
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T13:00:00Z");
        await bot.RestartAsync("2026-11-23T23:00:00Z");
        await bot.ClockTo("2026-11-24T13:59:59Z");
        (await bot.Messages(Bot.Dm(Bot.Ana))).ShouldNotContain(message => message.Text.Contains("You missed", StringComparison.Ordinal));
        await bot.ClockTo("2026-11-24T14:00:00Z");
        (await bot.Message(Bot.Dm(Bot.Ana), "You missed")).At.ShouldBe("2026-11-24T14:00:00Z");
        (await bot.Message("channel:sla-escalations", "L1")).At.ShouldBe("2026-11-21T05:30:00Z");
    }

    [Fact]
    public async Task ManyAtTheClose_AfterOneJustBefore_AreOneListThen_NotAfterHours()
    {
        await using var bot = await Bot.StartAsync("2026-11-16T20:59:30Z");
        await bot.SendLead("L0");
        await bot.ClockTo("2026-11-16T21:00:00Z");
        for (var number = 1; number <= 6; number++)
        {
            await bot.SendLead($"L{number}");
        }

        await bot.ClockTo("2026-11-16T22:30:00Z");
        var told = await bot.Messages(Bot.Dm(Bot.Milo));
        told.Select(message => message.At).ShouldBe(["2026-11-16T21:59:30Z", "2026-11-16T22:00:00Z"]);
        told[1].Text.ShouldContain("6 deadlines");
    }
}
