using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>Weeks missed in a row: what goes on top of the agenda, who is told, and what settles it.</summary>
public sealed class MissedWeeksTests
{
    [Fact]
    public async Task TwoMissedWeeks_OwnedItemOnTop_NextRungTold_UntilAGreenWeek()
    {
        await using var bot = await SignedAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await RevenueChannel.Tops(bot, "2026-11-23")).ShouldBe(0);
        await bot.SendLead("L2");
        await bot.ClockTo("2026-11-30T14:00:00Z");

        var agenda = await RevenueChannel.Agenda(bot, "2026-11-30");
        agenda.Text.Split('\n')[1..3].ShouldAllBe(line => line.Contains("missed two weeks in a row, last in week 48", StringComparison.Ordinal));
        agenda.Text.ShouldContain("Owner: Vera Lind.");
        agenda.Text.ShouldContain("Owner: Maya Sato.");
        agenda.Text.ShouldContain("Sales: leads answered in time. What in our process caused this?");
        agenda.Text.ShouldContain("What in our process caused this?");
        (await bot.Messages(Bot.Dm(Bot.Vera))).Count(message => message.Text.Contains("weeks in a row", StringComparison.Ordinal) && message.At == "2026-11-30T14:00:00Z").ShouldBe(2);

        // The matters stand while no week frees the party; they are told once.
        await bot.ClockTo("2026-12-07T14:00:00Z");
        (await RevenueChannel.Agenda(bot, "2026-12-07")).Text.ShouldContain("Sales missed two weeks in a row, last in week 48");
        (await bot.Messages(Bot.Dm(Bot.Vera))).Count(message => message.Text.Contains("weeks in a row", StringComparison.Ordinal)).ShouldBe(2);

        await bot.SendLead("L3");
        var owner = (await bot.Lead("L3"))["owner"];
        await bot.Command("L3", $$"""{"type":"touch","by":"{{owner}}","channel":"call"}""");
        await bot.Command("L3", $$"""{"type":"reject","by":"{{owner}}","reason":"Duplicate"}""");
        foreach (var lead in new[] { "L1", "L2" })
        {
            await bot.Command(lead, """{"type":"reject","by":"rita.revops@example.com","reason":"Duplicate"}""");
        }

