using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>The reviews, two missed weeks in a row, the signed agreement and the money, through the whole program.</summary>
public sealed class GovernanceTests
{
    private const string Channel = "channel:revenue-sla";

    [Fact]
    public async Task TwoMissedWeeks_OwnedItemOnTop_NextRungTold_UntilAGreenWeek()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await Tops(bot, "2026-11-23")).ShouldBe(0);
        await bot.SendLead("L2");
        await bot.ClockTo("2026-11-30T14:00:00Z");

        var agenda = await Agenda(bot, "2026-11-30");
        agenda.Text.Split('\n')[1..3].ShouldAllBe(line => line.Contains("missed two weeks in a row, last in week 48", StringComparison.Ordinal));
        agenda.Text.ShouldContain("Owner: Vera Lind.");
        agenda.Text.ShouldContain("Owner: Maya Sato.");
        agenda.Text.ShouldContain("Sales: leads answered in time. What in our process caused this?");
        agenda.Text.ShouldContain("What in our process caused this?");
        (await bot.Messages(Bot.Dm(Bot.Vera))).Count(one => one.Text.Contains("weeks in a row", StringComparison.Ordinal) && one.At == "2026-11-30T14:00:00Z").ShouldBe(2);

        // The matters stand while no week frees the party; they are told once.
        await bot.ClockTo("2026-12-07T14:00:00Z");
        (await Agenda(bot, "2026-12-07")).Text.ShouldContain("Sales missed two weeks in a row, last in week 48");
        (await bot.Messages(Bot.Dm(Bot.Vera))).Count(one => one.Text.Contains("weeks in a row", StringComparison.Ordinal)).ShouldBe(2);

        await bot.SendLead("L3");
        var owner = (await bot.Lead("L3"))["owner"];
        await bot.Command("L3", $$"""{"type":"touch","by":"{{owner}}","channel":"call"}""");
        await bot.Command("L3", $$"""{"type":"reject","by":"{{owner}}","reason":"Duplicate"}""");
        foreach (var lead in new[] { "L1", "L2" })
        {
            await bot.Command(lead, """{"type":"reject","by":"rita.revops@example.com","reason":"Duplicate"}""");
        }

        await bot.ClockTo("2026-12-14T14:00:00Z");
        var after = await Agenda(bot, "2026-12-14");
        after.Text.ShouldContain("Settled: Sales had a green week (week 50)", customMessage: string.Join("\n---\n", (await bot.Messages(Channel)).Select(one => one.Text)));
        after.Text.ShouldNotContain("Sales missed two weeks");
        after.Text.ShouldContain("Marketing missed two weeks");
    }

    [Fact]
    public async Task TwoMissedWeeks_ASignedChange_SettlesThemAndCountsAnew()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-30T14:00:00Z");
        (await Tops(bot, "2026-11-30")).ShouldBe(1); // marketing's volume; nothing of sales was due in the second week
        bot.Files.Edit(settings =>
        {
            settings["Agreement"]!["Version"] = "2026.2";
            settings["Agreement"]!["Quotas"]!["Volume"]!["PerMonth"] = 60;
        });
        await Until(bot, Channel, "version 2026.2");
        await bot.Say(Bot.Maya, "sign");
        await bot.Say(Bot.Vera, "sign");
        await bot.ClockTo("2026-12-07T14:00:00Z");

        var agenda = await Agenda(bot, "2026-12-07");
        agenda.Text.ShouldContain("Settled by a signed change: version 2026.2 replaces 2026.1, under which Marketing had missed.");
        agenda.Text.ShouldNotContain("weeks in a row");
        await bot.ClockTo("2026-12-14T14:00:00Z");
        (await Tops(bot, "2026-12-14")).ShouldBe(1);
    }

    [Fact]
    public async Task Agenda_TickedByButton_ShowsWhoAndWhen_AlsoAfterARestart()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        var agenda = await Agenda(bot, "2026-11-23");
        agenda.Text.ShouldContain("☐ Marketing looks at sales' feedback");
        await bot.Advance("PT30M");

        (await bot.Press(agenda, Bot.Maya, "agenda", new { item = "2026-W47/1,2026-W47/2" })).Ok.ShouldBeTrue();
        (await bot.Press(agenda, Bot.Vera, "agenda", new { item = "2026-W47/1" })).PrivateText!.ShouldContain("Maya Sato has already");
        (await bot.Press(agenda, Bot.Vera, "agenda", new { item = "2026-W47/99" })).Ok.ShouldBeFalse();
        (await bot.Press(agenda, Bot.Vera, "agenda")).Ok.ShouldBeFalse();
        await bot.RestartAsync();

        var now = (await bot.Messages(Channel)).Single(one => one.Id == agenda.Id);
        now.Text.ShouldContain("☑ MQL volume against target (Maya Sato, Mon 23 Nov, 09:30 EST)");
    }

    [Fact]
    public async Task Agenda_TickedByWhoMayNot_SaysWhoMay()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        var agenda = await Agenda(bot, "2026-11-23");

        var answer = await bot.Press(agenda, Bot.Ana, "agenda", new { item = "2026-W47/1" });

        (answer.Ok, answer.PrivateText).ShouldBe((false, "Only the agreement's owner, the two leads who sign, managers, RevOps and the owner of an item tick its box."));
        (await Agenda(bot, "2026-11-23")).Text.ShouldNotContain("☑");
        foreach (var (person, item) in new[] { (Bot.Milo, 1), (Bot.Vera, 2), (Bot.Maya, 3), (Bot.Rita, 4) })
        {
            (await bot.Press(agenda, person, "agenda", new { item = $"2026-W47/{item}" })).Ok.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Agenda_TickedByMistake_IsOpenAgainByButton()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        var agenda = await Agenda(bot, "2026-11-23");
        agenda.Buttons.Select(one => one.Action).ShouldBe(["agenda"]);
        (await bot.Press(agenda, Bot.Rita, "agenda", new { item = "2026-W47/1" })).Ok.ShouldBeTrue();
        (await Agenda(bot, "2026-11-23")).Buttons.Select(one => one.Action).ShouldBe(["agenda", "agenda-undo"]);

        (await bot.Press(agenda, Bot.Ana, "agenda-undo", new { item = "2026-W47/1" })).Ok.ShouldBeFalse();
        (await bot.Press(agenda, Bot.Vera, "agenda-undo", new { item = "2026-W47/2" })).PrivateText.ShouldBe("That item is open already.");
        (await bot.Press(agenda, Bot.Vera, "agenda-undo", new { item = "2026-W47/1" })).PrivateText.ShouldBe("Open again.");

        (await Agenda(bot, "2026-11-23")).Text.ShouldContain("☐ MQL volume against target");
        (await bot.Press(agenda, Bot.Maya, "agenda", new { item = "2026-W47/1" })).Ok.ShouldBeTrue();
        (await Agenda(bot, "2026-11-23")).Text.ShouldContain("☑ MQL volume against target (Maya Sato");
    }

    [Fact]
    public async Task Scorecard_OfAWeekThatWasNeverPublished_IsRecomputedAndSaysSo()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");

        (await bot.Say(Bot.Milo, "scorecard")).ShouldContain("No scorecard has been published yet");
        var running = await bot.Say(Bot.Milo, "scorecard 2026-W47");
        running.ShouldContain("Recomputed, not published.");
        running.ShouldContain("Week 47");
        (await bot.Say(Bot.Milo, "scorecard 2026-W46")).ShouldContain("Recomputed, not published.");
        (await bot.Say(Bot.Milo, "scorecard 2026-W48")).ShouldContain("There is no scorecard for 2026-W48: that week has not begun.");

        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await bot.Say(Bot.Milo, "scorecard 2026-W47")).ShouldNotContain("Recomputed");
    }

    [Theory]
    [InlineData(3, true)] // 3 of 5 in time: 60 %
    [InlineData(4, false)] // 80 % is not under 80 %
    public async Task ResponseUnder80PercentForTwoWeeks_GoesToTheNextRung(int inTime, bool told)
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Agreement"] = JsonNode.Parse($$"""
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
            }
        }

        (await bot.Messages(Bot.Dm(Bot.Vera))).ShouldNotContain(one => one.Text.Contains("weeks in a row", StringComparison.Ordinal));
        await bot.ClockTo("2026-11-30T14:00:00Z");

        var speed = (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W48")).Body.GetProperty("speedToLead").GetProperty("compliance");
        (speed.GetProperty("num").GetInt32(), speed.GetProperty("den").GetInt32()).ShouldBe((inTime, 5));
        var notes = (await bot.Messages(Bot.Dm(Bot.Vera))).Where(one => one.Text.Contains("Sales missed the agreement 2 weeks in a row", StringComparison.Ordinal)).ToList();
        notes.Count.ShouldBe(told ? 1 : 0);
        notes.ShouldAllBe(one => one.At == "2026-11-30T14:00:00Z" && one.Text.Contains("Response compliance under 80 % for two weeks: to the CRO", StringComparison.Ordinal));
        (await Agenda(bot, "2026-11-30")).Text.Contains("Sales missed two weeks in a row, last in week 48", StringComparison.Ordinal).ShouldBe(told);
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
        (await bot.Messages()).ShouldNotContain(one => one.Text.Contains("Your week, Lena", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SecondWeek_HasArrows_CausesAndDisputes()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1", lead => lead["mqlAt"] = "2026-11-16T13:00:00Z");
        await bot.Command("L1", """{"type":"reject","by":"ana.rep@example.com","reason":"Not our ICP"}""");
        await bot.Command("L1", """{"type":"dispute","by":"maya.marketing@example.com","note":"look again"}""");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await bot.Message(Channel, "Why leads were rejected")).Text.ShouldContain("Cleo L1 · L1 Corp: Not our ICP, disputed Mon 16 Nov, 09:00 EST, not ruled yet");
        (await bot.Message(Channel, "Deadlines missed")).Text.ShouldContain("told late by its source: 1");
        await bot.SendLead("L2");
        await bot.ClockTo("2026-11-30T14:00:00Z");

        var summary = (await bot.Messages(Channel)).Single(one => one.Text.StartsWith("Week 48", StringComparison.Ordinal));
        summary.Text.ShouldContain("▶ from 1");
        summary.Text.ShouldContain("The last 2 weeks (of 13)");
    }

    [Fact]
    public async Task FirstOfTheMonth_Review_IsATableOfTargetActualStatusWithMoneyAndAnAgenda()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        (await Import(bot, "source;month;amount\nWebinar;2026-11;1250.50\nWebinar;November;1\n;2026-11;x\n")).ShouldBe((1, 2));
        await bot.ClockTo("2026-12-01T14:00:00Z");

        var table = await bot.Message(Channel, "Monthly review · November 2026");
        table.At.ShouldBe("2026-12-01T14:00:00Z");
        table.Text.ShouldContain("Promise | Target | Actual | Status");
        table.Text.ShouldContain("Marketing: the number of MQLs | 120 | 1 | missed");
        table.Text.ShouldContain("Webinar | 1,250.50 | 1,250.50 | no data");
        var agenda = (await bot.Messages(Channel)).Single(one => one.ThreadOf == table.Id);
        (await bot.Press(agenda, Bot.Rita, "agenda", new { item = "2026-11/1" })).Ok.ShouldBeTrue();
        (await bot.Messages(Channel)).Single(one => one.Id == agenda.Id).Text.ShouldContain("☑ MQL volume against target (Rita Voss");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W48?asOf=2026-12-01T00:00:00Z")).Body.GetProperty("money")[0].GetProperty("costPerLead").GetString().ShouldBe("1250.50");
    }

    [Fact]
    public async Task FirstOfTheQuarter_AgreementThatAsksForIt_IsReviewedOverItsThreeMonths()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Agreement"]!["Review"] = JsonNode.Parse("""{ "Quarterly": true }"""));
        await bot.SendLead("L1");
        (await Import(bot, "source,month,amount,clv\nWebinar,2026-11,100,18000\nWebinar,2026-12,50.5,\nWebinar,2027-01,9,1\nWebinar,2026-12,1,much\n")).ShouldBe((3, 1));
        await bot.Command("L1", """{"type":"accept","by":"ana.rep@example.com"}""");
        await bot.Command("L1", """{"type":"advance","stage":"won","amount":900,"by":"ana.rep@example.com"}""");
        await bot.ClockTo("2027-01-01T14:00:00Z");

        var table = await bot.Message(Channel, "Quarterly review · quarter 4 of 2026");
        table.At.ShouldBe("2027-01-01T14:00:00Z");
        table.Text.ShouldContain("Marketing: the number of MQLs | 360 | 1 | missed"); // 120 a month
        table.Text.ShouldContain("Webinar | 150.50 | 150.50 | no data | 150.50");
        table.Text.ShouldContain("| 900.00 | 18,000.00");
        table.Text.ShouldContain("Counted over the whole quarter");
        var agenda = (await bot.Messages(Channel)).Single(one => one.ThreadOf == table.Id);
        (await bot.Press(agenda, Bot.Rita, "agenda", new { item = "2026-Q4/1" })).Ok.ShouldBeTrue();
        await bot.Message(Channel, "Monthly review · December 2026");
    }

    [Fact]
    public async Task FirstOfTheQuarter_AgreementThatDoesNotAsk_HasNoQuarter()
    {
        await using var bot = await Bot.StartAsync(start: "2026-12-30T14:00:00Z");
        await bot.ClockTo("2027-01-02T14:00:00Z");

        (await bot.Messages(Channel)).ShouldNotContain(one => one.Text.Contains("Quarterly", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignedAgreement_ChangesOnlyByANewVersionWithAReasonWhileFrozen()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Say(Bot.Maya, "sign")).ShouldContain("Signed");
        bot.Files.Edit(settings => settings["Agreement"]!["Quotas"]!["Acceptance"] = 0.5);
        await Refused(bot, 1, "raise Version");
        bot.Files.Edit(settings => settings["Agreement"]!["Version"] = "2026.2");
        await Refused(bot, 2, "frozen until 2026-12-16");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/agreement"))["version"].ShouldBe("2026.1");
        bot.Log.Errors.Clear();

        bot.Files.Edit(settings => settings["Agreement"]!["ChangeReason"] = "The market turned");
        var page = await Until(bot, Channel, "version 2026.2");
        page.Text.ShouldContain("Why this version: The market turned");
        page.Text.ShouldContain("Unsigned");
        (await bot.Press(page, Bot.Ana, "sign")).Ok.ShouldBeFalse();
        (await bot.Press(page, Bot.Maya, "sign")).Ok.ShouldBeTrue();
        (await bot.Press(page, Bot.Vera, "sign")).Ok.ShouldBeTrue();
        var signed = (await bot.Messages(Channel)).ShouldHaveSingleItem();
        signed.Text.ShouldContain("Sales: Vera Lind, signed Mon 16 Nov");
        signed.Buttons.ShouldBeEmpty();

        (await bot.Say(Bot.Ana, "agreement 2026.1")).ShouldContain("Marketing: Maya Sato, signed Mon 16 Nov");
        (await bot.Say(Bot.Ana, "agreement 2026.1")).ShouldContain("Sales accepts at least 85 % of them");
        (await bot.Say(Bot.Ana, "agreement 7")).ShouldContain("there are 2026.1, 2026.2");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/agreement")).Body.GetProperty("signed").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Edit_OfWhatIsReadAtTheStart_SaysThatItWaitsForARestart()
    {
        await using var bot = await Bot.StartAsync();
        bot.Files.Edit(settings => (settings["Slack"] ??= new JsonObject())["BotToken"] = "xoxb-new");
        (await Until(bot, "channel:slabot-admin", "waits for a restart")).Text.ShouldContain("Slack: this is read at the start");
    }

    [Fact]
    public async Task SignedAgreement_EditedWhileTheBotWasDown_AlarmsTheAdministrator()
    {
        await using var bot = await Bot.StartAsync();
        await bot.Say(Bot.Maya, "sign");
        await bot.StopAsync();
        bot.Files.Edit(settings => settings["Agreement"]!["Quotas"]!["Acceptance"] = 0.5);
        await bot.OpenAsync();
        (await Until(bot, "channel:slabot-admin", "differs from what was signed")).Text.ShouldContain("2026.1");
    }

    [Fact]
    public async Task Ramp_RaisesTheWeeksTarget_ByWholeMonths()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Agreement"]!["Ramps"] =
            JsonNode.Parse("""[{"Metric":"acceptance","From":0.4,"To":0.8,"Months":2}]"""));
        await bot.SendLead("L1");
        await bot.ClockTo("2026-12-14T14:00:00Z");
        (await bot.Messages(Channel)).Single(one => one.Text.StartsWith("Week 47", StringComparison.Ordinal)).Text.ShouldContain("Leads that sales accepted | no data | 40 %");
        (await bot.Messages(Channel)).Single(one => one.Text.StartsWith("Week 50", StringComparison.Ordinal)).Text.ShouldContain("Leads that sales accepted | no data | 60 %");
    }

    [Fact]
    public async Task BareClicksAtTheDeadline_AreFlaggedToTheManager()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["Routing"] = JsonNode.Parse("""[{"Roster":["ana.rep@example.com"]}]"""));
        foreach (var lead in new[] { "L1", "L2", "L3" })
        {
            await bot.SendLead(lead);
        }

        await bot.Advance("PT56M");
        foreach (var card in (await bot.Messages(Bot.Dm(Bot.Ana))).Where(one => one.Actions.Contains("touch") && one.ThreadOf is null).ToList())
        {
            (await bot.Press(card, Bot.Ana, "touch", new { channel = "call" })).Ok.ShouldBeTrue();
        }

        (await bot.Say(Bot.Milo, "team")).ShouldContain("Ana Reyes logged touches on 3 leads in one go, each just before its deadline");
        (await bot.Say(Bot.Ana, "leads")).ShouldNotContain("in one go");
    }

    private static async Task<Message> Agenda(Bot bot, string day) =>
        (await bot.Messages(Channel)).Single(one => one.At.StartsWith(day, StringComparison.Ordinal) && one.Text.StartsWith("Agenda", StringComparison.Ordinal));

    private static async Task<int> Tops(Bot bot, string day) => (await Agenda(bot, day)).Text.Split("weeks in a row").Length - 1;

    private static async Task<(int Taken, int Refused)> Import(Bot bot, string csv)
    {
        using var http = new HttpClient { BaseAddress = bot.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BotFiles.AdminKey);
        using var answer = await http.PostAsync("/api/v1/import", new StringContent(csv, Encoding.UTF8, "text/csv"));
        var report = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return (report.GetProperty("taken").GetInt32(), report.GetProperty("refused").GetInt32());
    }

    private static async Task Refused(Bot bot, int count, string words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (bot.Log.Errors.Count < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        bot.Log.Errors.Last().ShouldContain(words);
    }

    private static async Task<Message> Until(Bot bot, string conversation, string words)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            if ((await bot.Messages(conversation)).FirstOrDefault(one => one.Text.Contains(words, StringComparison.Ordinal)) is { } found)
            {
                return found;
            }
        }
    }
}
