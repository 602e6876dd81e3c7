using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>The later clauses: cadence, outcome, reasons, nurture; and reminders at odd hours.</summary>
public sealed class LongWorkTests
{
    [Fact]
    public async Task UnableToContact_BeforeTheCadence_IsRefused_AndTakenAfterIt()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages()).Single();
        await bot.PressButton(card, Bot.Ana, "accept");
        var early = await bot.PressButton(card, Bot.Ana, "dispose", new { code = "Unable to Contact" });
        early.Ok.ShouldBeFalse();
        early.PrivateText!.ShouldContain("6");
        for (var touch = 0; touch < 6; touch++)
        {
            await bot.Advance("PT10M");
            (await bot.PressButton(card, Bot.Ana, "touch", new { channel = "call", connected = "false" })).Ok.ShouldBeTrue();
        }

        (await bot.PressButton(card, Bot.Ana, "dispose", new { code = "Unable to Contact" })).Ok.ShouldBeTrue();
        var lead = await bot.Lead("L1");
        lead.Duties("cadence").ShouldBe(["met 2026-12-01T22:00:00Z"]);
        lead.Duties("disposition").ShouldBe(["met 2026-11-23T22:00:00Z"]);
    }

    [Fact]
    public async Task BusinessDays_SkipThanksgiving_AndTheCloseItselfStillCounts()
    {
        await using var bot = await Bot.StartAsync("2026-11-24T15:00:00Z");
        await bot.SendLead("L1");
        await bot.Command("L1", """{"type":"accept","by":"ana.rep@example.com"}""");
        // Day 1 is Wednesday, Thursday is a holiday, so day 5 is Wednesday 2 December.
        (await bot.Lead("L1")).Duties("disposition").ShouldBe(["running 2026-12-02T22:00:00Z"]);
        await bot.ClockTo("2026-12-02T22:00:00Z");
        await bot.Command("L1", """{"type":"dispose","by":"ana.rep@example.com","code":"Contacted - Qualified"}""");
        (await bot.Lead("L1")).Duties("disposition").ShouldBe(["met 2026-12-02T22:00:00Z"]);
        (await bot.Lead("L1"))["obligations"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Why_ExplainsADeadlineAcrossTheNightAndTheHoliday()
    {
        await using var bot = await Bot.StartAsync("2026-11-25T21:30:00Z");
        (await bot.SendLead("L1")).Duties("firstTouch").ShouldBe(["running 2026-11-27T14:30:00Z"]);
        var why = await bot.Expect(200, HttpMethod.Get, "/api/v1/leads/L1/why/firstTouch");
        why.Body.ToString().ShouldContain("2026-11-26");
        (await bot.TypeCommand(Bot.Ana, "why L1 firstTouch")).ShouldContain("26 Nov");
    }

    [Fact]
    public async Task Lost_WithoutAReason_OwesOne_AndTheLateOneClosesIt()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.Command("L1", """{"type":"accept","by":"ana.rep@example.com"}""");
        await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""");
        await bot.Command("L1", """{"type":"dispose","by":"ana.rep@example.com","code":"Contacted - Not Qualified"}""");
        await bot.Command("L1", """{"type":"advance","by":"ana.rep@example.com","stage":"lost"}""");
        (await bot.Lead("L1")).Duties("feedback").ShouldBe(["running 2026-11-18T22:00:00Z"]);
        await bot.ClockTo("2026-11-18T22:00:01Z");
        await bot.Command("L1", """{"type":"feedback","by":"ana.rep@example.com","reason":"No budget"}""");
        (await bot.Lead("L1")).Duties("feedback").ShouldBe(["breached 2026-11-18T22:00:00Z"]);
    }

    [Fact]
    public async Task Nurture_RevisitDateCame_TellsMarketingOnce()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.PressButton((await bot.Messages()).Single(), Bot.Ana, "reject", new { reason = "Wrong contact" });
        var returned = await bot.Message("channel:marketing-leads", "Wrong contact");
        (await bot.PressButton(returned, Bot.Maya, "recycle", new { revisitOn = "2026-11-20" })).Ok.ShouldBeTrue();
        (await bot.Message("channel:marketing-leads", "In nurture")).Id.ShouldBe(returned.Id);
        await bot.ClockTo("2026-11-19T23:00:00Z");
        (await bot.Messages("channel:marketing-leads")).Count.ShouldBe(1);
        await bot.ClockTo("2026-11-24T23:00:00Z");
        (await bot.Messages("channel:marketing-leads")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Reminder_ThatWouldFallOutsideHours_ComesInTheLastOpenHourBeforeTheDeadline()
    {
        // Eight elapsed hours from 12:00 in New York: 80 % is 18:24, due 20:00, both after closing at 17:00.
        await using var bot = await Bot.StartAsync("2026-11-16T17:00:00Z", settings =>
        {
            settings["Agreement"]!["Clauses"]!["firstTouch"]!["Within"] = "8 hours";
            settings["Agreement"]!["Clauses"]!["firstTouch"]!["Warnings"] = new JsonArray(0.8);
        });
        (await bot.SendLead("L1")).Duties("firstTouch").ShouldBe(["running 2026-11-17T01:00:00Z"]);
        await bot.ClockTo("2026-11-17T13:59:59Z");
        (await bot.Messages(Bot.Dm(Bot.Ana))).Skip(1).Select(message => message.At).ShouldBe(["2026-11-16T21:00:00Z"]);
        (await bot.Message("channel:sla-escalations", "L1")).At.ShouldBe("2026-11-17T01:00:00Z");
        await bot.Advance("PT1S");
        (await bot.Message(Bot.Dm(Bot.Ana), "You missed")).At.ShouldBe("2026-11-17T14:00:00Z");
    }

    [Fact]
    public async Task TouchMadeEarlier_ByTheForm_CountsAtItsOwnTime_AndIsMarked()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T16:00:00Z");
        var card = (await bot.Messages())[0];
        (await bot.PressButton(card, Bot.Ana, "touch", new { channel = "call", at = "2026-11-16T09:40" })).Ok.ShouldBeTrue();
        var lead = await bot.Lead("L1");
        lead.Duties("firstTouch").ShouldBe(["met 2026-11-16T15:00:00Z"]);
        var touch = lead.Body.GetProperty("touches")[0];
        (touch.GetProperty("at").GetString(), touch.GetProperty("selfReported").GetBoolean()).ShouldBe(("2026-11-16T14:40:00Z", true));
        (await bot.PressButton(card, Bot.Ana, "touch", new { channel = "call", at = "2026-11-15T09:40" })).PrivateText!.ShouldContain("24 hours");
        (await bot.PressButton(card, Bot.Ana, "touch", new { channel = "call", at = "2026-11-16T11:40" })).PrivateText!.ShouldContain("future");
    }

    [Fact]
    public async Task CriteriaMetLater_MakesAnMqlAtThatInstant()
    {
        await using var bot = await Bot.StartAsync();
        var lead = await bot.SendLead("L1", jsonObject =>
        {
            jsonObject["score"] = 10;
            jsonObject["activity"] = new JsonArray();
        });
        (lead["stage"], lead["mqlAt"]).ShouldBe(("Inquiry", null));
        (await bot.Messages()).ShouldBeEmpty();
        await bot.ClockTo("2026-11-16T15:00:00Z");
        await bot.Command("L1", """{"type":"activity","kind":"demo","subject":"Asked","by":"maya.marketing@example.com"}""");
        lead = await bot.Lead("L1");
        (lead["stage"], lead["mqlAt"], lead["owner"]).ShouldBe(("Assigned", "2026-11-16T15:00:00Z", Bot.Ana));
    }

    [Fact]
    public async Task SameAddressWithATag_IsAPossibleDuplicateAndGoesToTheSameOwner()
    {
        await using var bot = await Bot.StartAsync();
        var first = await bot.SendLead("L1", lead => lead["contact"]!["email"] = "sam.hill@example.com");
        foreach (var (id, email) in new[] { ("L2", "Sam.Hill+webinar@example.com"), ("L3", " sam.hill+a+b@EXAMPLE.com ") })
        {
            var again = await bot.SendLead(id, lead => lead["contact"]!["email"] = email);
            again["owner"].ShouldBe(first["owner"]);
            again["duplicateOf"].ShouldNotBeNull();
        }

        (await bot.SendLead("L4", lead => lead["contact"]!["email"] = "+1@example.com"))["duplicateOf"].ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task OwnerGivenBySender_IsTaken_AndOfAStrangerAdminIsTold()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.SendLead("L1", jsonObject => jsonObject["owner"] = Bot.Lena))["owner"].ShouldBe(Bot.Lena);
        var told = await bot.Send(HttpMethod.Post, "/api/v1/leads", """{"id":"L2","score":80,"owner":"nobody@example.com"}""");
        (told.Status, told.Body.GetProperty("stage").GetString()).ShouldBe((201, "Assigned"));
        await bot.Send(HttpMethod.Post, "/api/v1/leads", """{"id":"L3","score":80,"owner":"nobody@example.com"}""");
        (await bot.Messages("channel:slabot-admin")).Single().Text.ShouldContain("nobody@example.com");
    }
}
