using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

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

        lines.Select(line => line.Source).ShouldBe(["fair", "WEB", null]);
        lines[0].ShouldBe(new MoneyLine { Source = "fair", Month = "2026-11", Spent = 500, Leads = 1, CostPerLead = 500, Roi = -1, PipelinePerSpend = 0 });
        lines[1].ShouldBe(new MoneyLine { Source = "WEB", Month = "2026-11", Spent = 1000, Leads = 2, Sqls = 1, Customers = 1, CostPerLead = 500, CostPerSql = 1000, Cac = 1000, Roi = 2, PipelinePerSpend = 3, AverageWon = 3000 });
        lines[2].ShouldBe(new MoneyLine { Month = "2026-11", Spent = 1500, Leads = 3, Sqls = 1, Customers = 1, CostPerLead = 500, CostPerSql = 1500, Cac = 1500, Roi = 1, PipelinePerSpend = 2, AverageWon = 3000 });
    }

    [Fact]
    public void Lines_WithoutSpend_AreNone() => new MoneyTally(Mutual, November, At("2026-11-30 10:00"), []).ToLines().ShouldBeEmpty();

    [Fact]
    public void Lines_LifetimeValue_IsAsGivenAndOverAllItsMeanByCustomers()
    {
        LeadFacts[] leads =
        [
            Lead("a", "web").Mql("2026-11-05 10:00").Stage("2026-11-10 10:00", LeadStage.Won, 10),
            Lead("b", "web").Mql("2026-11-05 10:00").Stage("2026-11-10 10:00", LeadStage.Won, 10),
            Lead("c", "fair").Mql("2026-11-05 10:00").Stage("2026-11-10 10:00", LeadStage.Won, 10),
            Lead("d", "mail").Mql("2026-11-05 10:00").Stage("2026-11-10 10:00", LeadStage.Won, 10),
        ];
        var tally = new MoneyTally(Mutual, November, At("2026-11-30 23:59:59"), [new("2026-11", "web", 1, 300), new("2026-11", "fair", 1, 600), new("2026-11", "mail", 1)]);
        Array.ForEach(leads, tally.Add);

        var lines = tally.ToLines();

        lines.Select(line => (line.Source, line.LifetimeValue)).ShouldBe([("fair", 600m), ("mail", null), ("web", 300m), (null, 400m)]);
        var card = ScorecardWorld.Card() with { Money = lines };
        ScorecardJson.Write(card).ShouldContain("\"lifetimeValue\":\"400.00\"");
        ScorecardCsv.Write(card).ShouldContain("lifetimeValue 2026-11: (all),marketing,400,");
        ScorecardCsv.Write(card).ShouldContain("cac 2026-11: web,marketing,0.5,2,");
    }

    [Fact]
    public void Quarter_IsThreeCalendarMonths_WhateverMonthItIsAskedBy()
    {
        var fourth = MonthsOf.Quarter(November);

        fourth.ShouldBe(new MonthsOf("2026-Q4", new LocalDate(2026, 10, 1), new LocalDate(2027, 1, 1)));
        new[] { "2026-09", "2026-10", "2026-12", "2027-01", "x" }.Select(fourth.Holds).ShouldBe([false, true, true, false, false]);
        MonthsOf.Quarter(new YearMonth(2026, 1)).Name.ShouldBe("2026-Q1");
    }

    [Fact]
    public void OfQuarter_ThreeMonthsOfAMonthlyQuota_AndTheirSpend()
    {
        var tally = ScorecardTally.Of(Mutual, MonthsOf.Quarter(November));
        tally.Add(Lead("a").Mql("2026-10-01 00:00:00"));
        tally.Add(Lead("b").Mql("2026-12-31 23:59:59"));
        tally.Add(Lead("c").Mql("2027-01-01 00:00:00"));

        var card = tally.ToScorecard();

        (card.Week, card.MqlVolume.Count, card.MqlVolume.Target).ShouldBe(("2026-Q4", 2, 300m));
        new MoneyTally(Mutual, MonthsOf.Quarter(November), At("2026-12-31 23:59:59"), [new("2026-10", "web", 1), new("2026-12", "web", 2), new("2027-01", "web", 4)]).ToLines()[0].Spent.ShouldBe(3);
    }

    [Theory]
    [InlineData(2500, Colour.Green)]
    [InlineData(2300, Colour.Yellow)]
    [InlineData(1000, Colour.Red)]
    public void Revenue_SharedTarget_IsJudgedByTheWeeksShareAndMissedByBoth(int won, Colour colour)
    {
        var policy = Mutual with { Quotas = new Quotas { RevenuePerMonth = 10_000 } }; // five of November's twenty business days, Thanksgiving and all
        var lead = Lead("a").Mql("2026-11-16 10:00").Stage("2026-11-17 10:00", LeadStage.Won, won);

        var card = ScorecardMaker.Make([lead], policy, Week47);

        var line = card.Metrics.Single(metric => metric.Key == "revenue");
        (line.Value, line.Num, line.Target, line.Colour).ShouldBe((won, 1, 2500m, colour));
        card.Misses.Where(miss => miss.Metric == "revenue").Select(miss => miss.Party).ShouldBe(colour == Colour.Red ? [Party.Marketing, Party.Sales] : []);
        AgendaMaker.Make(card, policy.Review, []).Count(agendaItem => agendaItem.Key == "miss:revenue" && agendaItem.Party is null).ShouldBe(colour == Colour.Red ? 1 : 0);
        ScorecardMaker.Make([lead], Mutual, Week47).Metrics.ShouldNotContain(metric => metric.Key == "revenue");
    }

    [Fact]
    public void Json_MoneyGoesThereAndBack()
    {
        var card = ScorecardWorld.Card() with { Money = [new MoneyLine { Source = "web", Month = "2026-11", Spent = 1000, Leads = 3, CostPerLead = 333.33m }] };

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

    [Fact]
    public void Lines_CustomerWithoutAnAmount_IsLeftOutOfTheAverageWon()
    {
        var tally = new MoneyTally(Mutual, November, At("2026-11-30 10:00"), [new("2026-11", "web", 100)]);
        tally.Add(Lead("a").Mql("2026-11-05 10:00").Stage("2026-11-10 10:00", LeadStage.Won, 900));
        tally.Add(Lead("b").Mql("2026-11-05 10:00").Stage("2026-11-10 10:00", LeadStage.Won));

        var line = tally.ToLines()[0];

        (line.Customers, line.AverageWon, line.Cac).ShouldBe((2L, 900m, 50m));
    }
}
