using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>What the weekly thread says, to the channel and to each seller.</summary>
public sealed class ScorecardThreadTests
{
    [Fact]
    public async Task Scorecard_OfAWeekThatWasNeverPublished_IsRecomputedAndSaysSo()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");

        (await bot.TypeCommand(Bot.Milo, "scorecard")).ShouldContain("No scorecard has been published yet");
        var running = await bot.TypeCommand(Bot.Milo, "scorecard 2026-W47");
        running.ShouldContain("Recomputed, not published.");
        running.ShouldContain("Week 47");
        (await bot.TypeCommand(Bot.Milo, "scorecard 2026-W46")).ShouldContain("Recomputed, not published.");
        (await bot.TypeCommand(Bot.Milo, "scorecard 2026-W48")).ShouldContain("There is no scorecard for 2026-W48: that week has not begun.");

        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await bot.TypeCommand(Bot.Milo, "scorecard 2026-W47")).ShouldNotContain("Recomputed");
    }

    [Fact]
    public async Task RepNotes_TellEachTheirOwnWeek_InTheirWorkingHours()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Schedule"] = JsonNode.Parse("""{"Scorecard":"0 0 6 ? * MON"}"""));
        await bot.SendLead("L1");
        await bot.SendLead("L2");
        await bot.Advance("PT10M");
        await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""");
        await bot.ClockTo("2026-11-24T00:00:00Z");

        var ana = await bot.Message(Bot.Dm(Bot.Ana), "Your week, Ana");
        ana.At.ShouldBe("2026-11-23T14:00:00Z");
        ana.Text.ShouldContain("First touches in time: 1 of 1 (100 %)");
        ana.Text.ShouldNotContain("Ben");
        (await bot.Message(Bot.Dm(Bot.Ben), "Your week, Ben")).Text.ShouldContain("First touches in time: 0 of 1 (0 %)");
        (await bot.Messages()).ShouldNotContain(message => message.Text.Contains("Your week, Lena", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondWeek_HasArrows_CausesAndDisputes()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1", lead => lead["mqlAt"] = "2026-11-16T13:00:00Z");
        await bot.Command("L1", """{"type":"reject","by":"ana.rep@example.com","reason":"Not our ICP"}""");
        await bot.Command("L1", """{"type":"dispute","by":"maya.marketing@example.com","note":"look again"}""");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await bot.Message(RevenueChannel.Name, "Why leads were rejected")).Text.ShouldContain("Cleo L1 · L1 Corp: Not our ICP, disputed Mon 16 Nov, 09:00 EST, not ruled yet");
        (await bot.Message(RevenueChannel.Name, "Deadlines missed")).Text.ShouldContain("told late by its source: 1");
        await bot.SendLead("L2");
        await bot.ClockTo("2026-11-30T14:00:00Z");

        var summary = (await bot.Messages(RevenueChannel.Name)).Single(message => message.Text.StartsWith("Week 48", StringComparison.Ordinal));
        summary.Text.ShouldContain("▶ from 1");
        summary.Text.ShouldContain("The last 2 weeks (of 13)");
    }

    [Fact]
    public async Task Ramp_RaisesTheWeeksTarget_ByWholeMonths()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Agreement"]!["Ramps"] =
            JsonNode.Parse("""[{"Metric":"acceptance","From":0.4,"To":0.8,"Months":2}]"""));
        await bot.SendLead("L1");
        await bot.ClockTo("2026-12-14T14:00:00Z");
        (await bot.Messages(RevenueChannel.Name)).Single(message => message.Text.StartsWith("Week 47", StringComparison.Ordinal)).Text.ShouldContain("Leads that sales accepted | no data | 40 %");
        (await bot.Messages(RevenueChannel.Name)).Single(message => message.Text.StartsWith("Week 50", StringComparison.Ordinal)).Text.ShouldContain("Leads that sales accepted | no data | 60 %");
    }
}
