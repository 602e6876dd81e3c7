namespace SlaBot.Tests.Scenarios;

/// <summary>Who is there to take a lead: the next seller, the cover, or the queue.</summary>
public sealed class RosterTests
{
    private const string Escalations = "channel:sla-escalations";

    [Fact]
    public async Task Reroute_NotMyTerritory_GoesToTheNextRepAndIsNoDecision()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        (await bot.PressButton((await bot.Messages())[0], Bot.Ana, "reject", new { reason = "Not my territory" })).Ok.ShouldBeTrue();
        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Ben);
        (await bot.Message(Bot.Dm(Bot.Ben), "L1")).Actions.ShouldContain("accept");
        (await bot.Messages("channel:marketing-leads")).ShouldBeEmpty();
        await bot.ClockTo("2026-11-23T14:00:00Z");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47"))["acceptance.rejected"].ShouldBe("0");
    }

    [Fact]
    public async Task Reroute_IsATurnOfTheOneWhoGetsIt()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.Command("L1", """{"type":"reject","by":"ana.rep@example.com","reason":"Not my territory"}""");
        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Ben);
        (await bot.SendLead("L2"))["owner"].ShouldBe(Bot.Ana);
        (await bot.SendLead("L3"))["owner"].ShouldBe(Bot.Ben);
    }

    [Fact]
    public async Task EverybodyAway_QueueAlarm_ThenAssignedWhenSomebodyIsBack()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.TypeCommand(Bot.Ana, "away until 2026-11-17")).ShouldContain("You are away");
        (await bot.TypeCommand(Bot.Milo, "away Ben Okafor until 2026-11-18")).ShouldContain("Ben Okafor is away");
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
        (await bot.TypeCommand(Bot.Ana, "away until 2026-11-20 cover Lena Hart")).ShouldContain("2 leads moved to Lena Hart");
        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Lena);
        (await bot.Lead("L2"))["owner"].ShouldBe(Bot.Ben);
        (await bot.Lead("L3"))["owner"].ShouldBe(Bot.Lena);
        (await bot.SendLead("L4"))["assignedWhy"].ShouldBe("Round-robin rule 2: Lena Hart's turn, covering for Ana Reyes");
        (await bot.TypeCommand(Bot.Ana, "back")).ShouldContain("Welcome back");
        (await bot.SendLead("L5"))["owner"].ShouldBe(Bot.Ben);
        (await bot.SendLead("L6"))["owner"].ShouldBe(Bot.Ana);
    }

    [Fact]
    public async Task Away_WhenNobodyCanTakeThem_SaysThatTheyWaitInTheQueue()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        (await bot.TypeCommand(Bot.Ben, "away until 2026-11-20")).ShouldNotContain("queue");
        var said = await bot.TypeCommand(Bot.Ana, "away until 2026-11-20");
        (await bot.Lead("L1"))["stage"].ShouldBe("Queue");
        said.ShouldContain("Nobody could take 1 lead: it waits in the queue.");
        said.ShouldNotContain("moved");
    }
}
