namespace SlaBot.Tests.Scenarios;

/// <summary>A lead that is only a test: a whole life, in no number, gone after a day.</summary>
public sealed class TestLeadTests
{
    [Fact]
    public async Task TestLead_LivesAWholeLife_IsInNoNumber_AndIsErasedAfterADay()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("R1");
        var before = await Numbers(bot);
        (await bot.SendLead("T1", lead => lead["test"] = true)).Body.GetProperty("test").GetBoolean().ShouldBeTrue();
        var owner = (await bot.Lead("T1"))["owner"]!;
        var card = await bot.Message(Bot.Dm(owner), "T1 Corp");
        card.Text.ShouldStartWith("TEST · Cleo T1");
        (await bot.PressButton(card, owner, "quick-call")).Ok.ShouldBeTrue();
        (await bot.PressButton(card, owner, "accept")).Ok.ShouldBeTrue();
        (await bot.TypeCommand(owner, "leads")).ShouldContain("TEST · Cleo T1");
        (await Numbers(bot)).ShouldBe(before);

        // A real lead with the same address is no duplicate of it.
        (await bot.SendLead("R2", lead => lead["contact"]!["email"] = "cleo.t1@corp.example"))["duplicateOf"].ShouldBeNull();

        await bot.Advance("PT24H");
        (await bot.Lead("T1")).Body.GetProperty("erased").GetBoolean().ShouldBeTrue();
        (await bot.Messages(Bot.Dm(owner))).ShouldNotContain(message => message.Text.Contains("Cleo T1"));
        (await bot.SendLead("R1", lead => lead["test"] = true, 200)).Body.TryGetProperty("test", out _).ShouldBeFalse("a real lead stays one");
    }

    [Fact]
    public async Task SlaTest_ByAnAdministrator_BringsATestLeadToThem()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.TypeCommand(Bot.Ana, "test")).ShouldContain("Only administrators");
        (await bot.TypeCommand(Bot.Rita, "test")).ShouldContain("is with you");
        (await bot.Messages(Bot.Dm(Bot.Rita))).ShouldHaveSingleItem().Text.ShouldStartWith("TEST · Terry Sample");
        (await bot.TypeCommand(Bot.Rita, "help")).ShouldContain("/sla test");
        (await bot.TypeCommand(Bot.Ana, "help")).ShouldNotContain("/sla test");
    }

    [Fact]
    public async Task Lead_WithoutAnIdOfItsOwn_IsFoundByItsAddressEverywhere()
    {
        await using var bot = await Bot.StartAsync();
        (await bot.Send(HttpMethod.Post, "/api/v1/import", "Email,Company,Score,mqlAt\nJane.Doe@corp.example,Corp,90,2026-11-16T13:00:00Z\n", type: "text/csv")).Status.ShouldBe(200);
        var id = (await bot.Expect(200, HttpMethod.Get, "/api/v1/leads/jane.doe%40corp.example"))["id"]!;
        id.ShouldStartWith("em_");
        (await bot.Command("Jane.Doe%40CORP.example", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}"""))["id"].ShouldBe(id);
        await bot.Expect(200, HttpMethod.Get, "/api/v1/leads/jane.doe%40corp.example/why/firstTouch");
        (await bot.TypeCommand(Bot.Rita, "why jane.doe@corp.example firstTouch")).ShouldContain("First touch");
        (await bot.Expect(200, HttpMethod.Post, "/api/v1/leads", """{"id":"jane.doe@corp.example","score":91}"""))["id"].ShouldBe(id);
        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/jane.doe%40corp.example");
        await bot.Expect(404, HttpMethod.Get, "/api/v1/leads/jane.doe%40corp.example");
        (await bot.Lead(id)).Body.GetProperty("erased").GetBoolean().ShouldBeTrue();
    }

    private static async Task<string> Numbers(Bot bot) => (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47?asOf=2026-11-16T14:00:00Z")).Body.ToString();
}
