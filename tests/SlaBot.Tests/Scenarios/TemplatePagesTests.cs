namespace SlaBot.Tests.Scenarios;

/// <summary>The one page of each of the five agreements, as the real program shows it.</summary>
public sealed class TemplatePagesTests
{
    [Theory]
    [InlineData("four-tier", "What a qualified lead (MQL) is", "Rules on")]
    [InlineData("foundation", "What a qualified lead (MQL) is (default)", "within 4 business hours of the assignment (default)")]
    [InlineData("mutual", "What a qualified lead (MQL) is (default)", "not agreed yet (Quotas:Volume)")]
    [InlineData("one-page", "Tier high-intent:", "by e-mail within 2 business hours of the assignment (tier high-intent)")]
    [InlineData("bant", "SQL needs: Budget; Authority; Need; Timeline.", "(SQL) (default)", "6 touches within 10 business days of the acceptance (the time: default)")]
    public async Task Agreement_OnItsPage_MarksWhatIsTheProductsDefault(string template, params string[] words)
    {
        await using var bot = await TemplateHands.Start(template);
        var page = await bot.TypeCommand(Bot.Ana, "agreement");
        words.ShouldAllBe(word => page.Contains(word, StringComparison.Ordinal), page);

        var data = await bot.Expect(200, HttpMethod.Get, "/api/v1/agreement");
        data["template"].ShouldBe(template);
        data.Body.GetProperty("page").GetString()!.ShouldContain(words[^1]);
    }

    [Theory]
    [InlineData("four-tier")]
    [InlineData("foundation")]
    [InlineData("mutual")]
    [InlineData("one-page")]
    [InlineData("bant")]
    public async Task SampleWeek_UnderAnyOfTheFive_IsAWeekWorthReading(string template)
    {
        await using var bot = await TemplateHands.Start(template);
        (await bot.Expect(200, HttpMethod.Post, "/sandbox/api/week"))["now"].ShouldBe("2026-11-23T14:00:00Z");

        var card = (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47")).Body;
        var counts = card.GetProperty("conversion").GetProperty("counts");
        counts.GetProperty("mql").GetInt32().ShouldBeGreaterThan(15);
        counts.GetProperty("sql").GetInt32().ShouldBeGreaterThan(3);
        counts.GetProperty("won").GetInt32().ShouldBeGreaterThan(0);
        foreach (var (metric, least) in new[] { ("speedToLead", 0.5), ("decision", 0.7), ("handoff", 0.99) })
        {
            var share = card.GetProperty(metric);
            (share.TryGetProperty("compliance", out var rate) || share.TryGetProperty("share", out rate) ? rate : share).GetProperty("rate").GetDouble().ShouldBeGreaterThan(least, metric);
        }

        (await bot.Messages("channel:revenue-sla")).Count.ShouldBeGreaterThan(5);
    }
}
