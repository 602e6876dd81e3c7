namespace SlaBot.Tests.Scenarios;

/// <summary>When notices leave, how many become one list, and which are not sent at all.</summary>
public sealed class NoticeTests
{
    private const string Escalations = "channel:sla-escalations";

    [Fact]
    public async Task List_OfManyNotices_OpensEachOfItsLeads()
    {
        await using var bot = await Bot.StartAsync();
        for (var n = 1; n <= 8; n++)
        {
            await bot.SendLead($"L{n}", lead => lead["owner"] = Bot.Ana);
        }

        await bot.Advance("PT1H");
        var list = await bot.Message("channel:sla-escalations", "8 deadlines to look at");
        list.Actions.ShouldContain("lead");
        (await bot.PressButton(list, Bot.Milo, "lead", new { lead = "L3" })).PrivateText.ShouldNotBeNull().ShouldContain("Cleo L3");
        (await bot.PressButton(list, Bot.Milo, "lead", new { lead = "L99" })).Ok.ShouldBeFalse();
    }

    [Fact]
    public async Task Messages_WhenOneWaitedForWorkingHours_AreOldestFirst()
    {
        await using var bot = await Bot.StartAsync("2026-11-18T03:00:00Z");
        await bot.SendLead("L1", lead => lead["region"] = "GB");
        await bot.ClockTo("2026-11-18T15:00:00Z");

        var messages = await bot.Messages();
        messages.ShouldContain(message => message.Conversation == "dm:milo.manager@example.com" && message.At == "2026-11-18T14:00:00Z");
        messages.Select(message => message.At).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
    }

    [Fact]
    public async Task ManagerInNewYork_OfARepInLondon_HearsInHisOwnHours()
    {
        // 10:05 in London is 05:05 in New York: the channel hears at once, Lena too, Milo at 09:00.
        await using var bot = await Bot.StartAsync("2026-11-16T09:05:00Z");
        await bot.SendLead("L1", lead => lead["region"] = "GB");
        await bot.ClockTo("2026-11-16T13:59:59Z");
        (await bot.Message(Escalations, "L1")).At.ShouldBe("2026-11-16T10:05:00Z");
        (await bot.Message(Bot.Dm(Bot.Lena), "You missed a deadline")).At.ShouldBe("2026-11-16T10:05:00Z");
        (await bot.Messages(Bot.Dm(Bot.Milo))).ShouldBeEmpty();
        await bot.Advance("PT1S");
        (await bot.Message(Bot.Dm(Bot.Milo), "L1")).At.ShouldBe("2026-11-16T14:00:00Z");
    }

    [Fact]
    public async Task HeldPing_DoneMeanwhile_IsNotSentAtAll()
    {
        await using var bot = await Bot.StartAsync("2026-11-16T09:05:00Z");
        await bot.SendLead("L1", lead => lead["region"] = "GB");
        await bot.ClockTo("2026-11-16T11:00:00Z");
        await bot.Command("L1", """{"type":"touch","by":"lena.rep@example.com","channel":"call","at":"2026-11-16T10:00:00Z"}""");
        await bot.ClockTo("2026-11-16T15:00:00Z");
        (await bot.Messages(Bot.Dm(Bot.Milo))).ShouldBeEmpty();
    }

    [Fact]
    public async Task SevenBreachesAtOnce_BecomeOneList_WhoseEntryIsPutRight()
    {
        await using var bot = await Bot.StartAsync();
        for (var number = 1; number <= 14; number++)
        {
            await bot.SendLead($"L{number}");
        }

        await bot.ClockTo("2026-11-16T15:05:00Z");
        var list = (await bot.Messages(Escalations)).ShouldHaveSingleItem();
        (await bot.Messages(Bot.Dm(Bot.Milo))).ShouldHaveSingleItem();
        foreach (var number in Enumerable.Range(1, 14))
        {
            list.Text.ShouldContain($"Cleo L{number} ");
        }

        (await bot.Lead("L1"))["owner"].ShouldBe(Bot.Ana);
        await bot.Command("L1", """{"type":"touch","by":"ana.rep@example.com","channel":"call","at":"2026-11-16T14:55:00Z"}""");
        var after = (await bot.Messages(Escalations)).ShouldHaveSingleItem();
        (after.Id, after.EditedAt).ShouldBe((list.Id, "2026-11-16T15:05:00Z"));
        after.Text.Split('\n').ShouldContain(line => line.Contains("Cleo L1 ") && line.Contains("in time (logged late", StringComparison.Ordinal), after.Text);
    }

    [Fact]
    public async Task Miss_AfterAReassign_StillSaysToWhomItWent_AndWhoTouched()
    {
        await using var bot = await Bot.StartAsync();
        await bot.SendLead("L1", lead => lead["owner"] = Bot.Ana);
        await bot.ClockTo("2026-11-16T15:05:00Z");
        var miss = await bot.Message(Escalations, "L1");
        await bot.Command("L1", $$"""{"type":"assign","by":"{{Bot.Milo}}","owner":"{{Bot.Ben}}"}""");
        (await After()).Text.ShouldContain("eassigned to Ben Okafor");
        await bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Ben}}","channel":"call"}""");
        var touched = await After();
        touched.Text.ShouldContain("eassigned to Ben Okafor");
        touched.Text.ShouldContain("done late");
        touched.Text.ShouldContain("by Ben Okafor");
        await bot.Command("L1", $$"""{"type":"assign","by":"{{Bot.Milo}}","owner":"{{Bot.Lena}}"}""");
        await bot.Command("L1", $$"""{"type":"touch","by":"{{Bot.Lena}}","channel":"call"}""");
        (await After()).Text.ShouldContain("eassigned to Ben Okafor", customMessage: "it went to Ben; that it went on later is another story");

        async Task<Message> After() => (await bot.Messages(Escalations)).Single(message => message.Id == miss.Id);
    }
}
