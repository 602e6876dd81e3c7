using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>The weekly scorecard and the settings file over time.</summary>
public sealed class WeekTests
{
    private const string Channel = "channel:revenue-sla";

    [Fact]
    public async Task Monday0900_Scorecard_IsAThreadWithTheNumbersOfTheApi()
    {
        await using var bot = await Bot.StartAsync();
        await AWeek(bot);
        await bot.ClockTo("2026-11-23T13:59:59Z");
        (await bot.Messages(Channel)).ShouldBeEmpty();
        await bot.Advance("PT1S");

        var posts = await bot.Messages(Channel);
        posts.Count.ShouldBeInRange(5, 8);
        posts.ShouldAllBe(post => post.At == "2026-11-23T14:00:00Z");
        posts.Skip(1).ShouldAllBe(post => post.ThreadOf == posts[0].Id);
        var json = await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47");
        (json["mqlVolume.count"], json["acceptance.accepted"], json["acceptance.rejected"], json["acceptance.undecided"]).ShouldBe(("4", "1", "1", "2"));
        (json["speedToLead.compliance.num"], json["speedToLead.compliance.den"], json["speedToLead.exempt"]).ShouldBe(("1", "3", "1"));
        posts[0].Text.ShouldContain("Week 47");
        posts[0].Text.ShouldContain("not signed yet");
        posts[0].Text.ShouldContain($"Marketing-qualified leads (MQLs) | {json["mqlVolume.count"]} | {json["mqlVolume.target"]}");
        posts[0].Text.ShouldContain($"Leads that sales accepted | {json["acceptance.num"]} of {json["acceptance.den"]} (50 %)");
        posts[0].Text.ShouldContain($"Leads answered in time | {json["speedToLead.compliance.num"]} of {json["speedToLead.compliance.den"]} (33.3 %)");
        posts.ShouldContain(post => post.Text.Contains("Duplicate", StringComparison.Ordinal));
    }

    [Fact]
    public async Task LateEvidence_AfterPublication_IsARestatementOfTheNextWeek()
    {
        await using var bot = await Bot.StartAsync();
        await AWeek(bot);
        await bot.ClockTo("2026-11-23T14:00:00Z");
        await bot.Command("L4", """{"type":"touch","by":"ben.rep@example.com","channel":"call","at":"2026-11-16T14:30:00Z"}""");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47"))["speedToLead.compliance.num"].ShouldBe("1");
        await bot.ClockTo("2026-11-30T14:00:00Z");
        (await bot.Messages(Channel)).ShouldContain(message => message.At == "2026-11-30T14:00:00Z" && message.Text.Contains("Week 47, leads answered in time: 2 of 3 (66.7 %) instead of 1 of 3 (33.3 %)", StringComparison.OrdinalIgnoreCase), string.Join("\n---\n", (await bot.Messages(Channel)).Select(message => message.Text)));
        await bot.ClockTo("2026-12-07T14:00:00Z");
        (await bot.Messages(Channel)).ShouldNotContain(message => message.At == "2026-12-07T14:00:00Z" && message.Text.Contains("instead of", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Signed_Scorecard_SaysNothingOfSignatures()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.TypeCommand(Bot.Ana, "sign")).ShouldContain("Maya Sato");
        (await bot.TypeCommand(Bot.Maya, "sign")).ShouldContain("Signed");
        (await bot.TypeCommand(Bot.Vera, "sign")).ShouldContain("Signed");
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await bot.Messages(Channel))[0].Text.ShouldNotContain("not signed");
    }

