using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class MarketingMetricTests
{
    [Fact]
    public void Volume_AtTheBoundsOfTheWeek_CountsTheFirstSecondAndNotTheNextMonday()
    {
        var card = Card(
            Lead("before").Mql("2026-11-15 23:59:59"),
            Lead("first").Mql("2026-11-16 00:00"),
            Lead("last").Mql("2026-11-22 23:59:59"),
            Lead("next").Mql("2026-11-23 00:00"));

        card.MqlVolume.Count.ShouldBe(2);
        card.MqlVolume.MonthToDate.Count.ShouldBe(3);
    }

    [Fact]
    public void VolumeTarget_MonthlyQuota_IsTheWeeksShareOfBusinessDays()
    {
        // November 2026 has 21 weekdays, one of them a holiday: 20. Week 47 has 5.
        var card = Card(Lead().Mql("2026-11-16 10:00"));

        card.MqlVolume.Target.ShouldBe(25m);
        card.MqlVolume.Attainment.ShouldBe(0.04m);
        card.MqlVolume.MonthToDate.ShouldBe(new MonthToDate("2026-11", 1, 75m));
    }

    [Fact]
    public void VolumeTarget_WeekAcrossTwoMonths_TakesItsShareOfEach()
    {
        // 30 November is 1 of 20; 1 to 4 December are 4 of 22 (23 weekdays less the 25th).
        var card = ScorecardMaker.Make([], Mutual, new IsoWeek(2026, 49));

        card.MqlVolume.Target.ShouldBe(Math.Round(100m / 20 + 400m / 22, 6));
        card.MqlVolume.MonthToDate.Month.ShouldBe("2026-12");
        card.MqlVolume.MonthToDate.Target.ShouldBe(Math.Round(400m / 22, 6));
    }

    [Fact]
    public void VolumeTarget_WeeklyQuota_IsTakenAsItIs()
    {
        var policy = Mutual with { Quotas = Mutual.Quotas with { Volume = new VolumeQuota(null, 30) } };

        ScorecardMaker.Make([], policy, new IsoWeek(2026, 48)).MqlVolume.Target.ShouldBe(30m);
    }

    [Fact]
    public void Acceptance_CountsTheFirstDecisionOnly_AndShowsTheUndecidedBeside()
    {
        var card = Card(
            Lead("yes").Mql("2026-11-10 10:00").Yes("2026-11-16 00:00").No("2026-11-17 10:00"),
            Lead("no").Mql("2026-11-10 10:00").No("2026-11-22 23:59:59").Yes("2026-11-23 10:00"),
            Lead("blank").Mql("2026-11-10 10:00").No("2026-11-18 10:00", " "),
            Lead("tie").Mql("2026-11-10 10:00").No("2026-11-18 10:00").Yes("2026-11-18 10:00"),
            Lead("earlier").Mql("2026-11-10 10:00").Yes("2026-11-15 23:59:59"),
            Lead("open").Mql("2026-11-10 10:00"),
            Lead("later").Mql("2026-11-10 10:00").Yes("2026-11-23 00:00"),
            Lead("unborn").Mql("2026-11-23 00:00"));

        card.Acceptance.ShouldBe(new AcceptanceShare { Num = 1, Den = 4, Accepted = 1, Rejected = 3, Undecided = 2 });
        card.Acceptance.Rate.ShouldBe(0.25m);
        card.RejectReasons.ShouldBe([new("Not our ICP", 2), new("(none)", 1)]);
    }

    [Fact]
    public void Acceptance_RejectionThatGoesToTheNextRep_IsNoDecision()
    {
        var card = Card(
            Lead("on").Mql("2026-11-16 10:00").No("2026-11-16 11:00", "Not my territory", reroute: true).Yes("2026-11-17 11:00"),
            Lead("waiting").Mql("2026-11-16 10:00").No("2026-11-16 11:00", "Not my territory", reroute: true));

        card.Acceptance.ShouldBe(new AcceptanceShare { Num = 1, Den = 1, Accepted = 1, Undecided = 1 });
        card.RejectReasons.ShouldBeEmpty();
        card.Feedback.Den.ShouldBe(0);
    }

    [Fact]
    public void Acceptance_Overturned_CountsUntilTheRulingAndNotAfterIt()
    {
        var lead = Lead().Mql("2026-11-16 10:00").No("2026-11-17 10:00");
        lead.Overturned(At("2026-11-20 10:00"));
        lead.Yes("2026-11-20 15:00");

        CardAsOf("2026-11-20 09:59:59", lead).Acceptance.Rejected.ShouldBe(1);
        CardAsOf("2026-11-20 10:00", lead).Acceptance.ShouldBe(new AcceptanceShare { Undecided = 1 });
        Card(lead).Acceptance.ShouldBe(new AcceptanceShare { Num = 1, Den = 1, Accepted = 1 });
    }

    [Fact]
    public void Data_OfTheWeeksMqls_CountsLeadsAndFields()
    {
        var full = Lead("full").Mql("2026-11-16 10:00");
        var half = Lead("half");
        half.MqlReached(At("2026-11-16 10:00"), new MqlData(2, 1, 4, 4), false);

        var card = Card(full, half);

        card.DataCompleteness.ShouldBe(new Completeness { Leads = Share.Of(1, 2), Fields = Share.Of(3, 4) });
        card.Enrichment.ShouldBe(new Completeness { Leads = Share.Of(1, 1), Fields = Share.Of(4, 4) });
        card.IcpMatch.ShouldBe(Share.Of(1, 2));
    }

    [Fact]
    public void Rating_FirstOfALead_IsTheMeanOfFitAndTiming()
    {
        var leadFacts = Lead("one");
        leadFacts.Rated(At("2026-11-16 10:00"), 5, 4);
        leadFacts.Rated(At("2026-11-17 10:00"), 1, 1);
        var two = Lead("two");
        two.Rated(At("2026-11-22 23:59:59"), 3, 3);

        Card(leadFacts, two).QualityScore.ShouldBe(new RatingMetric(2, 3.75m));
    }

    [Theory]
    [InlineData("2026-11-18 10:05:00", 1, 0, 0)]
    [InlineData("2026-11-18 10:05:01", 0, 1, 0)]
    [InlineData("2026-11-18 09:00:00", 1, 0, 0)]
    [InlineData("2026-11-23 00:00:00", 0, 0, 1)]
    public void Handoff_IsMetUpToTheDeadlineItself(string assigned, long met, long late, long missed)
    {
        var card = Card(Lead().Mql("2026-11-18 10:00").Given(assigned));

        card.Handoff.Share.ShouldBe(Share.Of(met, 1));
        card.Handoff.Late.ShouldBe(late);
        card.Handoff.Missed.ShouldBe(missed);
    }

    [Fact]
    public void Handoff_DeadlineOnMondayMidnight_IsJudgedInTheNextWeek()
    {
        var lead = Lead().Mql("2026-11-22 23:55").Given("2026-11-23 08:00");

        Card(lead).Handoff.Share.Den.ShouldBe(0);
        Card(lead).Handoff.Pending.ShouldBe(1);
        var next = ScorecardMaker.Make([lead], Mutual, Week47.Next);
        next.Handoff.Late.ShouldBe(1);
        next.Handoff.Mean.ShouldBe(8 * 3600 + 300);
    }

    [Fact]
    public void Handoff_Statistics_AverageTheTwoMiddleValuesAndTakeTheNearestRank()
    {
        // 0, 60, 120, … 540 seconds, the first of them assigned before it was an MQL.
        var leads = Enumerable.Range(0, 10).Select(n => Lead($"L{n}").Mql("2026-11-18 10:00").Given(n == 0 ? "2026-11-18 09:00" : $"2026-11-18 10:0{n}"));

        var handoff = Card([.. leads]).Handoff;

        (handoff.N, handoff.Mean, handoff.Median, handoff.P90).ShouldBe((10L, 270m, 270m, 480m));
        handoff.Share.ShouldBe(Share.Of(6, 10));
    }

    [Fact]
    public void Acceptance_AcceptedTwiceInOneSecond_IsTheFirstOfThem() =>
        Card(Lead().Mql("2026-11-16 10:00").Yes("2026-11-17 10:00").No("2026-11-17 10:00").Yes("2026-11-17 10:00")).Acceptance.Accepted.ShouldBe(1);

    [Fact]
    public void Restatements_SameRateOfMoreItems_IsAChange()
    {
        var published = Card(Lead("a").Mql("2026-11-16 10:00").Yes("2026-11-17 10:00"));
        var now = Card(Lead("a").Mql("2026-11-16 10:00").Yes("2026-11-17 10:00"), Lead("b").Mql("2026-11-16 10:00").Yes("2026-11-17 10:00"));

        ScorecardChanges.Restatements(published, now).Select(restatement => restatement.New.Key).ShouldContain("acceptance");
        ScorecardChanges.Restatements(now, now).ShouldBeEmpty();
    }
}
