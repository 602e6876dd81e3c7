namespace SlaBot.Tests.Scenarios;

/// <summary>What managers, marketing, the arbiter and the roster do.</summary>
public sealed class OversightTests
{
    private const string Escalations = "channel:sla-escalations";

    [Fact]
    public async Task List_OfManyNotices_OpensEachOfItsLeads()
    {
        await using var bot = await Bot.StartAsync();
        for (var n = 1; n <= 8; n++)
        {
            await bot.SendLead($"L{n}", lead => lead["owner"] = Bot.Ana);
        }

        await bot.Advance("PT1H");
        var list = await bot.Message("channel:sla-escalations", "8 deadlines to look at");
        list.Actions.ShouldContain("lead");
        (await bot.Press(list, Bot.Milo, "lead", new { lead = "L3" })).PrivateText.ShouldNotBeNull().ShouldContain("Cleo L3");
        (await bot.Press(list, Bot.Milo, "lead", new { lead = "L99" })).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task Messages_WhenOneWaitedForWorkingHours_AreOldestFirst()
    {
        await using var bot = await Bot.StartAsync("2026-11-18T03:00:00Z");
        await bot.SendLead("L1", lead => lead["region"] = "GB");
        await bot.ClockTo("2026-11-18T15:00:00Z");

        var messages = await bot.Messages();
        messages.ShouldContain(one => one.Conversation == "dm:milo.manager@example.com" && one.At == "2026-11-18T14:00:00Z");
        messages.Select(one => one.At).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public async Task Excuse_ByTheManagersButton_StopsTheLadderAndShows()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T15:10:00Z");
        var ping = await bot.Message(Escalations, "L1");
        (await bot.Press(ping, Bot.Milo, "waive", new { reason = "at the dentist" })).Ok.ShouldBeTrue();
        (await bot.Message(Escalations, "Excused by Milo Brandt: at the dentist")).Id.ShouldBe(ping.Id);
        (await bot.Lead("L1")).Duties("firstTouch").ShouldBe(["waived 2026-11-16T15:00:00Z"]);
        await bot.ClockTo("2026-11-16T20:00:00Z");
        (await bot.Messages(Bot.Dm(Bot.Vera))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reassign_ByTheManagersButton_GivesTheNewOwnerFreshClocks()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T15:10:00Z");
        (await bot.Press(await bot.Message(Escalations, "L1"), Bot.Milo, "assign", new { owner = Bot.Ben })).Ok.ShouldBeTrue();
        (await bot.Message(Bot.Dm(Bot.Ben), "L1")).Text.ShouldContain("First touch, due Mon 16 Nov, 11:10 EST");
        var old = (await bot.Messages(Bot.Dm(Bot.Ana)))[0];
        old.Text.ShouldContain("Moved to Ben Okafor");
        old.Buttons.ShouldBeEmpty();
        (await bot.Lead("L1")).Duties("firstTouch").ShouldBe(["breached 2026-11-16T15:00:00Z", "running 2026-11-16T16:10:00Z"]);
    }

    [Fact]
    public async Task Reject_Disputed_Overturned_GoesBackWithNewClocks()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        (await bot.Press((await bot.Messages())[0], Bot.Ana, "reject", new { reason = "Not our ICP", note = "too small" })).Ok.ShouldBeTrue();
        var returned = await bot.Message("channel:marketing-leads", "Not our ICP", "too small");
        returned.Actions.ShouldBe(["dispute", "recycle"]);

        await bot.Advance("PT30M");
        (await bot.Press(returned, Bot.Ana, "dispute", new { note = "200 people" })).PrivateText!.ShouldContain("marketing");
        (await bot.Press(returned, Bot.Maya, "dispute", new { note = "200 people" })).Ok.ShouldBeTrue();
        var dispute = await bot.Message(Bot.Dm(Bot.Rita), "Dispute", "200 people");
        (await bot.Press(dispute, Bot.Milo, "rule", new { upheld = "false" })).PrivateText!.ShouldContain("Rita Voss");
        await bot.Advance("PT30M");
        (await bot.Press(dispute, Bot.Rita, "rule", new { upheld = "false" })).Ok.ShouldBeTrue();

        var lead = await bot.Lead("L1");
        (lead["stage"], lead["owner"]).ShouldBe(("Assigned", Bot.Ana));
        lead.Duties("firstTouch")[^1].ShouldBe("running 2026-11-16T16:00:00Z");
        lead.Duties("decision")[^1].ShouldBe("running 2026-11-19T22:00:00Z");
        (await bot.Message("channel:marketing-leads", "overturned")).Id.ShouldBe(returned.Id);
        (await bot.Message(Bot.Dm(Bot.Rita), "overturned")).Id.ShouldBe(dispute.Id);
    }

    [Fact]
    public async Task Reroute_NotMyTerritory_GoesToTheNextRepAndIsNoDecision()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        (await bot.Press((await bot.Messages())[0], Bot.Ana, "reject", new { reason = "Not my territory" })).Ok.ShouldBeTrue();
        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Ben);
        (await bot.Message(Bot.Dm(Bot.Ben), "L1")).Actions.ShouldContain("accept");
        (await bot.Messages("channel:marketing-leads")).ShouldBeEmpty();
        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47"))["acceptance.rejected"].ShouldBe("0");
    }

    [Fact]
    public async Task EverybodyAway_QueueAlarm_ThenAssignedWhenSomebodyIsBack()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Say(Bot.Ana, "away until 2026-11-17")).ShouldContain("You are away");
        (await bot.Say(Bot.Milo, "away Ben Okafor until 2026-11-18")).ShouldContain("Ben Okafor is away");
        (await bot.SendLead("L1"))["stage"].ShouldBe("Queue");
        var alarm = await bot.Message(Escalations, "Nobody can take");
        (await bot.Message("channel:slabot-admin", "Nobody can take")).At.ShouldBe(Bot.Monday);

        await bot.ClockTo("2026-11-17T05:00:00Z");
        var lead = await bot.Lead("L1");
        (lead["owner"], lead["assignedAt"]).ShouldBe((Bot.Ana, "2026-11-17T05:00:00Z"));
        lead.Duties("firstTouch").ShouldBe(["running 2026-11-17T15:00:00Z"]);
        lead.Duties("handoff").ShouldBe(["breached 2026-11-16T14:05:00Z"]);
        (await bot.Message(Escalations, "Resolved: assigned to Ana Reyes")).Id.ShouldBe(alarm.Id);
    }

    [Fact]
    public async Task EverybodyFull_Queue_ThenTheNextFreeSeatTakesIt()
    {
        await using var bot = await Bot.StartAsync(edit: settings =>
        {
            settings["People"]![0]!["Capacity"] = 1;
            settings["People"]![1]!["Capacity"] = 1;
        });
        await bot.SendLead("L1");
        await bot.SendLead("L2");
        (await bot.SendLead("L3"))["stage"].ShouldBe("Queue");
        await bot.Advance("PT1M");
        await bot.Command("L2", """{"type":"reject","by":"ben.rep@example.com","reason":"Duplicate"}""");
        (await bot.Lead("L3"))["owner"].ShouldBe(Bot.Ben);
    }

    [Fact]
    public async Task AwayWithCover_MovesUntouchedAndAcceptedLeads()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.SendLead("L2");
        await bot.SendLead("L3");
        await bot.Command("L3", """{"type":"accept","by":"ana.rep@example.com"}""");
        (await bot.Say(Bot.Ana, "away until 2026-11-20 cover Lena Hart")).ShouldContain("2 leads moved to Lena Hart");
        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Lena);
        (await bot.Lead("L2"))["owner"].ShouldBe(Bot.Ben);
        (await bot.Lead("L3"))["owner"].ShouldBe(Bot.Lena);
        (await bot.SendLead("L4"))["assignedWhy"].ShouldBe("Round-robin rule 2: Lena Hart's turn, covering for Ana Reyes");
        (await bot.Say(Bot.Ana, "back")).ShouldContain("Welcome back");
        (await bot.SendLead("L5"))["owner"].ShouldBe(Bot.Ben);
        (await bot.SendLead("L6"))["owner"].ShouldBe(Bot.Ana);
    }

    [Fact]
    public async Task Away_WhenNobodyCanTakeThem_SaysThatTheyWaitInTheQueue()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        (await bot.Say(Bot.Ben, "away until 2026-11-20")).ShouldNotContain("queue");
        var said = await bot.Say(Bot.Ana, "away until 2026-11-20");
        (await bot.Lead("L1"))["stage"].ShouldBe("Queue");
        said.ShouldContain("Nobody could take 1 lead: it waits in the queue.");
        said.ShouldNotContain("moved");
    }

    [Fact]
    public async Task Pause_MovesRunningDeadlinesByThePausedBusinessTime()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T14:20:00Z");
        await bot.Command("L1", """{"type":"pause","by":"milo.manager@example.com","reason":"on a plane"}""");
        await bot.ClockTo("2026-11-16T16:20:00Z");
        (await bot.Messages()).Count.ShouldBe(1);
        var lead = await bot.Command("L1", """{"type":"resume","by":"milo.manager@example.com"}""");
        lead.Duties("firstTouch").ShouldBe(["running 2026-11-16T17:00:00Z"]);
        await bot.ClockTo("2026-11-16T17:00:00Z");
        (await bot.Messages(Bot.Dm(Bot.Ana))).Skip(1).Select(one => one.At).ShouldBe(["2026-11-16T16:30:00Z", "2026-11-16T16:48:00Z", "2026-11-16T17:00:00Z"]);
        (await bot.Message(Escalations, "L1")).At.ShouldBe("2026-11-16T17:00:00Z");
    }

    [Fact]
    public async Task ManagerInNewYork_OfARepInLondon_HearsInHisOwnHours()
    {
        // 10:05 in London is 05:05 in New York: the channel hears at once, Lena too, Milo at 09:00.
        await using var bot = await Bot.StartAsync("2026-11-16T09:05:00Z");
        await bot.SendLead("L1", lead => lead["region"] = "GB");
        await bot.ClockTo("2026-11-16T13:59:59Z");
        (await bot.Message(Escalations, "L1")).At.ShouldBe("2026-11-16T10:05:00Z");
        (await bot.Message(Bot.Dm(Bot.Lena), "You missed a deadline")).At.ShouldBe("2026-11-16T10:05:00Z");
        (await bot.Messages(Bot.Dm(Bot.Milo))).ShouldBeEmpty();
        await bot.Advance("PT1S");
        (await bot.Message(Bot.Dm(Bot.Milo), "L1")).At.ShouldBe("2026-11-16T14:00:00Z");
    }

    [Fact]
    public async Task HeldPing_DoneMeanwhile_IsNotSentAtAll()
    {
        await using var bot = await Bot.StartAsync("2026-11-16T09:05:00Z");
        await bot.SendLead("L1", lead => lead["region"] = "GB");
        await bot.ClockTo("2026-11-16T11:00:00Z");
        await bot.Command("L1", """{"type":"touch","by":"lena.rep@example.com","channel":"call","at":"2026-11-16T10:00:00Z"}""");
        await bot.ClockTo("2026-11-16T15:00:00Z");
        (await bot.Messages(Bot.Dm(Bot.Milo))).ShouldBeEmpty();
    }

    [Fact]
    public async Task SevenBreachesAtOnce_BecomeOneList_WhoseEntryIsPutRight()
    {
        await using var bot = await Bot.StartAsync();
        for (var number = 1; number <= 14; number++)
        {
            await bot.SendLead($"L{number}");
        }

        await bot.ClockTo("2026-11-16T15:05:00Z");
        var list = (await bot.Messages(Escalations)).ShouldHaveSingleItem();
        (await bot.Messages(Bot.Dm(Bot.Milo))).ShouldHaveSingleItem();
        foreach (var number in Enumerable.Range(1, 14))
        {
            list.Text.ShouldContain($"Cleo L{number} ");
        }

        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Ana);
        await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"call","at":"2026-11-16T14:55:00Z"}""");
        var after = (await bot.Messages(Escalations)).ShouldHaveSingleItem();
        (after.Id, after.EditedAt).ShouldBe((list.Id, "2026-11-16T15:05:00Z"));
        after.Text.Split('\n').ShouldContain(line => line.Contains("Cleo L1 ") && line.Contains("in time (logged late", StringComparison.Ordinal), after.Text);
    }
}
