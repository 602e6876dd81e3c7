using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Storage;
using SlaBot.Tests.Scenarios;

namespace SlaBot.Tests.Engine;

/// <summary>Weeks that change after they were published: each change is told once, with what came late.</summary>
public sealed class RestatementFinderTests
{
    [Fact]
    public async Task Restatement_NamesWhatCameLate_AndIsNotToldAgainBesideTheNext()
    {
        await using var bot = await Bot.StartAsync();
        foreach (var lead in new[] { "L1", "L2", "L3", "L4" })
        {
            await bot.SendLead(lead);
        }

        await bot.Command("L1", """{"type":"accept","by":"ana.rep@example.com"}""");
        await bot.ClockTo("2026-11-23T14:00:00Z");
        await bot.Command("L4", """{"type":"touch","by":"ben.rep@example.com","channel":"call","at":"2026-11-16T14:30:00Z"}""");
        await bot.ClockTo("2026-11-30T14:00:00Z");
        await bot.Command("L3", """{"type":"accept","by":"ana.rep@example.com","at":"2026-11-16T14:40:00Z"}""");
        await bot.ClockTo("2026-12-07T14:00:00Z");

        using var store = SqliteStore.OpenReadOnly($"Data Source={bot.Files.Data}");
        var touched = Restated(store, "2026-W48");
        touched.Select(restatementLine => restatementLine.New.Key).ShouldContain("speedToLead");
        touched.ShouldAllBe(restatementLine => restatementLine.Why == "a touch on L4 was told after it was published");
        var accepted = Restated(store, "2026-W49");
        accepted.Select(restatementLine => restatementLine.New.Key).ShouldContain("acceptance");
        accepted.Select(restatementLine => restatementLine.New.Key).ShouldNotContain("speedToLead");
        accepted.ShouldAllBe(restatementLine => restatementLine.Why == "an acceptance on L3 was told after it was published");
    }

    private static List<RestatementLine> Restated(SqliteReadStore store, string week) =>
        [.. ReviewArchive.Week(store.Reader, week)!.Restatements.Where(restatement => restatement.Week == "2026-W47")];
}
