using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class RevenueMetricTests
{
    [Fact]
    public void Conversion_LaterStage_ImpliesTheEarlierOnes_AsOfThen()
    {
        var leads = new[]
        {
            Lead("mql").Mql("2026-11-16 10:00"),
            Lead("sal").Mql("2026-11-16 10:00").Yes("2026-11-16 11:00"),
            Lead("lost").Mql("2026-11-16 10:00").Stage("2026-11-16 12:00", LeadStage.SalesQualified).Stage("2026-11-17 10:00", LeadStage.Lost),
            Lead("won").Mql("2026-11-16 10:00").Stage("2026-11-25 10:00", LeadStage.Won),
        };

        Card(leads).Conversion.Counts.ShouldBe(new StageCounts(4, 2, 1, 0, 0));
        var later = CardAsOf("2026-11-25 10:00", leads).Conversion;
        later.Counts.ShouldBe(new StageCounts(4, 3, 2, 1, 1));
        later.Step.ShouldBe(new StepRates(Share.Of(3, 4), Share.Of(2, 3), Share.Of(1, 2), Share.Of(1, 1)));
        later.Overall.ShouldBe(Share.Of(1, 4));
    }

    [Fact]
    public void Worth_TakesTheLastAmountAsOfThen()
    {
        var lead = Lead("sum").Stage("2026-11-17 10:00", LeadStage.Opportunity, 100m);
        lead.AmountSet(At("2026-11-18 10:00"), 250.5m);
        lead.AmountSet(At("2026-11-24 10:00"), 900m);
        var bare = Lead("bare").Stage("2026-11-17 10:00", LeadStage.Opportunity).Stage("2026-11-18 10:00", LeadStage.Won);
        var card = Card(lead, bare);

        card.Pipeline.ShouldBe(new AmountMetric(2, 250.5m, 1));
        card.Won.ShouldBe(new AmountMetric(1, 0, 1));
        CardAsOf("2026-11-24 10:00", lead).Pipeline.Amount.ShouldBe(900m);
    }

    [Fact]
    public void BySource_SplitsAcceptanceWinsAndPipeline()
    {
        var card = Card(
            Lead("a", "web").Mql("2026-11-16 10:00").Yes("2026-11-16 11:00").Stage("2026-11-17 10:00", LeadStage.Opportunity, 10m),
            Lead("b", "web").Mql("2026-11-16 10:00").No("2026-11-16 11:00"),
            Lead("c", "event").Stage("2026-11-18 10:00", LeadStage.Won).Stage("2026-11-19 10:00", LeadStage.Lost),
            Lead("d", "event").Stage("2026-11-18 10:00", LeadStage.Lost));

        card.Sources.ShouldBe(
        [
            new SourceLine("event", 0, new(), Share.Of(1, 2), new()),
            new SourceLine("web", 2, Share.Of(1, 2), new(), new(1, 10m, 0)),
        ]);
    }

    [Fact]
    public void WinRate_LostFirstAndWonAfterwards_IsNoWin()
    {
        var lead = Lead().Stage("2026-11-17 10:00", LeadStage.Lost).Stage("2026-11-18 10:00", LeadStage.Won, 100);

        Card(lead).Sources.ShouldHaveSingleItem().WinRate.ShouldBe(Share.Of(0, 1));
    }

    [Theory]
    [InlineData(0, 0.08, 42)] // a tenth of the goal, then half as much again every six months
    [InlineData(0.4, 0.6, 12)]
    [InlineData(0.7, 0.8, 6)]
    [InlineData(0.9, 0.8, 0)]
    public void Baseline_ProposesHalfAsMuchAgain_AndAFirstStepFromNothing(decimal today, decimal inSixMonths, int monthsToGoal)
    {
        var line = new BaselineLine("speedToLead", Party.Sales, null, null, true, 0, 10, today, 0.8m);

        (line.InSixMonths, line.MonthsToGoal).ShouldBe((inSixMonths, monthsToGoal));
    }
}