    [Fact]
    public async Task SettingsEdit_Valid_AppliesToNewObligationsOnly()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        bot.Files.Edit(settings =>
        {
            settings["Agreement"]!["Version"] = "2026.2";
            settings["Agreement"]!["Clauses"]!["firstTouch"]!["Within"] = "2 business hours";
        });
        await bot.Until(async () => (await bot.Send(HttpMethod.Get, "/api/v1/agreement")).Body.ToString().Contains("2026.2", StringComparison.Ordinal));
        (await bot.SendLead("L2")).Duties("firstTouch").ShouldBe(["running 2026-11-16T16:00:00Z"]);
        (await bot.Lead("L1")).Duties("firstTouch").ShouldBe(["running 2026-11-16T15:00:00Z"]);
    }

    [Fact]
    public async Task SettingsEdit_KeyTakenAway_IsRefusedFromThenOn()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Send(HttpMethod.Get, "/api/v1/leads", key: BotFiles.ReadKey)).Status.ShouldBe(200);
        bot.Files.Edit(settings => settings["Api"]!["Keys"]!.AsArray().RemoveAt(2));
        await bot.Until(async () => (await bot.Send(HttpMethod.Get, "/api/v1/leads", key: BotFiles.ReadKey)).Status == 401);
        (await bot.Send(HttpMethod.Get, "/api/v1/leads")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task SettingsEdit_OwnerGone_BreachStillReachesTheChannel()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        bot.Files.Edit(settings =>
        {
            settings["People"]!.AsArray().RemoveAt(0);
            settings["Routing"]![1]!["Roster"]!.AsArray().RemoveAt(0);
        });
        await bot.Until(async () => (await bot.TypeCommand(Bot.Ana, "leads")).Contains("not among the people", StringComparison.Ordinal));
        (await bot.SendLead("L2"))["owner"].ShouldBe(Bot.Ben);
        await bot.ClockTo("2026-11-16T15:00:00Z");
        var ping = await bot.Message("channel:sla-escalations", "Cleo L1");
        ping.At.ShouldBe("2026-11-16T15:00:00Z");
        (await bot.PressButton(ping, Bot.Rita, "assign", new { owner = Bot.Ben })).Ok.ShouldBeTrue();
        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Ben);
    }

    [Fact]
    public async Task SettingsEdit_NewRep_TakesWhoWaitsInTheQueue()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Routing"]!.AsArray().RemoveAt(1));
        (await bot.SendLead("L1"))["stage"].ShouldBe("Queue");
        bot.Files.Edit(settings => settings["Routing"]!.AsArray().Add(System.Text.Json.Nodes.JsonNode.Parse("""{"Roster":["ben.rep@example.com"],"By":"round-robin"}""")));
        await bot.Until(async () => (await bot.Lead("L1"))["owner"] == Bot.Ben);
    }

    [Fact]
    public async Task SettingsEdit_OfTheSchedule_MovesTheNextScorecard()
    {
        await using var bot = await Bot.StartAsync();
        bot.Files.Edit(settings => settings["Schedule"] = JsonNode.Parse("""{"Scorecard":"0 0 9 ? * TUE"}"""));
        await bot.Until(() => Task.FromResult(bot.Log.EditsInForce > 0));
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-24T14:00:00Z");
        (await bot.Messages("channel:revenue-sla")).ShouldContain(message => message.At == "2026-11-24T14:00:00Z" && message.Text.StartsWith("Week 47", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SettingsEdit_Invalid_IsRefusedLoudly_AndTheOldOnesStay()
    {
        await using var bot = await Bot.StartAsync();
        bot.Files.Edit(settings => settings["Agreement"]!["Clauses"]!["firstTouch"]!["Within"] = "a while");
        await bot.UntilMessage("channel:slabot-admin");
        var alarm = (await bot.Messages("channel:slabot-admin")).ShouldHaveSingleItem();
        alarm.Text.ShouldContain("settings was refused");
        alarm.Text.ShouldContain("firstTouch");
        (await bot.SendLead("L1")).Duties("firstTouch").ShouldBe(["running 2026-11-16T15:00:00Z"]);
        bot.Log.Errors.ShouldHaveSingleItem().ShouldStartWith("1302");
        bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task SettingsEdit_CutOffInTheMiddle_IsRefusedLoudlyToo()
    {
        await using var bot = await Bot.StartAsync();
        bot.Files.Write("""{ "SlaBot": { "Agreement": """);
        await bot.UntilMessage("channel:slabot-admin");
        (await bot.SendLead("L1")).Duties("firstTouch").ShouldBe(["running 2026-11-16T15:00:00Z"]);
        bot.Log.Errors.Clear();
    }

    private static async Task AWeek(Bot bot)
    {
        for (var number = 1; number <= 4; number++)
        {
            await bot.SendLead($"L{number}");
        }

        await bot.Advance("PT10M");
        await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""");
        await bot.Command("L1", """{"type":"accept","by":"ana.rep@example.com"}""");
        await bot.Command("L2", """{"type":"reject","by":"ben.rep@example.com","reason":"Duplicate"}""");
    }
}
