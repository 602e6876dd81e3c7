using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>The monthly and the quarterly review, with the money.</summary>
public sealed class ReviewTests
{
    [Fact]
    public async Task FirstOfTheMonth_Review_IsATableOfTargetActualStatusWithMoneyAndAnAgenda()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        (await Import(bot, "source;month;amount\nWebinar;2026-11;1250.50\nWebinar;November;1\n;2026-11;x\n")).ShouldBe((1, 2));
        await bot.ClockTo("2026-12-01T14:00:00Z");

        var table = await bot.Message(RevenueChannel.Name, "Monthly review · November 2026");
        table.At.ShouldBe("2026-12-01T14:00:00Z");
        table.Text.ShouldContain("Promise | Target | Actual | Status");
        table.Text.ShouldContain("Marketing: the number of MQLs | 120 | 1 | missed");
        table.Text.ShouldContain("Webinar | 1,250.50 | 1,250.50 | no data");
        var agenda = (await bot.Messages(RevenueChannel.Name)).Single(message => message.ThreadOf == table.Id);
        (await bot.PressButton(agenda, Bot.Rita, "agenda", new { item = "2026-11/1" })).Ok.ShouldBeTrue();
        (await bot.Messages(RevenueChannel.Name)).Single(message => message.Id == agenda.Id).Text.ShouldContain("☑ MQL volume against target (Rita Voss");
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

        var table = await bot.Message(RevenueChannel.Name, "Quarterly review · quarter 4 of 2026");
        table.At.ShouldBe("2027-01-01T14:00:00Z");
        table.Text.ShouldContain("Marketing: the number of MQLs | 360 | 1 | missed"); // 120 a month
        table.Text.ShouldContain("Webinar | 150.50 | 150.50 | no data | 150.50");
        table.Text.ShouldContain("| 900.00 | 18,000.00");
        table.Text.ShouldContain("Counted over the whole quarter");
        var agenda = (await bot.Messages(RevenueChannel.Name)).Single(message => message.ThreadOf == table.Id);
        (await bot.PressButton(agenda, Bot.Rita, "agenda", new { item = "2026-Q4/1" })).Ok.ShouldBeTrue();
        await bot.Message(RevenueChannel.Name, "Monthly review · December 2026");
    }

    [Fact]
    public async Task FirstOfTheQuarter_AgreementThatDoesNotAsk_HasNoQuarter()
    {
        await using var bot = await Bot.StartAsync(start: "2026-12-30T14:00:00Z");
        await bot.ClockTo("2027-01-02T14:00:00Z");

        (await bot.Messages(RevenueChannel.Name)).ShouldNotContain(message => message.Text.Contains("Quarterly", StringComparison.Ordinal));
    }

    private static async Task<(int Taken, int Refused)> Import(Bot bot, string csv)
    {
        using var http = new HttpClient { BaseAddress = bot.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", BotFiles.AdminKey);
        using var answer = await http.PostAsync("/api/v1/import", new StringContent(csv, Encoding.UTF8, "text/csv"));
        var report = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync());
        return (report.GetProperty("taken").GetInt32(), report.GetProperty("refused").GetInt32());
    }
}
