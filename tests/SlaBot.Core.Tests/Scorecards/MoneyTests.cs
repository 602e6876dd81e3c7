using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards;
using static SlaBot.Core.Tests.Scorecards.Desk;

namespace SlaBot.Core.Tests.Scorecards;

public class MoneyTests
{
    private static readonly YearMonth November = new(2026, 11);

    [Fact]
    public void Lines_ByHand_CountOnlyTheMonthAndItsSourcesWithSpend()
    {
        LeadFacts[] leads =
        [
            Lead("a", "web").Mql("2026-11-01 00:00:00").Stage("2026-11-10 10:00", LeadStage.SalesQualified).Stage("2026-11-12 10:00", LeadStage.Opportunity, 3000).Stage("2026-11-20 10:00", LeadStage.Won),
            Lead("b", "Web").Mql("2026-11-05 10:00"),
            Lead("c", "web").Mql("2026-10-31 23:59:59"),
            Lead("d", "fair").Mql("2026-11-05 10:00"),
            Lead("e", "organic").Mql("2026-11-05 10:00").Stage("2026-11-20 10:00", LeadStage.Won, 9000),
        ];
        var tally = new MoneyTally(Mutual, November, At("2026-11-30 23:59:59"), [new("2026-11", "WEB", 1000), new("2026-11", "fair", 500), new("2026-10", "organic", 700)]);
        foreach (var lead in leads)
        {
            tally.Add(lead);
        }

        var lines = tally.ToLines();

        lines.Select(one => one.Source).ShouldBe(["fair", "WEB", null]);
        lines[0].ShouldBe(new MoneyLine { Source = "fair", Month = "2026-11", Spent = 500, Leads = 1, CostPerLead = 500, Roi = -1, PipelinePerSpend = 0 });
        lines[1].ShouldBe(new MoneyLine { Source = "WEB", Month = "2026-11", Spent = 1000, Leads = 2, Sqls = 1, Customers = 1, CostPerLead = 500, CostPerSql = 1000, Cac = 1000, Roi = 2, PipelinePerSpend = 3, AverageWon = 3000 });
        lines[2].ShouldBe(new MoneyLine { Month = "2026-11", Spent = 1500, Leads = 3, Sqls = 1, Customers = 1, CostPerLead = 500, CostPerSql = 1500, Cac = 1500, Roi = 1, PipelinePerSpend = 2, AverageWon = 3000 });
    }

    [Fact]
    public void Lines_WithoutSpend_AreNone() => new MoneyTally(Mutual, November, At("2026-11-30 10:00"), []).ToLines().ShouldBeEmpty();

    [Fact]
    public void Json_MoneyGoesThereAndBack()
    {
        var card = Desk.Card() with { Money = [new MoneyLine { Source = "web", Month = "2026-11", Spent = 1000, Leads = 3, CostPerLead = 333.33m }] };

        var json = ScorecardJson.Write(card);

        json.ShouldContain("""
            "spent":"1000.00"
            """.Trim());
        ScorecardJson.Read(json).Money.ShouldBe(card.Money);
    }

    [Fact]
    public void OfMonth_CountsTheWholeMonthAgainstTheWholeQuota()
    {
        var tally = ScorecardTally.OfMonth(Mutual, November);
        foreach (var at in (string[])["2026-10-31 23:59:59", "2026-11-01 00:00:00", "2026-11-30 23:59:59", "2026-12-01 00:00:00"])
        {
            tally.Add(Lead("L" + at).Mql(at));
        }

        var card = tally.ToScorecard();

        (card.Week, card.MqlVolume.Count, card.MqlVolume.Target, card.AsOf).ShouldBe(("2026-11", 2, 100m, At("2026-11-30 23:59:59")));
    }
}
