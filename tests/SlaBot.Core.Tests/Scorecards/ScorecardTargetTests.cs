using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class ScorecardTargetTests
{
    [Fact]
    public void Owners_HaveTheirOwnLines()
    {
        var card = Card(
            Lead("a").Given("2026-11-16 10:00").Call("2026-11-16 10:10").Yes("2026-11-16 10:20"),
            Lead("b").Given("2026-11-16 10:00", "ben@x").Given("2026-11-17 10:00", "ana@x"));

        card.Owners.ShouldBe(
        [
            new OwnerLine("ana@x", Share.Of(1, 1), Share.Of(1, 2), 1, 2, 0),
            new OwnerLine("ben@x", Share.Of(0, 1), new(), 0, 0, 0),
        ]);
    }

    [Fact]
    public void Colours_AreRelativeToTheTarget_AndAMissIsARedOne()
    {
        var policy = Mutual with { Quotas = new Quotas { Acceptance = 0.5m, Compliance = new Dictionary<ClauseKind, decimal> { [ClauseKind.Decision] = 0.9m } } };
        var leads = Enumerable.Range(0, 20).Select(n => n < 9
            ? Lead($"L{n}").Given("2026-11-16 10:00").Yes("2026-11-16 11:00")
            : Lead($"L{n}").Given("2026-11-16 10:00").No("2026-11-16 11:00"));

        var card = ScorecardMaker.Make(leads, policy, Week47);

        // 45 % of 50 % is just within a tenth; no lead was touched: a rejection at the deadline itself exempts nobody.
        card.Metrics.Single(line => line.Key == "acceptance").Colour.ShouldBe(Colour.Yellow);
        card.Metrics.Single(line => line.Key == "decision").Colour.ShouldBe(Colour.Green);
        card.Metrics.Single(line => line.Key == "handoff").Colour.ShouldBe(Colour.Grey);
        card.Metrics.Single(line => line.Key == "icpMatch").Colour.ShouldBe(Colour.None);
        card.Misses.ShouldBe([new Miss(Party.Sales, "speedToLead")]);
    }

    [Fact]
    public void Restatements_NameWhatLateEventsChanged()
    {
        var lead = Lead().Mql("2026-11-16 10:00").Given("2026-11-16 10:00");
        var published = Card(lead);
        var recomputed = Card(lead.Call("2026-11-16 10:30"));

        var change = ScorecardChanges.Restatements(published, recomputed).ShouldHaveSingleItem();

        (change.Week, change.Old.Key, change.Old.Num, change.New.Num).ShouldBe(("2026-W47", "speedToLead", 0, 1));
        ScorecardChanges.MissedTwice(published, published).ShouldBe([Party.Marketing, Party.Sales]);
    }
}
