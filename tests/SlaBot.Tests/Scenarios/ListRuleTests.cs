using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace SlaBot.Tests.Scenarios;

/// <summary>How many messages many notices make: one list for one instant, a few and one growing list for a minute, and nobody waits.</summary>
public sealed class ListRuleTests
{
    private const string Escalations = "channel:sla-escalations";

    [Fact]
    public async Task SixInTheLastMinuteOfWorkingHours_AreFiveAndAList_AndEverythingGoesOn()
    {
        await using var bot = await Bot.StartAsync("2026-11-16T20:59:00Z");
        for (var n = 1; n <= 6; n++)
        {
            await bot.Advance("PT10S");
            await bot.SendLead($"L{n}");
        }

        await bot.ClockTo("2026-11-16T22:00:00Z");
        var told = await bot.Messages(Bot.Dm(Bot.Milo));
        told.Count.ShouldBe(6);
        told.Count(message => message.Text.Contains("You missed", StringComparison.Ordinal) || message.Text.StartsWith("Overdue: ", StringComparison.Ordinal)).ShouldBe(5);
        told[5].Text.ShouldContain("1 deadline to look at");
        told[5].Text.ShouldContain("Cleo L6");

        await bot.SendLead("L7");
        (await bot.Messages()).ShouldContain(message => message.Text.Contains("Cleo L7", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(700)]
    public async Task ManyOverdueAtOneInstant_AreOneListWithTheTrueTotal(int count)
    {
        await using var bot = await Bot.StartAsync(edit: OnlyTheChannel);
        await ImportAsync(bot, count, "owner", Bot.Ana);
        await bot.ClockTo("2026-11-16T15:30:00Z");

        var list = (await bot.Messages(Escalations)).ShouldHaveSingleItem();
        list.Text.ShouldStartWith($"{count} deadlines to look at");
    }

    [Fact]
    public async Task ManySleptOver_AreOneList()
    {
        await using var bot = await Bot.StartAsync(edit: OnlyTheChannel);
        for (var n = 0; n < 3; n++)
        {
            await ImportAsync(bot, 200, "owner", Bot.Ana, $"n{n}");
            await bot.Advance("PT3M");
        }

        await bot.RestartAsync("2026-11-16T20:00:00Z");
        await bot.Advance("PT10M");

        (await bot.Messages(Escalations)).ShouldHaveSingleItem().Text.ShouldStartWith("600 deadlines to look at");
    }

    [Fact]
    public async Task ManyThatNobodyCanTake_SayTheTrueTotal()
    {
        await using var bot = await Bot.StartAsync(edit: settings =>
        {
            foreach (var person in settings["People"]!.AsArray())
            {
                person!["Capacity"] = 1;
            }
        });
        await ImportAsync(bot, 1_000, "region", "US");
        await bot.Advance("PT10M");

        var messages = await bot.Messages(Escalations);
        var queued = messages.Where(message => message.Text.Contains("obody c", StringComparison.Ordinal)).ToList();
        queued.Count.ShouldBeLessThanOrEqualTo(6, string.Join("\n", queued.Select(message => message.Text.Split('\n')[0])));
        var list = queued.Single(message => message.Text.StartsWith("Nobody could take", StringComparison.Ordinal));
        list.Text.Split('\n')[0].ShouldBe($"Nobody could take {998 - (queued.Count - 1)} leads");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(9)]
    public async Task ADeadlineEveryFewSeconds_IsSeenAtOnce_InFiveAndOneListAMinute(int seconds)
    {
        await using var bot = await Bot.StartAsync(edit: OnlyTheChannel);
        var count = 240 / seconds;
        for (var n = 0; n < count; n++)
        {
            await bot.SendLead($"Q{n:000}", lead => lead["owner"] = Bot.Ana);
            await bot.Advance($"PT{seconds}S");
        }

        await bot.ClockTo("2026-11-16T14:59:59Z");
        (await bot.Messages(Escalations)).ShouldBeEmpty();
        for (var n = 0; n < count; n++)
        {
            await bot.ClockTo(DateTimeOffset.Parse("2026-11-16T15:00:00Z", CultureInfo.InvariantCulture).AddSeconds(n * seconds).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            (await bot.Messages(Escalations)).ShouldContain(message => message.Text.Contains($"Cleo Q{n:000}", StringComparison.Ordinal), $"ping {n} waits");
        }

        var posts = await bot.Messages(Escalations);
        posts.Count.ShouldBeInRange(23, 24, "of nine seconds the last minute has no sixth");
        posts.Count(message => message.Text.StartsWith("Overdue: ", StringComparison.Ordinal)).ShouldBe(4 * 5);
    }

    [Fact]
    public async Task TwelveNewLeadsAtOnce_AreOneListAndNoCard_EachOfWhichOpens_AndCountsAsDelivered()
    {
        await using var bot = await Bot.StartAsync();
        await ImportAsync(bot, 12, "owner", Bot.Ana);

        var list = (await bot.Messages(Bot.Dm(Bot.Ana))).ShouldHaveSingleItem();
        list.Text.ShouldStartWith("12 new leads for you");
        list.Text.ShouldContain("12 still wait for your decision");
        (await bot.PressButton(list, Bot.Ana, "lead", new { lead = "n7" })).PrivateText.ShouldNotBeNull().ShouldContain("Name 7");
        (await bot.Lead("n7")).Events.ShouldContain("card_delivered");
        await bot.Command("n7", $$"""{"type":"accept","by":"{{Bot.Ana}}"}""");
        await bot.Command("n8", $$"""{"type":"assign","by":"{{Bot.Milo}}","owner":"{{Bot.Ben}}"}""");

        var after = (await bot.Messages(Bot.Dm(Bot.Ana))).ShouldHaveSingleItem();
        after.Id.ShouldBe(list.Id);
        after.Text.ShouldContain("10 still wait for your decision");
        after.Text.ShouldContain("Name 8: moved to Ben Okafor");
    }

    [Fact]
    public async Task TenNewLeadsAtOnce_AreACardEach()
    {
        await using var bot = await Bot.StartAsync();
        await ImportAsync(bot, 10, "owner", Bot.Ana);
        (await bot.Messages(Bot.Dm(Bot.Ana))).Count.ShouldBe(10);
    }

    internal static void OnlyTheChannel(JsonNode settings)
    {
        settings["Agreement"]!["Clauses"]!["firstTouch"]!["Ladder"] = JsonNode.Parse("""[{"After":"0 minutes","Tell":["channel:Escalations"]}]""");
        settings["Agreement"]!["Clauses"]!["firstTouch"]!["Warnings"] = new JsonArray();
        foreach (var person in settings["People"]!.AsArray())
        {
            person!["Capacity"] = 20_000;
        }
    }

    internal static async Task ImportAsync(Bot bot, int count, string column, string value, string prefix = "n")
    {
        var now = await bot.NowAsync();
        var csv = new StringBuilder($"id,source,name,email,score,mqlAt,{column}\n");
        for (var n = 1; n <= count; n++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{prefix}{n},Webinar,Name {n},{prefix}{n}@corp.example,90,{now},{value}\n");
        }

        using var http = new HttpClient { BaseAddress = bot.Address, Timeout = TimeSpan.FromSeconds(120) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", BotFiles.AdminKey);
        using var answer = await http.PostAsync("/api/v1/import", new StringContent(csv.ToString(), Encoding.UTF8, "text/csv"));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
