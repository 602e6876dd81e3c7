using System.Text.Json.Nodes;
using static SlaBot.Tests.Scenarios.TemplateHands;

namespace SlaBot.Tests.Scenarios;

/// <summary>The real program with each of the five agreements as shipped: a lead that qualifies, one that does not, and the buttons to the end.</summary>
public sealed class TemplatesTests
{
    [Fact]
    public async Task Mutual_FromMqlToWon()
    {
        await using var bot = await Start("mutual");
        await Inquiry(bot, lead => { lead["score"] = 69; lead["activity"] = new JsonArray(); }, "✗ score at least 70");
        var card = await Qualified(bot, _ => { }, "First touch, due Mon 16 Nov, 10:00 EST");

        await Do(bot, card, "touch", new { channel = "call" });
        await Do(bot, card, "accept");
        await No(bot, card, "dispose", new { code = "Unable to Contact" });
        await Touches(bot, card, 6);
        await Do(bot, card, "advance", new { stage = "sql" });
        await Do(bot, card, "advance", new { stage = "sqo", amount = "9000" });
        await Do(bot, card, "advance", new { stage = "won" });
        await AllMet(bot, "Won", "handoff", "firstTouch", "decision", "disposition");
    }

    [Fact]
    public async Task Mutual_CadenceComplete_MayBeMarkedDead()
    {
        await using var bot = await Start("mutual");
        var card = await Qualified(bot, _ => { }, "First touch, due Mon 16 Nov, 10:00 EST");
        await Do(bot, card, "accept");
        await Touches(bot, card, 6);
        await Do(bot, card, "dispose", new { code = "Unable to Contact" });
        await AllMet(bot, "SalesAccepted", "handoff", "firstTouch", "decision", "cadence", "disposition");
    }

    [Theory]
    [InlineData("mutual", "Contacted - Bad Timing", "Bad Data")]
    [InlineData("bant", "Bad timing", "Bad data")]
    public async Task Lost_WithoutAnEndingOutcome_IsRefusedByButtonAndByApi(string template, string interim, string ending)
    {
        await using var bot = await Start(template);
        var card = await Qualified(bot, _ => { }, "First touch");
        await Do(bot, card, "accept");
        (await No(bot, card, "advance", new { stage = "lost", reason = "silent" })).ShouldContain("Record the outcome");
        await Do(bot, card, "dispose", new { code = interim });
        (await No(bot, card, "advance", new { stage = "lost", reason = "silent" })).ShouldContain("does not end the work");
        var refused = await bot.Expect(409, HttpMethod.Post, "/api/v1/leads/L1/commands", $$"""{"type":"advance","by":"{{Bot.Rita}}","stage":"lost","reason":"silent"}""");
        refused.Body.ToString().ShouldContain("needs-code");

        await Do(bot, card, "dispose", new { code = ending });
        await Do(bot, card, "advance", new { stage = "lost", reason = "no such company" });
        (await bot.Lead("L1"))["stage"].ShouldBe("Lost");
    }

    [Fact]
    public async Task FourTier_GatesAndCodesHold()
    {
        await using var bot = await Start("four-tier");
        await Inquiry(bot, lead => lead["contact"]!["title"] = "Marketing Manager", "✗ title director or above in marketing, sales or operations");
        var card = await Qualified(bot, lead => lead["contact"]!["title"] = "V.P. of Sales", "First touch, due Mon 16 Nov, 11:00 EST");
        (await bot.PressButton(card.Id, card.Conversation["dm:".Length..], "details")).PrivateText!.ShouldContain("✓ title director or above in marketing, sales or operations");

        await Do(bot, card, "touch", new { channel = "call" });
        await Do(bot, card, "accept");
        await No(bot, card, "advance", new { stage = "lost", reason = "silent" });
        await No(bot, card, "dispose", new { code = "Unable to Contact - Multiple Attempts" });
        await No(bot, card, "advance", new { stage = "sql", checklist = new[] { "Fit confirmed in a conversation" } });
        await Touches(bot, card, 6);
        await Do(bot, card, "advance", new { stage = "sql", checklist = new[] { "Fit confirmed in a conversation", "Interest confirmed in a conversation" } });
        (await No(bot, card, "advance", new { stage = "sqo", checklist = "Active evaluation,Timeline" })).ShouldContain("Budget");
        await Do(bot, card, "advance", new { stage = "sqo", amount = "9000", checklist = "Active evaluation,Timeline,Budget" });
        await No(bot, card, "dispose", new { code = "Contacted - Not Qualified" });
        await Do(bot, card, "dispose", new { code = "Contacted - Not Qualified", reason = "bought elsewhere" });
        await Do(bot, card, "advance", new { stage = "lost", reason = "bought elsewhere" });
        await AllMet(bot, "Lost", "handoff", "firstTouch", "decision", "disposition", "feedback");
    }

