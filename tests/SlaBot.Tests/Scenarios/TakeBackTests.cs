using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>A lead that nobody touched goes to the next seller, and both are told.</summary>
public sealed class TakeBackTests
{
    private static Task<Bot> StartAsync() => Bot.StartAsync(edit: settings => settings["Agreement"]!["Clauses"]!["firstTouch"]!["Ladder"] = new JsonArray(
        new JsonObject { ["After"] = "0 minutes", ["Tell"] = new JsonArray("owner", "manager", "channel:Escalations") },
        new JsonObject { ["After"] = "0 minutes", ["Do"] = "reassign" }));

    [Fact]
    public async Task Missed_GoesToTheNext_AndBothAreTold()
    {
        await using var bot = await StartAsync();
        await bot.SendLead("L1");
        await bot.Advance("PT1H");
        var lead = await bot.Lead("L1");
        var next = lead["owner"]!;
        next.ShouldNotBe(Bot.Ana);
        lead.Duties("firstTouch").ShouldBe(["breached 2026-11-16T15:00:00Z", "running 2026-11-16T16:00:00Z"]);
        (await bot.Messages(Bot.Dm(next))).Single().Text.ShouldContain("Taken back from Ana Reyes");
        var hers = await bot.Messages(Bot.Dm(Bot.Ana));
        hers.Where(message => message.Text.Contains("You missed a deadline on Cleo L1 · L1 Corp")).ShouldHaveSingleItem().Text.ShouldContain("The lead was taken back and is with");
        hers.ShouldContain(message => message.Text.Contains("Moved to"));
        (await bot.Messages("channel:sla-escalations")).ShouldHaveSingleItem().Text.ShouldContain("Ana Reyes missed a deadline");

        // The call had been made in time, and is told now.
        await bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call","at":"2026-11-16T14:30:00Z"}""");
        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Ana);
        (await bot.Messages(Bot.Dm(next))).Single().Text.ShouldContain("Moved to Ana Reyes");
    }

    [Theory]
    [InlineData("firstTouch", """{ "After": "0 minutes", "Do": "give" }""", "Do")]
    [InlineData("firstTouch", """{ "After": "0 minutes", "Do": "reassign", "Times": 0 }""", "Times")]
    [InlineData("firstTouch", """{ "After": "0 minutes", "Tell": [ "owner" ], "Times": 2 }""", "belongs to")]
    [InlineData("handoff", """{ "After": "0 minutes", "Do": "reassign" }""", "duty of sales")]
    public async Task Step_ThatCannotBe_IsRefusedWithItsKey(string clause, string rung, string words)
    {
        var fault = await Should.ThrowAsync<Exception>(() => Bot.StartAsync(
            edit: settings => settings["Agreement"]!["Clauses"]![clause]!["Ladder"] = new JsonArray(JsonNode.Parse(rung))));
        fault.ToString().ShouldContain($"Clauses:{clause}:Ladder:0");
        fault.ToString().ShouldContain(words);
    }
}
