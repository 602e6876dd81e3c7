using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class RegionTests
{
    private static readonly SlaPolicy Promised = Mutual with
    {
        Quotas = Mutual.Quotas with
        {
            Volume = new VolumeQuota(210, null)
            {
                Regions = new Dictionary<string, VolumeQuota> { ["GB"] = new(null, 2), ["FR"] = new(21, null) },
                Segments = new Dictionary<string, VolumeQuota> { ["hot"] = new(null, 1) },
            },
        },
        RegionQuotas = new Dictionary<string, Quotas> { ["GB"] = Mutual.Quotas with { Acceptance = 0.5m, Volume = new VolumeQuota(null, 2) } },
        Clauses = [.. Mutual.Clauses, Promise(ClauseKind.FirstTouch, "4 business hours") with { Region = "GB" }],
    };

    [Fact]
    public void Make_VolumeByRegionAndTier_CountsEachAgainstItsShareOfTheWeek()
    {
        var card = Card(From("A", "gb", "hot"), From("B", "US", null), From("C", null, null));

        card.MqlVolume.Regions.ShouldBe([new RegionCount("(none)", 1), new RegionCount("US", 1), new RegionCount("gb", 1, 2), new RegionCount("FR", 0, 5.25m)]);
        card.MqlVolume.Segments.ShouldBe([new SegmentCount("(none)", 2), new SegmentCount("hot", 1, 1)]);
        card.Metrics.Single(line => line.Key == "mqlVolume:region:gb").Colour.ShouldBe(Colour.Red);
        card.Metrics.Single(line => line.Key == "mqlVolume:segment:hot").Colour.ShouldBe(Colour.Green);
        card.Misses.ShouldContain(new Miss(Party.Marketing, "mqlVolume:region:FR"));
    }

    [Fact]
    public void Make_OneRegion_CountsItsLeadsAgainstItsOwnQuotas()
    {
        var leads = new[] { From("A", "GB", null), From("B", "GB", null), From("C", "US", null) };
        leads[0].Accepted(At("2026-11-17 10:00"));
        leads[1].Rejected(At("2026-11-17 10:00"), "no", reroute: false);
        leads[2].Rejected(At("2026-11-17 10:00"), "no", reroute: false);

        var card = ScorecardMaker.Make(leads, Promised, Week47, null, new ScorecardScope(Region: "gb"));

        card.MqlVolume.Count.ShouldBe(2);
        card.MqlVolume.Target.ShouldBe(2);
        (card.Acceptance.Accepted, card.Acceptance.Rejected).ShouldBe((1, 1));
        card.Metrics.Single(line => line.Key == "acceptance").Target.ShouldBe(0.5m);
        card.Metrics.ShouldNotContain(line => line.Key.StartsWith("mqlVolume:", StringComparison.Ordinal));
    }

    [Fact]
    public void Make_OneSegment_CountsItsLeads() =>
        ScorecardMaker.Make([From("A", null, "hot"), From("B", null, null)], Promised, Week47, null, new ScorecardScope(Segment: "hot")).MqlVolume.Count.ShouldBe(1);

    [Fact]
    public void Make_RegionSaidOnlyAfterTheStart_MovesNoDeadline()
    {
        var known = From("A", "GB", null).Given("2026-11-16 10:00");
        var late = From("B", null, null).Given("2026-11-16 10:00");
        late.Located(At("2026-11-16 10:30"), "GB");
        known.Touched(At("2026-11-16 12:00"), "call", null);
        late.Touched(At("2026-11-16 12:00"), "call", null);

        var speed = Card(known, late).SpeedToLead;

        (speed.Compliance.Num, speed.Compliance.Den, speed.Late).ShouldBe((1, 2, 1));
    }

    [Fact]
    public void Facts_ImportedLead_KnowsItsRegion()
    {
        var leads = new HistoryLeads(Promised);
        leads.Add("""{"id":"1","ts":"2026-11-16T10:00:00-05:00","lead":"L","type":"lead_received","fields":{"region":"GB"}}"""u8);
        leads.Add("""{"id":"2","ts":"2026-11-16T10:00:00-05:00","lead":"L","type":"mql_reached"}"""u8);

        leads.Facts().Single().Region.ShouldBe("GB");
    }

    [Theory]
    [InlineData("""{ "Template": "one-page" }""", null, null)] // the template's own criteria are a guess: the file alone decides
    [InlineData("""{ "Template": "one-page", "Tiers": [ { "Tier": "hot", "When": { "Field": "score", "AtLeast": 80 } }, { "Tier": "cold" } ] }""", null, "hot")]
    [InlineData("""{ "Template": "one-page", "Tiers": [ { "Tier": "hot", "When": { "Field": "score", "AtLeast": 95 } }, { "Tier": "cold" } ] }""", null, "cold")]
    [InlineData("""{ "Template": "one-page", "Tiers": [ { "Tier": "hot" } ] }""", "sent", "sent")]
    public void Facts_TierThatTheFileDoesNotGive_ComesFromTheCustomersCriteria(string agreement, string? sent, string? tier)
    {
        var leads = new HistoryLeads(SlaBot.Core.Tests.Policy.Agreements.Good(agreement));
        leads.Add(System.Text.Encoding.UTF8.GetBytes($$$"""{"id":"1","ts":"2026-11-16T10:00:00-05:00","lead":"L","type":"lead_received","fields":{"score":90,"tier":"{{{sent}}}"}}"""));
        leads.Add("""{"id":"2","ts":"2026-11-16T10:05:00-05:00","lead":"L","type":"mql_reached"}"""u8);

        leads.Facts().Single().Tier.ShouldBe(tier);
    }

    [Fact]
    public void Facts_TierFromTheCriteria_OutlivesAnErasure()
    {
        var policy = SlaBot.Core.Tests.Policy.Agreements.Good("""{ "Template": "one-page", "Tiers": [ { "Tier": "hot", "When": { "Field": "score", "AtLeast": 80 } }, { "Tier": "cold" } ] }""");
        var terms = new SlaBot.Core.Tests.Leads.Office { Policy = policy }.Terms;
        List<SlaBot.Core.Leads.LeadEvent> events = [];
        SlaBot.Core.Leads.LeadState? lead = null;
        foreach (var line in new[]
        {
            """{"id":"1","ts":"2026-11-16T10:00:00-05:00","lead":"L","type":"lead_received","fields":{"score":90}}""",
            """{"id":"2","ts":"2026-11-16T10:05:00-05:00","lead":"L","type":"mql_reached"}""",
        })
        {
            HistoryReader.TryRead(System.Text.Encoding.UTF8.GetBytes(line), out var told, out _).ShouldBeTrue();
            var command = new SlaBot.Core.Leads.ImportHistory(HistoryFacts.Of(told, terms.People)) { Lead = "L", Now = At("2026-11-20 10:00"), At = told.At };
            var decision = SlaBot.Core.Leads.Decisions.LeadDecider.Decide(lead, command, terms);
            lead = decision.State;
            events.AddRange(decision.Events);
        }

        LiveFacts.Of("L", events, policy).Tier.ShouldBe("hot");
        LiveFacts.Of("L", events.Select(SlaBot.Core.Leads.LeadEraser.Blank), policy).Tier.ShouldBe("hot");
    }

    private static Scorecard Card(params LeadFacts[] leads) => ScorecardMaker.Make(leads, Promised, Week47);

    private static LeadFacts From(string id, string? region, string? tier)
    {
        var lead = new LeadFacts(id);
        lead.Received(At("2026-11-16 09:00"), "web", tier, true, null);
        lead.Located(At("2026-11-16 09:00"), region);
        lead.MqlReached(At("2026-11-16 09:30"), new MqlData(2, 2, 0, 0), true);
        return lead;
    }
}
