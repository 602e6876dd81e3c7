using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>Many at once, and a clock that runs by itself.</summary>
public sealed class RaceTests
{
    [Fact]
    public async Task SameLead_SentByManyAtOnce_IsOneLeadWithOneCard()
    {
        await using var bot = await Bot.StartAsync();
        var told = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => bot.Send(HttpMethod.Post, "/api/v1/leads", """{"id":"L1","score":80,"contact":{"name":"Cleo"}}""")));
        told.Select(apiReply => apiReply.Status).Order().ShouldBe([.. Enumerable.Repeat(200, 15), 201]);
        (await bot.Messages()).ShouldHaveSingleItem();
        (await bot.Lead("L1")).Events.Count(text => text == "assigned").ShouldBe(1);
    }

    [Fact]
    public async Task SameKey_SentByManyAtOnce_IsOneTouchAndOneAnswer()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        const string touch = """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""";
        var told = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => bot.Command("L1", touch, idempotencyKey: "k")));
        told.Select(apiReply => apiReply.Body.ToString()).Distinct().ShouldHaveSingleItem();
        (await bot.Lead("L1")).Events.Count(text => text == "touch").ShouldBe(1);
    }

    [Fact]
    public async Task ManyLeadsAtOnce_RoundRobin_IsFair_AndNobodyIsOverfull()
    {
        await using var bot = await Bot.StartAsync(edit: settings => settings["People"]![0]!["Capacity"] = 10);
        await Task.WhenAll(Enumerable.Range(1, 60).Select(number => bot.SendLead($"L{number}")));
        var owners = await Task.WhenAll(Enumerable.Range(1, 60).Select(async number => (await bot.Lead($"L{number}"))["owner"]));
        owners.Count(owner => owner == Bot.Ana).ShouldBe(10);
        owners.Count(owner => owner == Bot.Ben).ShouldBe(40);
        owners.Count(owner => owner is null).ShouldBe(10);

        // However many of them came to be one list, each reached its owner.
        var delivered = await Task.WhenAll(Enumerable.Range(1, 60).Select(async number => (await bot.Lead($"L{number}")).Events.Count(name => name == "card_delivered")));
        delivered.Count(times => times == 1).ShouldBe(50);
        delivered.Max().ShouldBe(1);
    }

    [Fact]
    public async Task SystemClock_PingLeavesByItself()
    {
        await using var bot = await Bot.StartAsync(edit: settings =>
        {
            settings["Clock"] = new JsonObject { ["Mode"] = "System" };
            settings["Agreement"]!["Clauses"]!["firstTouch"]!["Within"] = "2 seconds";
        });
        await bot.SendLead("L1", lead => lead.Remove("activity"));
        await bot.UntilMessage("channel:sla-escalations");
        var ping = await bot.Message("channel:sla-escalations", "Cleo L1");
        var due = (await bot.Lead("L1")).Duties("firstTouch").ShouldHaveSingleItem().Split(' ')[1];
        var late = NodaTime.Text.InstantPattern.General.Parse(ping.At).Value - NodaTime.Text.InstantPattern.General.Parse(due).Value;
        late.ShouldBeInRange(Duration.Zero, Duration.FromSeconds(3));
    }

    [Fact]
    public async Task Delete_WhileEverybodyWrites_StillLeavesNoTrace()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        var noise = Enumerable.Range(0, 40).Select(number => bot.Send(HttpMethod.Post, "/api/v1/leads/L1/commands",
            $$"""{"type":"touch","by":"ana.rep@example.com","channel":"call","note":"secret {{number}}"}""")).ToList();
        await bot.Expect(204, HttpMethod.Delete, "/api/v1/leads/L1");
        await Task.WhenAll(noise);
        await bot.Advance("PT1H");
        foreach (var trace in new[] { "cleo.l1@corp.example", "Cleo L1", "secret " })
        {
            bot.Files.Bytes().Contains(trace, StringComparison.OrdinalIgnoreCase).ShouldBeFalse(trace);
        }

        (await bot.SendLead("L1", status: 410))["code"].ShouldBe("erased");
    }
}
