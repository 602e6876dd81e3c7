using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>An agreement that promises the leads of one region something else, through the whole program.</summary>
public sealed class RegionsTests
{
    [Fact]
    public async Task RegionWithItsOwnWording_CountsSaysAndShowsIt()
    {
        await using var bot = await Bot.StartAsync(edit: settings =>
        {
            settings["Agreement"]!["Regions"] = JsonNode.Parse("""{ "US": { "Clauses": { "firstTouch": { "Within": "3 business hours" } }, "Quotas": { "Volume": { "PerMonth": 21 }, "Acceptance": 0.5 } } }""");
            settings["Agreement"]!["Quotas"]!["Volume"] = JsonNode.Parse("""{ "PerMonth": 120, "Segments": { "hot": { "PerWeek": 2 } } }""");
        });
        await bot.SendLead("L1", lead => lead["region"] = "us");
        await bot.SendLead("L2", lead => lead["region"] = "CA");

        (await bot.TypeCommand(Bot.Milo, "why L1 firstTouch")).ShouldContain("had 3 business hours (region US), under version 2026.1");
        (await bot.TypeCommand(Bot.Milo, "why L2 firstTouch")).ShouldContain("had 1 business hour, under version 2026.1");
        var page = await bot.TypeCommand(Bot.Milo, "agreement");
        page.ShouldContain("First touch within 3 business hours of the assignment (region US)");
        page.ShouldContain("21 qualified leads a month of region US");
        page.ShouldContain("2 qualified leads a week of tier hot");
        page.ShouldContain("Sales accepts at least 50 % of them (region US)");

        await bot.ClockTo("2026-11-23T14:00:00Z");
        var slices = (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47?by=region")).Body.GetProperty("scorecards").EnumerateArray().ToList();
        var us = slices.Single(slice => slice.GetProperty("scope").GetProperty("region").GetString() == "us");
        us.GetProperty("mqlVolume").GetProperty("count").GetInt64().ShouldBe(1);
        us.GetProperty("mqlVolume").GetProperty("target").GetDecimal().ShouldBe(5.25m); // 21 a month, 5 of November's 20 business days
        (await bot.Messages("channel:revenue-sla")).ShouldContain(message => message.Text.Contains("MQLs of region us", StringComparison.Ordinal) && message.Text.Contains("MQLs of tier hot", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slices_OfALaterWeek_AddUpToTheWhole()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1", lead => (lead["source"], lead["region"]) = ("web", "US"));
        await bot.SendLead("L2", lead => (lead["source"], lead["region"]) = ("Web", "CA"));
        await bot.ClockTo("2026-11-23T14:00:00Z");

        // No lead came in this week; the two decisions owed since the last were missed in the last.
        foreach (var by in new[] { "source", "region", "segment", "owner", "team" })
        {
            foreach (var week in new[] { "2026-W47", "2026-W48" })
            {
                var whole = (await bot.Expect(200, HttpMethod.Get, $"/api/v1/scorecards/{week}?asOf=2026-11-23T14:00:00Z")).Body;
                var slices = (await bot.Expect(200, HttpMethod.Get, $"/api/v1/scorecards/{week}?asOf=2026-11-23T14:00:00Z&by={by}")).Body.GetProperty("scorecards").EnumerateArray().ToList();
                foreach (var (metric, member) in new[] { ("mqlVolume", "count"), ("decision", "den"), ("acceptance", "undecided") })
                {
                    slices.Sum(slice => slice.GetProperty(metric).GetProperty(member).GetInt64()).ShouldBe(whole.GetProperty(metric).GetProperty(member).GetInt64(), $"{week} {by} {metric}");
                }
            }
        }
    }

    [Fact]
    public async Task HomePage_LeadThatMissedAllItsDuties_IsAmongTheOpenOnes()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("missed-all");
        await bot.ClockTo("2026-11-20T22:30:00Z");
        await bot.SendLead("fresh");

        var list = (await bot.Expect(200, HttpMethod.Get, "/dashboard")).Body.GetString()!.Split("Open leads: overdue first, then by next deadline")[1];
        list.ShouldContain("/dashboard/leads/missed-all");
        list.IndexOf("/dashboard/leads/missed-all", StringComparison.Ordinal).ShouldBeInRange(0, list.IndexOf("/dashboard/leads/fresh", StringComparison.Ordinal));
    }
}
