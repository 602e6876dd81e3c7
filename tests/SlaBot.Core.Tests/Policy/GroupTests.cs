using SlaBot.Core.Policy;
using static SlaBot.Core.Tests.Policy.Agreements;

namespace SlaBot.Core.Tests.Policy;

/// <summary>What differs for single teams and for the leads of single regions.</summary>
public class GroupTests
{
    private const string Json = """
    { "Template": "mutual", "Version": "1", "Effective": "2026-01-01",
      "Quotas": { "Volume": { "PerMonth": 120, "Segments": { "high-intent": { "PerMonth": 30 } }, "Regions": { "US": { "PerMonth": 80 } } } },
      "Clauses": { "firstTouch": { "Within": "1 business hour", "Tiers": { "high-intent": { "Within": "10 minutes" } } } },
      "Teams": { "east": { "Clauses": { "firstTouch": { "Within": "3 business hours" } }, "Quotas": { "Acceptance": 0.7 }, "Ramps": [ { "Metric": "icpMatch", "From": 0.2, "To": 0.4, "Months": 2 } ] } },
      "Regions": {
        "GB": { "Clauses": { "firstTouch": { "Within": "2 business hours", "Tiers": { "high-intent": { "Within": "20 minutes" } } }, "decision": { "Within": "1 business day" } },
                "Quotas": { "Volume": { "PerMonth": 20 }, "Acceptance": 0.6 } } },
      "Ramps": [ { "Metric": "acceptance", "From": 0.5, "To": 0.8, "Months": 3 }, { "Metric": "icpMatch", "From": 0.4, "To": 0.8, "Months": 2 } ] }
    """;

    [Theory]
    [InlineData(null, null, null, "1 business hour", null)]
    [InlineData(null, null, "gb", "2 business hours", "region GB")]
    [InlineData(null, null, "FR", "1 business hour", null)]
    [InlineData(null, "east", null, "3 business hours", "team east")]
    [InlineData(null, "east", "GB", "3 business hours", "team east")] // a team before a region
    [InlineData("high-intent", null, null, "10 minutes", "tier high-intent")]
    [InlineData("high-intent", "east", null, "10 minutes", "tier high-intent")] // a tier before a team
    [InlineData("high-intent", null, "GB", "20 minutes", "tier high-intent, region GB")]
    [InlineData("high-intent", "east", "GB", "20 minutes", "tier high-intent, region GB")]
    public void ClauseFor_TierTeamRegion_TheMostSpecificWordingBinds(string? tier, string? team, string? region, string within, string? whom)
    {
        var clause = Good(Json).ClauseFor(ClauseKind.FirstTouch, tier, team, region).ShouldNotBeNull();

        clause.Within.ToString().ShouldBe(within);
        clause.For.ShouldBe(whom);
    }

    [Fact]
    public void ClauseFor_RegionThatChangesOneClause_KeepsTheOthersOfAll()
    {
        var policy = Good(Json);

        policy.ClauseFor(ClauseKind.Decision, null, null, "GB")!.Within.ToString().ShouldBe("1 business day");
        policy.ClauseFor(ClauseKind.Cadence, null, null, "GB")!.Touches.ShouldBe(6);
        policy.ClauseFor(ClauseKind.FirstTouch, null, null, "GB")!.From.ShouldBe(ClauseStart.Assigned);
    }

    [Fact]
    public void Read_VolumeByTierAndRegion_HoldsBothAndTheRegionsOwnQuota()
    {
        var policy = Good(Json);
        var volume = policy.Quotas.Volume.ShouldNotBeNull();

        volume.PerMonth.ShouldBe(120);
        volume.Segments!["high-intent"].PerMonth.ShouldBe(30);
        volume.Regions!["US"].PerMonth.ShouldBe(80);
        volume.Regions["GB"].PerMonth.ShouldBe(20);
        policy.RegionQuotas["GB"].Volume!.PerMonth.ShouldBe(20);
        policy.RegionQuotas["GB"].Acceptance.ShouldBe(0.6m);
        policy.RegionQuotas["GB"].IcpMatch.ShouldBe(0.85m);
        policy.RegionQuotas["US"].Volume!.PerMonth.ShouldBe(80);
    }

