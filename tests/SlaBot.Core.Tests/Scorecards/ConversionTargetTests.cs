using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>Conversion targets are judged on leads that had their whole window (METRICS.md, 14).</summary>
public class ConversionTargetTests
{
    private static readonly SlaPolicy Half = Targets(new ConversionTargets(null, null, null, null, 0.5m, null) { Window = 7 });

    [Fact]
    public void Target_LeadsThatConvertTheWeekAfter_AreGreenInTheWeekTheirWindowEnds()
    {
        var leads = Enumerable.Range(0, 5).Select(i => Lead($"L{i}").Mql($"2026-11-1{i} 10:00").Stage($"2026-11-1{i + 5} 10:00", LeadStage.SalesQualified)).ToList();

        var own = Make(leads, Half, new IsoWeek(2026, 46));
        own.Conversion.Targets.ShouldHaveSingleItem().ShouldBe(new ConversionTarget("mqlToSql", 5, 7), "nobody had seven days yet");
        own.Metrics.Single(line => line.Key == "mqlToSql").Colour.ShouldBe(Colour.Grey);
        own.Misses.ShouldNotContain(miss => miss.Metric == "mqlToSql");

        var next = Make(leads, Half, new IsoWeek(2026, 47));
        next.Conversion.Targets.Single().ShouldBe(new ConversionTarget("mqlToSql", 0, 7) { Num = 5, Den = 5 });
        next.Metrics.Single(line => line.Key == "mqlToSql").Colour.ShouldBe(Colour.Green);
    }

    [Theory]
    [InlineData("2026-11-23 23:59:59", 1)]
    [InlineData("2026-11-24 00:00:00", 0)]
    public void Target_ReachedOnTheWindowsLastSecond_CountsAndOneLaterDoesNot(string reached, int num)
    {
        var leads = new[] { Lead().Mql("2026-11-16 10:00").Stage(reached, LeadStage.SalesQualified) };

        Make(leads, Half, new IsoWeek(2026, 48)).Conversion.Targets.Single().ShouldBe(new ConversionTarget("mqlToSql", 0, 7) { Num = num, Den = 1 });
        Make(leads, Half, new IsoWeek(2026, 47)).Conversion.Targets.Single().Pending.ShouldBe(1);
        Make(leads, Half, new IsoWeek(2026, 49)).Conversion.Targets.Single().ShouldBe(new ConversionTarget("mqlToSql", 0, 7), "it is judged once");
    }

    [Fact]
    public void Target_OfAStepFurtherOn_CountsFromTheEarlierStage_AndALaterStageImpliesIt()
    {
        var policy = Targets(new ConversionTargets(null, 0.15m, 0.1m, null, null, null) { Window = 7 });
        var lead = Lead().Mql("2026-10-01 10:00").Given("2026-10-01 10:00").Yes("2026-11-10 10:00").Stage("2026-11-12 10:00", LeadStage.Won);

        var card = Make([lead], policy, new IsoWeek(2026, 47));

        card.Conversion.Targets.ShouldBe([new ConversionTarget("salToSql", 0, 7) { Num = 1, Den = 1 }, new ConversionTarget("sqlToSqo", 0, 7) { Num = 1, Den = 1 }]);
        card.Conversion.Counts.Mql.ShouldBe(0, "the cohort of the week is another thing");
    }

