using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>What managers, marketing and the arbiter do.</summary>
public sealed class OversightTests
{
    private const string Escalations = "channel:sla-escalations";

    [Fact]
    public async Task Excuse_ByTheManagersButton_StopsTheLadderAndShows()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T15:10:00Z");
        var ping = await bot.Message(Escalations, "L1");
        (await bot.PressButton(ping, Bot.Milo, "waive", new { reason = "at the dentist" })).Ok.ShouldBeTrue();
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
        (await bot.PressButton(await bot.Message(Escalations, "L1"), Bot.Milo, "assign", new { owner = Bot.Ben })).Ok.ShouldBeTrue();
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
        (await bot.PressButton((await bot.Messages())[0], Bot.Ana, "reject", new { reason = "Not our ICP", note = "too small" })).Ok.ShouldBeTrue();
        var returned = await bot.Message("channel:marketing-leads", "Not our ICP", "too small");
        returned.Actions.ShouldBe(["dispute", "recycle", "details"]);

        await bot.Advance("PT30M");
        (await bot.PressButton(returned, Bot.Ana, "dispute", new { note = "200 people" })).PrivateText!.ShouldContain("marketing");
        (await bot.PressButton(returned, Bot.Maya, "dispute", new { note = "200 people" })).Ok.ShouldBeTrue();
        var dispute = await bot.Message(Bot.Dm(Bot.Rita), "Dispute", "200 people");
        (await bot.PressButton(dispute, Bot.Milo, "rule", new { upheld = "false" })).PrivateText!.ShouldContain("Rita Voss");
        await bot.Advance("PT30M");
        (await bot.PressButton(dispute, Bot.Rita, "rule", new { upheld = "false" })).Ok.ShouldBeTrue();

        var lead = await bot.Lead("L1");
        (lead["stage"], lead["owner"]).ShouldBe(("Assigned", Bot.Ana));
        lead.Duties("firstTouch")[^1].ShouldBe("running 2026-11-16T16:00:00Z");
        lead.Duties("decision")[^1].ShouldBe("running 2026-11-19T22:00:00Z");
        (await bot.Message("channel:marketing-leads", "overturned")).Id.ShouldBe(returned.Id);
        (await bot.Message(Bot.Dm(Bot.Rita), "overturned")).Id.ShouldBe(dispute.Id);
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
        (await bot.Messages(Bot.Dm(Bot.Ana))).Skip(1).Select(message => message.At).ShouldBe(["2026-11-16T16:30:00Z", "2026-11-16T16:48:00Z", "2026-11-16T17:00:00Z"]);
        (await bot.Message(Escalations, "L1")).At.ShouldBe("2026-11-16T17:00:00Z");
    }

    [Fact]
    public async Task Team_OfAnotherManager_ShowsNoneOfTheseLeads()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["People"]!.AsArray().Add(JsonNode.Parse("""{"Email":"nora@example.com","Name":"Nora Quinn","Role":"manager"}""")));
        await bot.SendLead("L1");
        (await bot.TypeCommand(Bot.Milo, "team")).ShouldContain("Cleo L1");
        (await bot.TypeCommand("nora@example.com", "team")).ShouldNotContain("Cleo L1");
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
        foreach (var card in (await bot.Messages(Bot.Dm(Bot.Ana))).Where(message => message.Actions.Contains("touch") && message.ThreadOf is null).ToList())
        {
            (await bot.PressButton(card, Bot.Ana, "touch", new { channel = "call" })).Ok.ShouldBeTrue();
        }

        (await bot.TypeCommand(Bot.Milo, "team")).ShouldContain("Ana Reyes logged touches on 3 leads in one go, each just before its deadline");
        (await bot.TypeCommand(Bot.Ana, "leads")).ShouldNotContain("in one go");
    }
}