    [Fact]
    public async Task OnePage_TierByCriteria_FirstTouchByMailOnly()
    {
        await using var bot = await Start("one-page");
        await Inquiry(bot, lead => lead["activity"] = Did("2026-11-08T15:00:00Z"), "✗ pricing page seen within 7 days");
        var card = await Qualified(bot, lead => { lead["score"] = 79; lead["activity"] = Did("2026-11-14T15:00:00Z"); }, "First touch by e-mail, due Tue 17 Nov, 09:00 EST");
        card.Text.ShouldContain("tier mid-funnel");
        card.Text.ShouldContain("names what they looked at (The Enterprise eBook)");

        await Do(bot, card, "touch", new { channel = "call" });
        (await bot.Lead("L1")).Duties("firstTouch").ShouldBe(["running 2026-11-17T14:00:00Z"]);
        await Do(bot, card, "touch", new { channel = "email" });
        await Do(bot, card, "accept");
        await No(bot, card, "advance", new { stage = "lost", reason = "silent" });
        await Do(bot, card, "dispose", new { code = "Contacted - progressing" });
        await No(bot, card, "dispose", new { code = "Not a fit" });
        await Do(bot, card, "dispose", new { code = "Not a fit", reason = "too small after all" });
        await Do(bot, card, "advance", new { stage = "lost", reason = "too small after all" });
        await AllMet(bot, "Lost", "handoff", "firstTouch", "decision", "disposition", "feedback");

        (await bot.SendLead("L2", lead => { lead["signals"] = new JsonArray("demo wanted"); lead["activity"] = Did("2026-11-14T15:00:00Z"); })).Duties("firstTouch")
            .ShouldBe(["running 2026-11-16T16:16:00Z"]);
    }

    [Fact]
    public async Task Bant_ChecklistAndStatus_AgainAndAgain()
    {
        await using var bot = await Start("bant");
        await Inquiry(bot, lead => lead["contact"]!["title"] = "Student assistant", "✗ title not in student, intern or trainee");
        var card = await Qualified(bot, _ => { }, "First touch, due Mon 16 Nov, 13:00 EST");

        await Do(bot, card, "touch", new { channel = "call" });
        await Do(bot, card, "accept");
        await Do(bot, card, "update", new { status = "They are reading the offer" });
        (await bot.Lead("L1")).Duties("statusUpdate").ShouldBe(["met 2026-11-18T14:04:00Z", "running 2026-11-18T14:06:00Z"]);
        (await No(bot, card, "advance", new { stage = "won", checklist = new[] { "Budget", "Need" } })).ShouldContain("Authority; Timeline");
        await Touches(bot, card, 6);
        await Do(bot, card, "advance", new { stage = "sql", checklist = new[] { "Budget", "Authority", "Need", "Timeline" } });
        await Do(bot, card, "advance", new { stage = "sqo", amount = "9000" });
        await Do(bot, card, "advance", new { stage = "won" });
        await AllMet(bot, "Won", "handoff", "firstTouch", "decision", "cadence");
    }

    [Fact]
    public async Task Foundation_RejectedDisputedOverturnedAndWon()
    {
        await using var bot = await Start("foundation");
        await Inquiry(bot, lead => lead["company"]!["size"] = 9, "✗ company size at least 10");
        var card = await Qualified(bot, _ => { }, "First touch, due Mon 16 Nov, 13:00 EST");

        await Do(bot, card, "touch", new { channel = "call" });
        await Do(bot, card, "reject", new { reason = "Not our ICP", note = "They resell" });
        var returned = await bot.Message("channel:marketing-leads", "L1");
        returned.Text.ShouldContain("Not our ICP");
        (await bot.PressButton(returned, Bot.Maya, "dispute", new { note = "They fit in every point" })).Ok.ShouldBeTrue();
        (await bot.PressButton(await bot.Message(Bot.Dm(Bot.Rita), "L1"), Bot.Rita, "rule", new { upheld = "false" })).Ok.ShouldBeTrue();
        await Do(bot, card, "accept");
        await Touches(bot, card, 6);
        (await No(bot, card, "advance", new { stage = "sql" })).ShouldContain("Intent; Budget; Authority");
        await Do(bot, card, "advance", new { stage = "sql", checklist = new[] { "Intent", "Budget", "Authority" } });
        await Do(bot, card, "advance", new { stage = "won" });
        await AllMet(bot, "Won", "handoff", "firstTouch", "decision", "cadence", "disposition", "feedback", "disputeAnswer");
    }

    [Fact]
    public async Task Checklist_ItemWithCommas_IsTickedFromButtonApiAndJoinedText()
    {
        await using var bot = await Bot.StartAsync(edit: bot => bot["Agreement"]!["Gates"] = JsonNode.Parse("""{"sql":["Budget, approved","Need"],"sqo":["Date, agreed"]}"""));
        var card = await Qualified(bot, _ => { }, "First touch");
        await Do(bot, card, "accept");
        (await No(bot, card, "advance", new { stage = "sql", checklist = new[] { "Budget", "Need" } })).ShouldContain("Budget, approved");
        await Do(bot, card, "advance", new { stage = "sql", checklist = "Need,Budget, approved" });
        var lead = await bot.Command("L1", """{"type":"advance","by":"ana.rep@example.com","stage":"sqo","amount":5,"checklist":["Date, agreed"]}""");
        lead["stage"].ShouldBe("Opportunity");
    }
}