    [Fact]
    public void Target_WindowNotNamed_IsThirtyCalendarDays()
    {
        var policy = Targets(new ConversionTargets(null, null, null, null, 0.5m, null));
        var lead = Lead().Mql("2026-10-19 10:00").Stage("2026-11-18 10:00", LeadStage.SalesQualified);

        Make([lead], policy, Week47).Conversion.Targets.Single().ShouldBe(new ConversionTarget("mqlToSql", 0, 30) { Num = 1, Den = 1 });
        var json = System.Text.Json.Nodes.JsonNode.Parse(ScorecardJson.Write(Make([lead], policy, Week47)))!["conversion"]!["targets"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        json.Select(member => member.Key).Order().ShouldBe(["den", "num", "pending", "rate", "step", "windowDays"]);
        ScorecardJson.Read(ScorecardJson.Write(Make([lead], policy, Week47))).Conversion.Targets.Single().ShouldBe(new ConversionTarget("mqlToSql", 0, 30) { Num = 1, Den = 1 });
    }

    [Fact]
    public void LeadsThatSalesFound_AreInNoCohortOfMarketings()
    {
        LeadFacts[] leads = [Own("a").Mql("2026-11-16 10:00"), Lead("b").Mql("2026-11-16 10:00")];

        var card = Make(leads, Half, Week47);

        (card.MqlVolume.Count, card.MqlVolume.MonthToDate.Count, card.MqlVolume.Segments.Sum(segment => segment.Count), card.MqlVolume.Regions.Sum(region => region.Count)).ShouldBe((1, 1, 1, 1));
        (card.IcpMatch.Den, card.DataCompleteness.Leads.Den, card.Conversion.Counts.Mql, card.Conversion.Targets.Single().Pending).ShouldBe((1, 1, 1, 1));
        card.Origins.Select(line => line.Mqls).ShouldBe([1, 1]);
        card.Acceptance.Undecided.ShouldBe(2, "every MQL waits for a decision");
    }

    [Fact]
    public void Origins_HaveTheirOwnVelocityAndWonRevenue()
    {
        LeadFacts[] leads =
        [
            Lead("a").Mql("2026-11-16 10:00").Stage("2026-11-18 10:00", LeadStage.Won, 300), Lead("b").Mql("2026-11-16 10:00").Yes("2026-11-16 11:00"),
            Own("c").Mql("2026-11-16 10:00").Yes("2026-11-16 15:00").Stage("2026-11-18 10:00", LeadStage.Won, 100),
        ];

        var card = Make(leads, Half, Week47);

        (card.MarketingSourced.Won, card.OtherSourced.Won).ShouldBe((new AmountMetric(1, 300), new AmountMetric(1, 100)));
        (card.MarketingSourced.Velocity.MqlToSal.Elapsed.Mean, card.OtherSourced.Velocity.MqlToSal.Elapsed.Mean).ShouldBe((3600, 18_000));
        card.Velocity.MqlToSal.Elapsed.N.ShouldBe(2);
    }

    [Fact]
    public void Weeks_OfAnyLeads_CountTargetsAsEachWeekByItself()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var dice = new Random(seed);
            var policy = Targets(new ConversionTargets(0.5m, 0.5m, 0.5m, 0.5m, 0.5m, 0.5m) { Window = dice.Next(1, 40) });
            var lives = Enumerable.Range(0, 12).Select(i => Any($"L{i}", dice)).ToList();
            var leads = lives.ConvertAll(life => life.Facts);
            var (first, last) = (new IsoWeek(2026, 40), new IsoWeek(2026, 51));
            var weeks = new ScorecardWeeks(policy, first, last, null);
            leads.ForEach(weeks.Add);
            var judged = new Dictionary<string, long>();
            foreach (var card in weeks.ToScorecards())
            {
                IsoWeek.TryParse(card.Week, out var week).ShouldBeTrue();
                card.Conversion.Targets.ShouldBe(Make(leads, policy, week).Conversion.Targets, $"seed {seed}, {card.Week}");
                foreach (var target in card.Conversion.Targets)
                {
                    target.ShouldBe(ByHand(lives, target.Step, target.WindowDays, week, policy), $"seed {seed}, {card.Week}");
                    judged[target.Step] = judged.GetValueOrDefault(target.Step) + target.Den;
                }
            }

            judged.Values.ShouldAllBe(count => count <= leads.Count, $"seed {seed}: each lead once");
        }
    }

    [Theory]
    [InlineData("7 hours")]
    [InlineData("5 business days")]
    [InlineData("0 calendar days")]
    [InlineData("366 calendar days")]
    [InlineData("a while")]
    public void Window_ThatIsNoNumberOfCalendarDays_IsAFaultOfItsKey(string words) =>
        SlaBot.Core.Tests.Policy.Agreements.Read($$"""{ "Quotas": { "Conversion": { "MqlToSql": 0.1, "Window": "{{words}}" } } }""").Faults.Select(fault => fault.Key)
            .ShouldBe(["SlaBot:Agreement:Quotas:Conversion:Window"]);

    [Fact]
    public void Window_IsRead_AndLeavesTheContentOfAnAgreementWithoutItAlone()
    {
        var policy = SlaBot.Core.Tests.Policy.Agreements.Good("""{ "Template": "bant", "Quotas": { "Conversion": { "Window": "60 calendar days" } } }""");
        (policy.Quotas.Conversion!.Days, policy.Quotas.Conversion.MqlToSql).ShouldBe((60, 0.10m));
        PolicySerializer.Content(SlaBot.Core.Tests.Policy.Agreements.Good("""{ "Template": "bant" }""")).ShouldNotContain("\"window\"");
    }

    private static Scorecard Make(IReadOnlyList<LeadFacts> leads, SlaPolicy policy, IsoWeek week) => ScorecardMaker.Make(leads, policy, week);

    private static SlaPolicy Targets(ConversionTargets targets) => Mutual with { Quotas = Mutual.Quotas with { Conversion = targets } };

    private static LeadFacts Own(string id)
    {
        var lead = new LeadFacts(id);
        lead.Received(At("2026-11-16 09:00"), "referral", null, false, null);
        return lead;
    }

    /// <summary>A lead of any origin, and the seconds at which it reached MQL, SAL, SQL, SQO and Won; the greatest where it did not.</summary>
    private static (LeadFacts Facts, long[] Reached) Any(string id, Random dice)
    {
        var lead = new LeadFacts(id);
        var at = At("2026-09-28 00:00") + Duration.FromSeconds(dice.Next(80 * 86_400));
        lead.Received(at, "web", null, dice.Next(5) > 0, null);
        lead.MqlReached(at, null, null);
        long[] reached = [at.ToUnixTimeSeconds(), long.MaxValue, long.MaxValue, long.MaxValue, long.MaxValue];
        if (dice.Next(2) == 0)
        {
            lead.Accepted(at += Duration.FromSeconds(dice.Next(20 * 86_400)));
            reached[1] = at.ToUnixTimeSeconds();
        }

        LeadStage[] stages = [LeadStage.SalesQualified, LeadStage.Opportunity, LeadStage.Won];
        for (var stage = 0; stage < stages.Length; stage++)
        {
            if (dice.Next(3) == 0)
            {
                lead.StageReached(at += Duration.FromSeconds(dice.Next(30 * 86_400)), stages[stage], null, null);
                reached[stage + 2] = at.ToUnixTimeSeconds();
            }
        }

        return (lead, reached);
    }

    private static ConversionTarget ByHand(List<(LeadFacts Facts, long[] Reached)> leads, string step, int days, IsoWeek week, SlaPolicy policy)
    {
        var zone = policy.Calendar.Zone;
        var (from, last) = (week.From(zone).ToUnixTimeSeconds(), week.LastSecond(zone).ToUnixTimeSeconds());
        var (num, den, pending) = (0, 0, 0);
        foreach (var (_, reached) in leads.Where(lead => lead.Facts.MarketingSourced))
        {
            var (a, b) = step switch { "mqlToSal" => (0, 1), "salToSql" => (1, 2), "sqlToSqo" => (2, 3), "sqoToWon" => (3, 4), "mqlToSql" => (0, 2), _ => (0, 4) };
            var entry = a == 0 ? reached[0] : reached[a..].Min();
            if (reached[0] > last || entry > last)
            {
                continue;
            }

            var due = zone.AtStartOfDay(Instant.FromUnixTimeSeconds(entry).InZone(zone).Date.PlusDays(days + 1)).ToInstant().ToUnixTimeSeconds() - 1;
            den += due >= from && due <= last ? 1 : 0;
            num += due >= from && due <= last && reached[b..].Min() <= due ? 1 : 0;
            pending += due > last ? 1 : 0;
        }

        return new ConversionTarget(step, pending, days) { Num = num, Den = den };
    }
}