    [Fact]
    public void RampedOn_TeamsAndRegions_FollowTheRampsOfAllUnlessTheyHaveTheirOwn()
    {
        var policy = Good(Json).RampedOn(new LocalDate(2026, 2, 1)); // one month on

        policy.Quotas.Acceptance.ShouldBe(0.6m);
        policy.Quotas.IcpMatch.ShouldBe(0.6m);
        policy.TeamQuotas["east"].Acceptance.ShouldBe(0.7m); // its own number
        policy.TeamQuotas["east"].IcpMatch.ShouldBe(0.3m); // its own ramp
        policy.RegionQuotas["GB"].Acceptance.ShouldBe(0.6m);
        policy.RegionQuotas["GB"].IcpMatch.ShouldBe(0.6m); // that of all
    }

    [Fact]
    public void RampedOn_VolumeOfARegion_MovesThePartOfTheWholeToo()
    {
        var policy = Good("""{ "Effective": "2026-01-01", "Quotas": { "Volume": { "PerMonth": 100 } }, "Regions": { "GB": { "Ramps": [ { "Metric": "volume", "From": 10, "To": 30, "Months": 2 } ] } } }""")
            .RampedOn(new LocalDate(2026, 2, 1));

        policy.Quotas.Volume!.PerMonth.ShouldBe(100);
        policy.Quotas.Volume.Regions!["GB"].PerMonth.ShouldBe(20);
        policy.RegionQuotas["GB"].Volume!.PerMonth.ShouldBe(20);
    }

    [Theory]
    [InlineData("""{ "Regions": { "GB": { "Clauses": { "firsttuch": { "Within": "1 hour" } } } } }""", "SlaBot:Agreement:Regions:GB:Clauses:firsttuch")]
    [InlineData("""{ "Regions": { "GB": { "Clauses": { "firstTouch": { "Within": "soon" } } } } }""", "SlaBot:Agreement:Regions:GB:Clauses:firstTouch:Within")]
    [InlineData("""{ "Regions": { "GB": { "Quotas": { "Acceptance": 85 } } } }""", "SlaBot:Agreement:Regions:GB:Quotas:Acceptance")]
    [InlineData("""{ "Regions": { "GB": { "Calendar": "x" } } }""", "SlaBot:Agreement:Regions:GB:Calendar")]
    [InlineData("""{ "Effective": "2026-01-01", "Teams": { "e": { "Ramps": [ { "Metric": "nope", "From": 0, "To": 1, "Months": 1 } ] } } }""", "SlaBot:Agreement:Teams:e:Ramps:0:Metric")]
    [InlineData("""{ "Quotas": { "Volume": { "PerMonth": 9, "Regions": { "GB": { "PerMonth": 1, "PerWeek": 1 } } } } }""", "SlaBot:Agreement:Quotas:Volume:Regions:GB")]
    public void Read_FaultsOfATeamOrRegion_NameTheirKey(string json, string key) => Read(json).Faults.ShouldContain(fault => fault.Key == key);

    [Fact]
    public void Read_Foundation_AsksForTheSharedRevenueUntilItIsGiven()
    {
        Good("""{ "Template": "foundation" }""").Open.ShouldBe(["Quotas:Volume", "Quotas:Revenue"]);
        var given = Good("""{ "Template": "foundation", "Quotas": { "Revenue": { "PerMonth": 100000.5 } } }""");
        given.Open.ShouldBe(["Quotas:Volume"]);
        given.Quotas.RevenuePerMonth.ShouldBe(100000.5m);
        Read("""{ "Template": "foundation", "Quotas": { "Revenue": { "PerMonth": "much" } } }""").Faults.ShouldHaveSingleItem().Key.ShouldBe("SlaBot:Agreement:Quotas:Revenue:PerMonth");
    }

    [Fact]
    public void Content_AgreementWithoutRegions_IsWrittenAsBeforeThereWereAny() =>
        PolicySerializer.Content(Good("""{ "Quotas": { "Volume": { "PerMonth": 9 } } }""")).ShouldNotContain("egion\"");

    [Fact]
    public void Content_RegionChanged_IsAnotherAgreement() =>
        PolicySerializer.Content(Good(Json)).ShouldNotBe(PolicySerializer.Content(Good(Json.Replace("\"2 business hours\"", "\"4 business hours\"", StringComparison.Ordinal))));
}
