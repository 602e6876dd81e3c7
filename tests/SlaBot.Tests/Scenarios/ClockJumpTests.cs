using System.Text.Json.Nodes;
using SlaBot.Storage;

namespace SlaBot.Tests.Scenarios;

/// <summary>A machine whose clock is set wrong, sleeps, or starts long after it stopped (decision 0013).</summary>
public sealed class ClockJumpTests
{
    private const string Admin = "channel:slabot-admin";
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    [Theory]
    [InlineData(365)]
    [InlineData(3)]
    [InlineData(-3)]
    [InlineData(-365)]
    public async Task WrongClock_ForAWhile_DecidesAndPublishesNothing_AndIsTold(int days)
    {
        await using var bot = await StartAsync();
        await bot.SendLead("L1");
        var next = Scorecard(bot);
        var before = (await bot.Lead("L1")).Duties("firstTouch");

        bot.Machine.Set(TimeSpan.FromDays(days));
        (await bot.UntilMessage(Admin, "This machine's clock jumped")).Text.ShouldContain("time service");
        var told = await bot.Send(HttpMethod.Get, "/readyz", key: null);
        told.Status.ShouldBe(503);
        told.Body.ToString().ShouldContain("clock jumped");
        await bot.SendLead("L2");
        await bot.Command("L2", """{"type":"touch","by":"rita.revops@example.com","channel":"call"}""");
        bot.Machine.Set(-TimeSpan.FromDays(days));
        await bot.UntilMessage(Admin, "clock is right again");

        (await bot.Send(HttpMethod.Get, "/readyz", key: null)).Status.ShouldBe(200);
        Scorecard(bot).ShouldBe(next);
        (await bot.Messages()).ShouldAllBe(message => message.At.StartsWith("2026-11-16"));
        (await bot.Messages("channel:revenue-sla")).ShouldBeEmpty();
        (await bot.Lead("L1")).Duties("firstTouch").ShouldBe(before);
        (await bot.Lead("L2")).Duties("firstTouch").ShouldHaveSingleItem().ShouldStartWith("met ");
        ExpectTold(bot, 2);
    }

    [Fact]
    public async Task WrongClock_AcrossAKill_IsNotBelievedByTheNextStartEither()
    {
        await using var bot = await StartAsync();
        await bot.SendLead("L1");
        var next = Scorecard(bot);
        await bot.Until(() => Task.FromResult(IsMarked(bot)));
        bot.Machine.Set(Year);
        await bot.UntilMessage(Admin, "clock jumped");
        await bot.StopAsync();
        await bot.OpenAsync();
        await bot.SendLead("L2");
        bot.Machine.Set(-Year);
        await bot.UntilMessage(Admin, "clock is right again");
        Scorecard(bot).ShouldBe(next);
        (await bot.Messages()).ShouldAllBe(message => message.At.StartsWith("2026-11-16"));
        ExpectTold(bot, 3);
    }

    [Fact]
    public async Task NewTime_ThatStays_IsTakenOver_AndIsPublishedByWhenItHasADaysHistory()
    {
        await using var bot = await StartAsync();
        await bot.SendLead("L1");
        bot.Machine.Set(TimeSpan.FromDays(8));
        await bot.UntilMessage(Admin, "clock jumped");
        bot.Machine.Sleep(TimeSpan.FromMinutes(11));
        await bot.UntilMessage(Admin, "new time is taken over");
        (await bot.UntilMessage("channel:sla-escalations", "Cleo L1")).At.ShouldStartWith("2026-11-24");
        (await bot.Lead("L1")).Duties("firstTouch").ShouldHaveSingleItem().ShouldStartWith("breached 2026-11-16T");
        (await bot.Messages("channel:revenue-sla")).ShouldBeEmpty();
        (await bot.Send(HttpMethod.Get, "/readyz", key: null)).Status.ShouldBe(200);

        bot.Machine.Sleep(TimeSpan.FromHours(23));
        await bot.SendLead("L2");
        (await bot.Messages("channel:revenue-sla")).ShouldBeEmpty();
        bot.Machine.Sleep(TimeSpan.FromHours(1));
        await bot.UntilMessage("channel:revenue-sla", "Week");
        ExpectTold(bot, 2);
    }

