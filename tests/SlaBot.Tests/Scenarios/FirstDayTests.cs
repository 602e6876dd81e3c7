namespace SlaBot.Tests.Scenarios;

/// <summary>A lead's first day, from its card to its end, and what happens when nobody acts.</summary>
public sealed class FirstDayTests
{
    [Fact]
    public async Task NewLead_Card_SaysWhoWhyAndWhatIsDueWhen()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages()).ShouldHaveSingleItem();
        (card.Conversation, card.At, card.EditedAt, card.ThreadOf).ShouldBe((Bot.Dm(Bot.Ana), Bot.Monday, null, null));
        card.Text.ShouldContain("Cleo L1 · L1 Corp");
        card.Text.ShouldContain("First touch, due Mon 16 Nov, 10:00 EST");
        card.Text.ShouldContain("Then: accept or reject, due Thu 19 Nov, 17:00 EST");
        card.Text.ShouldContain("MQL: demo, ICP: yes; score 80");
        card.Actions.ShouldBe(["accept", "reject", "quick-call", "quick-email", "details", "touch"]);
        var details = (await bot.PressButton(card, Bot.Ana, "details")).PrivateText!;
        details.ShouldContain("✓ a demo");
        details.ShouldContain("✗ 2+ downloads");
    }

    [Fact]
    public async Task RepInLondon_Card_ShowsHisOwnTime()
    {
        await using var bot = await Bot.StartAsync("2026-11-16T15:45:00Z");
        await bot.SendLead("L1", lead => lead["region"] = "GB");
        (await bot.Message(Bot.Dm(Bot.Lena), "L1")).Text.ShouldContain("First touch, due Mon 16 Nov, 16:45 GMT");
    }

    [Fact]
    public async Task FridayAt1650_FirstTouch_IsDueOnMonday()
    {
        await using var bot = await Bot.StartAsync("2026-11-20T21:50:00Z");
        var lead = await bot.SendLead("L1");
        lead.Duties("firstTouch").ShouldBe(["running 2026-11-23T14:50:00Z"]);
        (await bot.Message(Bot.Dm(Bot.Ana), "L1")).Text.ShouldContain("First touch, due Mon 23 Nov, 09:50 EST");
    }

    [Fact]
    public async Task Presses_FromAcceptToWon_UpdateTheOneCardInPlace()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages()).Single();
        var presses = new (string Action, object? Inputs, string Shows)[]
        {
            ("touch", new { channel = "call", connected = "true" }, "1 touch"),
            ("accept", null, "1 touch, 0 of 6 since acceptance"),
            ("touch", new { channel = "email" }, "2 touches, 1 of 6 since acceptance"),
            ("dispose", new { code = "Contacted - Bad Timing" }, "· Contacted - Bad Timing"),
            ("advance", new { stage = "sql" }, "qualified by sales (SQL)"),
            ("advance", new { stage = "sqo", amount = "12000" }, "opportunity (SQO)"),
            ("advance", new { stage = "won" }, "worth 12,000"),
        };
        foreach (var (action, inputs, shows) in presses)
        {
            await bot.Advance("PT1M");
            var pressed = await bot.PressButton(card, Bot.Ana, action, inputs);
            pressed.Ok.ShouldBeTrue($"{action}: {pressed.PrivateText}");
            pressed.PrivateText.ShouldNotBeNullOrWhiteSpace();
            var now = (await bot.Messages()).ShouldHaveSingleItem();
            (now.Id, now.At, now.EditedAt).ShouldBe((card.Id, card.At, await bot.NowAsync()));
            now.Text.ShouldContain(shows);
        }

        var lead = await bot.Lead("L1");
        (lead["stage"], lead["wonAt"], lead["amount"]).ShouldBe(("Won", "2026-11-16T14:07:00Z", "12000"));
        lead.Duties("firstTouch").ShouldBe(["met 2026-11-16T15:00:00Z"]);
    }

    [Fact]
    public async Task NothingDone_RemindersPingAndNextRung_ComeAtTheirInstants()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var card = (await bot.Messages()).Single();
        await bot.ClockTo("2026-11-16T18:59:59Z");

        var toAna = (await bot.Messages(Bot.Dm(Bot.Ana))).Skip(1).ToList();
        toAna.Select(message => message.At).ShouldBe(["2026-11-16T14:30:00Z", "2026-11-16T14:48:00Z", "2026-11-16T15:00:00Z"]);
        toAna.ShouldAllBe(message => message.ThreadOf == card.Id);
        toAna[2].Actions.ShouldContain("touch");
        foreach (var place in new[] { Bot.Dm(Bot.Milo), "channel:sla-escalations" })
        {
            var ping = await bot.Message(place, "Ana Reyes missed a deadline", "L1");
            ping.At.ShouldBe("2026-11-16T15:00:00Z");
            ping.Actions.ShouldBe(["assign", "waive", "contact", "lead"]);
        }

        (await bot.Messages(Bot.Dm(Bot.Vera))).ShouldBeEmpty();
        await bot.Advance("PT1S");
        (await bot.Message(Bot.Dm(Bot.Vera), "4 business hours after the deadline")).At.ShouldBe("2026-11-16T19:00:00Z");
        (await bot.Lead("L1"))["obligations"].ShouldNotBeNull();
        (await bot.Lead("L1")).Duties("firstTouch").ShouldBe(["breached 2026-11-16T15:00:00Z"]);
    }

    [Fact]
    public async Task ReminderBefore_Action_IsPutRightInPlaceAndNoneFollows()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T14:31:00Z");
        var reminder = await bot.Message(Bot.Dm(Bot.Ana), "Reminder");
        (await bot.PressButton(reminder, Bot.Ana, "touch", new { channel = "call" })).Ok.ShouldBeTrue();
        await bot.ClockTo("2026-11-16T21:00:00Z");

        var after = (await bot.Messages()).Single(message => message.Id == reminder.Id);
        after.Text.ShouldNotContain("Reminder");
        after.EditedAt.ShouldBe("2026-11-16T14:31:00Z");
        after.Buttons.ShouldBeEmpty();
        (await bot.Messages()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task LateEvidence_OfATouchInTime_ClearsTheBreachInPlace()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T16:00:00Z");
        var before = await bot.Messages();
        var lead = await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"call","at":"2026-11-16T14:55:00Z"}""");

        lead.Duties("firstTouch").ShouldBe(["met 2026-11-16T15:00:00Z"]);
        lead.Events.ShouldContain("obligation_breached");
        var after = await bot.Messages();
        after.Select(message => message.Id).ShouldBe(before.Select(message => message.Id));
        var ping = await bot.Message("channel:sla-escalations", "Resolved:");
        (ping.At, ping.EditedAt).ShouldBe(("2026-11-16T15:00:00Z", "2026-11-16T16:00:00Z"));
        ping.Buttons.ShouldBeEmpty();
        await bot.ClockTo("2026-11-16T20:00:00Z");
        (await bot.Messages(Bot.Dm(Bot.Vera))).ShouldBeEmpty();
    }

    [Fact]
    public async Task FutureAction_ThroughTheApi_IsRefused()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var told = await bot.Send(HttpMethod.Post, "/api/v1/leads/L1/commands", """{"type":"touch","by":"ana.rep@example.com","channel":"call","at":"2026-11-16T14:02:01Z"}""");
        told.Status.ShouldBeInRange(409, 422);
        (await bot.Lead("L1")).Events.ShouldNotContain("touch");
    }
}
