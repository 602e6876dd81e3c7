using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Slack;

/// <summary>Many notices at once: one list, each of its lines a way to the lead.</summary>
public sealed class SlackListTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_WhoseOutcomeIsUnknown_AndThatShrinksMeanwhile_StandsOnce(bool crash)
    {
        await using var world = await SlackWorld.StartAsync();
        await SendAsync(world, 8);
        await world.Bot.Advance("PT59M");
        world.Slack.Fail("chat.postMessage", SlackFailure.Lost, 3);
        await world.Bot.Advance("PT1M");
        world.Channel("sla-escalations").ShouldHaveSingleItem();
        for (var n = 1; n <= 5; n++)
        {
            await world.Bot.Command($"L{n}", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");
        }

        await (crash ? world.Bot.RestartAsync() : Task.CompletedTask);
        await world.Bot.Advance("PT20M");

        var list = world.Channel("sla-escalations").ShouldHaveSingleItem();
        list.BlocksText.ShouldContain("8 deadlines to look at");
        list.BlocksText.ShouldContain("3 still need somebody");
        world.Direct(Bot.Milo).ShouldHaveSingleItem();
        world.State.Messages.Select(message => message.Metadata?["event_payload"]?["key"]?.ToString()).ShouldBeUnique();
    }

    /// <summary>
    /// As many as a page of the outbox holds, and as a whole office has; Slack says "too fast" to the first tries. Still
    /// one post with all of them and a handful of calls; what joins within the minute, and what is settled, is put right
    /// where it stands.
    /// </summary>
    [Fact]
    public async Task TenThousandOverdueAtOneInstant_AreOnePost_PutRightInPlace_ThoughSlackSaysTooFast()
    {
        await using var world = await SlackWorld.StartAsync(edit: ListRuleTests.OnlyTheChannel);
        await ListRuleTests.ImportAsync(world.Bot, 10_000, "owner", Bot.Ana);
        await world.Bot.Advance("PT20S");
        await ListRuleTests.ImportAsync(world.Bot, 3, "owner", Bot.Ana, "late");
        await world.Bot.ClockTo("2026-11-16T14:59:59Z");
        var before = world.Slack.Calls.Count;
        world.Slack.Fail("chat.postMessage", SlackFailure.TooFast(10), 2);
        await world.Bot.ClockTo("2026-11-16T15:00:00Z");
        world.Channel("sla-escalations").ShouldBeEmpty();
        await world.Bot.ClockTo("2026-11-16T15:00:30Z");
        var list = world.Channel("sla-escalations").ShouldHaveSingleItem();
        list.BlocksText.ShouldContain("10003 deadlines to look at");
        await world.Bot.Command("n7", $$"""{"type":"touch","by":"{{Bot.Ana}}","channel":"call"}""");

        var grown = world.Channel("sla-escalations").ShouldHaveSingleItem();
        grown.Ts.ShouldBe(list.Ts);
        grown.BlocksText.ShouldContain("10002 of 10003 deadlines to look at");
        world.Direct(Bot.Ana).ShouldHaveSingleItem().BlocksText.ShouldContain("10003 new leads for you");
        (world.Slack.Calls.Count - before).ShouldBeLessThan(20);
    }

    [Fact]
    public async Task List_ThatSlackDidNotTake_IsOneListWhenMended()
    {
        await using var world = await SlackWorld.StartAsync();
        world.State.Channel("sla-escalations").IsArchived = true;
        await SendAsync(world, 8);
        await world.Bot.Advance("PT2H");
        world.State.Channel("sla-escalations").IsArchived = false;
        await world.Bot.Advance("PT1H");

        world.Channel("sla-escalations").ShouldHaveSingleItem().BlocksText.ShouldContain("8 deadlines to look at");
        world.Bot.Log.Errors.Clear();
    }

    [Fact]
    public async Task List_APressOnALine_ShowsThatLeadPrivately()
    {
        await using var world = await SlackWorld.StartAsync();
        await SendAsync(world, 8);
        await world.Bot.Advance("PT1H");
        var list = world.Channel("sla-escalations").ShouldHaveSingleItem();
        await world.Hands.ClickAsync(list, world.User(Bot.Milo), "lead");

        var shown = world.State.PrivateReplies.ShouldHaveSingleItem().Blocks!.ToJsonString();
        shown.ShouldContain("Cleo L1");
        shown.ShouldContain("assign");
    }

    [Fact]
    public async Task List_WhoseLeadsChangeAllAtOnce_IsPutRightOnce()
    {
        await using var world = await SlackWorld.StartAsync();
        await SendAsync(world, 8);
        await world.Bot.Advance("PT59M");
        var list = world.Direct(Bot.Ana).First(slackMessageSeen => slackMessageSeen.BlocksText.Contains("deadlines to look at"));
        await world.Bot.Advance("PT1M");

        list.BlocksText.ShouldContain("overdue since");
        world.Slack.Calls.Count(call => call.Method == "chat.update" && call.Arguments["ts"] == list.Ts).ShouldBe(1);
    }

    [Fact]
    public async Task Reminders_ThatAnOutageKept_AreTheLastOfEachDeadline()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.IsDown = true;
        await SendAsync(world, 1);
        await world.Bot.Advance("PT40M");
        await world.Bot.Advance("PT10M");
        world.Slack.IsDown = false;
        await world.Bot.Advance("PT5M");

        world.Direct(Bot.Ana).Count(slackMessageSeen => slackMessageSeen.BlocksText.Contains("Reminder")).ShouldBe(1);
    }

    [Fact]
    public async Task Lists_ThatAnOutageKept_LeaveOutWhatIsMootByItsEnd()
    {
        await using var world = await SlackWorld.StartAsync();
        world.Slack.IsDown = true;
        await SendAsync(world, 8);
        await world.Bot.Advance("PT55M");
        await world.Bot.Advance("PT10M");
        world.Slack.IsDown = false;
        await world.Bot.Advance("PT5M");

        var list = world.Direct(Bot.Ana).Where(slackMessageSeen => slackMessageSeen.BlocksText.Contains("deadlines to look at")).ShouldHaveSingleItem();
        list.BlocksText.ShouldContain("8 deadlines to look at");
        world.Direct(Bot.Ana).Count.ShouldBe(9, "eight cards, and the list of the breaches alone");
    }

    private static async Task SendAsync(SlackWorld world, int count)
    {
        for (var n = 1; n <= count; n++)
        {
            await world.Bot.SendLead($"L{n}", lead => lead["owner"] = Bot.Ana);
        }
    }
}