        await bot.ClockTo("2026-12-14T14:00:00Z");
        var after = await RevenueChannel.Agenda(bot, "2026-12-14");
        after.Text.ShouldContain("Settled: Sales had a green week (week 50)", customMessage: string.Join("\n---\n", (await bot.Messages(RevenueChannel.Name)).Select(message => message.Text)));
        after.Text.ShouldNotContain("Sales missed two weeks");
        after.Text.ShouldContain("Marketing missed two weeks");
    }

    [Fact]
    public async Task TwoMissedWeeks_ASignedChange_SettlesThemAndCountsAnew()
    {
        await using var bot = await SignedAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-30T14:00:00Z");
        (await RevenueChannel.Tops(bot, "2026-11-30")).ShouldBe(1); // marketing's volume; nothing of sales was due in the second week
        bot.Files.Edit(settings =>
        {
            settings["Agreement"]!["Version"] = "2026.2";
            settings["Agreement"]!["ChangeReason"] = "less was promised than planned";
            settings["Agreement"]!["Quotas"]!["Volume"]!["PerMonth"] = 60;
        });
        await bot.UntilMessage(RevenueChannel.Name, "version 2026.2");
        await bot.TypeCommand(Bot.Maya, "sign");
        await bot.TypeCommand(Bot.Vera, "sign");
        await bot.ClockTo("2026-12-07T14:00:00Z");

        var agenda = await RevenueChannel.Agenda(bot, "2026-12-07");
        agenda.Text.ShouldContain("Settled by a signed change: version 2026.2 replaces 2026.1, under which Marketing had missed.");
        agenda.Text.ShouldNotContain("weeks in a row");
        await bot.ClockTo("2026-12-14T14:00:00Z");
        (await RevenueChannel.Tops(bot, "2026-12-14")).ShouldBe(1);
    }

    [Fact]
    public async Task OnePage_TwoWeeksRedOnDecisions_AreMissedThoughEveryLeadWasAnswered()
    {
        await using var bot = await SignedAsync(settings => settings["Agreement"] = JsonNode.Parse($$"""
            { "Template": "one-page", "Version": "1", "Effective": "2026-11-02", "Owner": "{{Bot.Rita}}", "Calendar": "new-york", "Arbiter": "{{Bot.Rita}}",
              "Signers": { "Marketing": "{{Bot.Maya}}", "Sales": "{{Bot.Vera}}" } }
            """));
        foreach (var (id, monday) in new[] { ("L47", "2026-11-16T14:00:00Z"), ("L48", "2026-11-23T14:00:00Z") })
        {
            await bot.ClockTo(monday);
            await bot.SendLead(id, lead => (lead["mqlAt"], lead["tier"]) = (monday, "mid-funnel"));
            await bot.Command(id, $$"""{"type":"touch","by":"{{(await bot.Lead(id))["owner"]}}","channel":"email"}""");
        }

        await bot.ClockTo("2026-11-30T14:00:00Z");
        (await bot.Messages(Bot.Dm(Bot.Vera))).ShouldContain(message => message.Text.Contains("Sales missed the agreement 2 weeks in a row", StringComparison.Ordinal));
        (await RevenueChannel.Agenda(bot, "2026-11-30")).Text.ShouldContain("Sales missed two weeks in a row, last in week 48: leads accepted or rejected in time");
    }

    [Theory]
    [InlineData(3, true)] // 3 of 5 in time: 60 %
    [InlineData(4, false)] // 80 % is not under 80 %
    public async Task ResponseUnder80PercentForTwoWeeks_GoesToTheNextRung(int inTime, bool told)
    {
        await using var bot = await SignedAsync(settings => settings["Agreement"] = JsonNode.Parse($$"""
            { "Template": "one-page", "Version": "1", "Effective": "2026-11-02", "Owner": "{{Bot.Rita}}", "Calendar": "new-york", "Arbiter": "{{Bot.Rita}}",
              "Signers": { "Marketing": "{{Bot.Maya}}", "Sales": "{{Bot.Vera}}" } }
            """));
        foreach (var (week, monday) in new[] { (47, "2026-11-16T14:00:00Z"), (48, "2026-11-23T14:00:00Z") })
        {
            await bot.ClockTo(monday);
            for (var i = 0; i < 5; i++)
            {
                var id = $"L{week}{i}";
                await bot.SendLead(id, lead => (lead["mqlAt"], lead["tier"]) = (monday, "mid-funnel"));
                var owner = (await bot.Lead(id))["owner"];

                // A call is no personal e-mail: it clears nothing.
                await bot.Command(id, $$"""{"type":"touch","by":"{{owner}}","channel":"{{(i < inTime ? "email" : "call")}}"}""");
                await bot.Command(id, $$"""{"type":"accept","by":"{{owner}}"}""");
            }
        }

        (await bot.Messages(Bot.Dm(Bot.Vera))).ShouldNotContain(message => message.Text.Contains("weeks in a row", StringComparison.Ordinal));
        await bot.ClockTo("2026-11-30T14:00:00Z");

        var speed = (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W48")).Body.GetProperty("speedToLead").GetProperty("compliance");
        (speed.GetProperty("num").GetInt32(), speed.GetProperty("den").GetInt32()).ShouldBe((inTime, 5));
        var notes = (await bot.Messages(Bot.Dm(Bot.Vera))).Where(message => message.Text.Contains("Sales missed the agreement 2 weeks in a row", StringComparison.Ordinal)).ToList();
        notes.Count.ShouldBe(told ? 1 : 0);
        notes.ShouldAllBe(note => note.At == "2026-11-30T14:00:00Z" && note.Text.Contains("Response compliance under 80 % for two weeks: to the CRO", StringComparison.Ordinal));
        (await RevenueChannel.Agenda(bot, "2026-11-30")).Text.Contains("Sales missed two weeks in a row, last in week 48", StringComparison.Ordinal).ShouldBe(told);
    }

    [Fact]
    public async Task WeekOfTheInstallation_IsPractice_NobodysMiss_AndAnEmptyOneIsNotPosted()
    {
        await using var bot = await Bot.StartAsync();
        await bot.TypeCommand(Bot.Maya, "sign");
        await bot.TypeCommand(Bot.Vera, "sign");
        await bot.ClockTo("2026-11-16T15:00:00Z");
        (await bot.Messages(RevenueChannel.Name)).ShouldNotContain(message => message.Text.Contains("Week 46", StringComparison.Ordinal), "it neither ran nor bound then");
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await bot.Messages(RevenueChannel.Name)).ShouldContain(message => message.Text.Contains("This week is for practice", StringComparison.Ordinal));
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47")).Body.GetProperty("practice").GetBoolean().ShouldBeTrue();
        await bot.ClockTo("2026-11-30T14:00:00Z");
        (await RevenueChannel.Tops(bot, "2026-11-30")).ShouldBe(0, "one missed week after one of practice is not two in a row");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W48")).Body.GetProperty("practice").GetBoolean().ShouldBeFalse();
    }

    /// <summary>Installed and signed the week before, so that every week from Monday the 16th on counts.</summary>
    private static async Task<Bot> SignedAsync(Action<JsonNode>? edit = null)
    {
        var bot = await Bot.StartAsync("2026-11-13T14:00:00Z", edit);
        await bot.TypeCommand(Bot.Maya, "sign");
        await bot.TypeCommand(Bot.Vera, "sign");
        await bot.ClockTo("2026-11-16T14:00:00Z");
        return bot;
    }
}