    [Fact]
    public async Task TimeSetBackForGood_IsTakenOver_AndJobsAreArmedByIt()
    {
        await using var bot = await StartAsync("2026-11-23T15:00:00Z");
        await bot.SendLead("L1");
        Scorecard(bot).ShouldBe(Instant.FromUtc(2026, 11, 30, 14, 0));
        bot.Machine.Set(TimeSpan.FromDays(-8));
        bot.Machine.Sleep(TimeSpan.FromMinutes(1));
        await bot.UntilMessage(Admin, "clock jumped");
        bot.Machine.Sleep(TimeSpan.FromMinutes(11));
        await bot.UntilMessage(Admin, "new time is taken over");
        await bot.Until(() => Task.FromResult(Scorecard(bot) == Instant.FromUtc(2026, 11, 16, 14, 0)));
        ExpectTold(bot, 2);
    }

    [Fact]
    public async Task MachineAsleep_IsNoJump_AndCatchesUpAtOnce()
    {
        await using var bot = await StartAsync();
        await bot.SendLead("L1");
        bot.Machine.Sleep(TimeSpan.FromDays(7.25));
        await bot.UntilMessage("channel:revenue-sla", "Week");
        (await bot.Lead("L1")).Duties("firstTouch").ShouldHaveSingleItem().ShouldStartWith("breached 2026-11-16T");
        (await bot.Messages(Admin)).ShouldBeEmpty();
    }

    [Fact]
    public async Task StopOnTheSameMachine_HoweverLong_CatchesUpAtOnce()
    {
        await using var bot = await StartAsync();
        await bot.SendLead("L1");
        await bot.Until(() => Task.FromResult(IsMarked(bot)));
        await bot.StopAsync();
        bot.Machine.Sleep(TimeSpan.FromDays(60));
        await bot.OpenAsync();
        await bot.UntilMessage("channel:revenue-sla", "Week");
        (await bot.Messages(Admin)).ShouldAllBe(message => !message.Text.Contains("clock"));
    }

    [Fact]
    public async Task NewStartOfTheMachine_AfterDays_WaitsTenMinutes_ThenCatchesUp()
    {
        await using var bot = await StartAsync();
        await bot.SendLead("L1");
        await bot.Until(() => Task.FromResult(IsMarked(bot)));
        await bot.RebootAsync("2026-11-24T15:00:00Z");
        await bot.UntilMessage(Admin, "starts after a long stop");
        await bot.SendLead("L2");
        (await bot.Messages("channel:revenue-sla")).ShouldBeEmpty();
        (await bot.Lead("L1")).Duties("firstTouch").ShouldHaveSingleItem().ShouldStartWith("running");
        bot.Machine.Sleep(TimeSpan.FromMinutes(11));
        await bot.UntilMessage("channel:revenue-sla", "Week");
        (await bot.Lead("L1")).Duties("firstTouch").ShouldHaveSingleItem().ShouldStartWith("breached 2026-11-16T");
        ExpectTold(bot, 1);
    }

    [Fact]
    public async Task NewStartOfTheMachine_WithAWrongClockThatIsSetRight_DecidesNothingByIt()
    {
        await using var bot = await StartAsync();
        await bot.SendLead("L1");
        await bot.Until(() => Task.FromResult(IsMarked(bot)));
        var next = Scorecard(bot);
        await bot.RebootAsync("2027-11-16T14:05:00Z");
        await bot.UntilMessage(Admin, "starts after a long stop");
        bot.Machine.Set(-Year);
        bot.Machine.Sleep(TimeSpan.FromMinutes(11));
        await bot.SendLead("L2");
        Scorecard(bot).ShouldBe(next);
        (await bot.Lead("L1")).Duties("firstTouch").ShouldHaveSingleItem().ShouldStartWith("running");
        (await bot.Messages("channel:revenue-sla")).ShouldBeEmpty();
        ExpectTold(bot, 1);
    }

    private static Task<Bot> StartAsync(string start = Bot.Monday) =>
        Bot.StartAsync(start, settings => settings["Clock"] = new JsonObject { ["Mode"] = "System" });

    private static Instant Scorecard(Bot bot)
    {
        using var store = SqliteStore.OpenReadOnly($"Data Source={bot.Files.Data}");
        return store.Reader.Jobs().Single(job => job.Name == "scorecard").NextAt;
    }

    private static bool IsMarked(Bot bot)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={bot.Files.Data};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return AdminReads.ClockMark(connection) is not null;
    }

    /// <summary>Each of them is an error in the log, and nothing else is.</summary>
    private static void ExpectTold(Bot bot, int times)
    {
        bot.Log.Errors.Count.ShouldBe(times, string.Join("\n", bot.Log.Errors));
        bot.Log.Errors.ShouldAllBe(error => error.StartsWith("1203 "));
        bot.Log.Errors.Clear();
    }
}
