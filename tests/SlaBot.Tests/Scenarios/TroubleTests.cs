namespace SlaBot.Tests.Scenarios;

/// <summary>Stops, sleeps and clock changes: the numbers and the instants are those of the calendar, whatever befell the program.</summary>
public sealed class TroubleTests
{
    private const string Escalations = "channel:sla-escalations";

    [Fact]
    public async Task Restart_NothingIsSentTwice_AndClocksGoOn()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.ClockTo("2026-11-16T14:40:00Z");
        var before = await bot.Messages();
        await bot.RestartAsync();
        (await bot.Messages()).ShouldBe(before, new ById());
        await bot.ClockTo("2026-11-16T15:30:00Z");
        await bot.RestartAsync();
        await bot.ClockTo("2026-11-16T19:30:00Z");
        (await bot.Messages(Bot.Dm(Bot.Ana))).Skip(1).Select(message => message.At).ShouldBe(["2026-11-16T14:30:00Z", "2026-11-16T14:48:00Z", "2026-11-16T15:00:00Z"]);
        (await bot.Message(Escalations, "L1")).At.ShouldBe("2026-11-16T15:00:00Z");
        (await bot.Message(Bot.Dm(Bot.Vera), "L1")).At.ShouldBe("2026-11-16T19:00:00Z");
    }

    [Fact]
    public async Task Restart_RoundRobinAndIdempotencyKeysGoOn()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        const string touch = """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""";
        await bot.Command("L1", touch, idempotencyKey: "k-1");
        await bot.RestartAsync();
        (await bot.SendLead("L2"))["owner"].ShouldBe(Bot.Ben);
        await bot.Command("L1", touch, idempotencyKey: "k-1");
        (await bot.Lead("L1")).Events.Count(text => text == "touch").ShouldBe(1);
    }

    [Fact]
    public async Task StoppedAcrossDeadlines_GivesTheSameNumbersAsRunning()
    {
        await using var awake = await Bot.StartAsync();
        await using var asleep = await Bot.StartAsync();
        foreach (var bot in new[] { awake, asleep })
        {
            for (var number = 1; number <= 6; number++)
            {
                await bot.SendLead($"L{number}");
            }

            await bot.Command("L1", """{"type":"accept","by":"ana.rep@example.com"}""");
            await bot.ClockTo("2026-11-16T14:20:00Z");
            await (bot == asleep ? bot.RestartAsync("2026-11-18T16:00:00Z") : bot.ClockTo("2026-11-18T16:00:00Z"));
            await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"call"}""");
            await bot.Command("L2", """{"type":"touch","by":"ben.rep@example.com","channel":"call","at":"2026-11-16T14:50:00Z"}""");
            await (bot == asleep ? bot.RestartAsync("2026-11-24T15:00:00Z") : bot.ClockTo("2026-11-24T15:00:00Z"));
        }

        for (var number = 1; number <= 6; number++)
        {
            (await asleep.Lead($"L{number}")).Body.GetProperty("obligations").ToString().ShouldBe((await awake.Lead($"L{number}")).Body.GetProperty("obligations").ToString());
        }

        await asleep.Advance("PT1S");
        (await asleep.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47")).Body.ToString()
            .ShouldBe((await awake.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47")).Body.ToString());
    }

    [Fact]
    public async Task AsleepForADay_MootRemindersAreDropped_AndThePingComesOnce()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1");
        await bot.RestartAsync("2026-11-17T15:00:00Z");
        await bot.Advance("PT0S");
        (await bot.Messages(Bot.Dm(Bot.Ana))).ShouldNotContain(message => message.Text.StartsWith("Reminder", StringComparison.Ordinal));
        (await bot.Message(Escalations, "L1")).At.ShouldBe("2026-11-17T15:00:00Z");
        (await bot.Messages(Bot.Dm(Bot.Milo))).ShouldHaveSingleItem();
        (await bot.Lead("L1")).Duties("firstTouch").ShouldBe(["breached 2026-11-16T15:00:00Z"]);
    }

    [Fact]
    public async Task AsleepForAFortnight_CatchesUpWithoutAFlood_AndPublishesTheMissedWeeks()
    {
        await using var bot = await Bot.StartAsync();
        for (var number = 1; number <= 30; number++)
        {
            await bot.SendLead($"L{number}");
        }

        await bot.RestartAsync("2026-12-01T15:00:00Z");
        await bot.Advance("PT0S");
        var since = (await bot.Messages()).Where(message => message.At == "2026-12-01T15:00:00Z").ToList();
        foreach (var (place, posts) in since.Where(message => message.Conversation != "channel:revenue-sla").GroupBy(message => message.Conversation).Select(group => (group.Key, group.ToList())))
        {
            posts.Count.ShouldBeLessThanOrEqualTo(5, $"{place}\n{string.Join("\n---\n", posts.Select(post => post.Text))}");
        }

        var summaries = (await bot.Messages("channel:revenue-sla")).Where(message => message.ThreadOf is null && message.Text.StartsWith("Week", StringComparison.Ordinal)).Select(message => message.Text.Split('\n')[0]).ToList();
        summaries.Count.ShouldBe(2);
        summaries[0].ShouldStartWith("Week 47");
        summaries[1].ShouldStartWith("Week 48");
        (await bot.Expect(200, HttpMethod.Get, "/api/v1/scorecards/2026-W47"))["speedToLead.missed"].ShouldBe("30");
        var count = (await bot.Messages()).Count;
        await bot.RestartAsync();
        await bot.Advance("PT0S");
        (await bot.Messages()).Count.ShouldBe(count);
    }

    [Theory]
    // 02:30 exists twice in the night to 1 November and not at all in the night to 14 March: an hour of elapsed or open time stays an hour.
    [InlineData("2026-11-01T05:45:00Z", "2026-11-01T06:45:00Z")]
    [InlineData("2027-03-14T06:45:00Z", "2027-03-14T07:45:00Z")]
    public async Task ClockChangeNight_OpenAllNight_AnHourIsAnHour(string received, string due)
    {
        await using var bot = await Bot.StartAsync(received, settings =>
        {
            foreach (var day in new[] { "Sat", "Sun" })
            {
                settings["Calendars"]!["new-york"]!["Hours"]![day] = new System.Text.Json.Nodes.JsonArray("00:00-24:00");
            }
        });
        (await bot.SendLead("L1")).Duties("firstTouch").ShouldBe([$"running {due}"]);
        await bot.ClockTo(due);
        (await bot.Message(Escalations, "L1")).At.ShouldBe(due);
    }

    [Theory]
    [InlineData("2026-10-30T20:30:00Z", "2026-11-02T14:30:00Z")]
    [InlineData("2027-03-12T21:30:00Z", "2027-03-15T13:30:00Z")]
    public async Task ClockChangeWeekend_FridayToMonday_FollowsTheWallClock(string received, string due)
    {
        await using var bot = await Bot.StartAsync(received);
        (await bot.SendLead("L1")).Duties("firstTouch").ShouldBe([$"running {due}"]);
    }

    private sealed class ById : IEqualityComparer<Message>
    {
        public bool Equals(Message? message, Message? other) => (message?.Id, message?.Text, message?.EditedAt) == (other?.Id, other?.Text, other?.EditedAt);

        public int GetHashCode(Message message) => message.Id.GetHashCode(StringComparison.Ordinal);
    }
}
