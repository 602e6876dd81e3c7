using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class SliceTests
{
    [Theory]
    [InlineData("east", null)]
    [InlineData("emea", 7)]
    public void VolumeTarget_OfATeam_IsOnlyWhatIsPromisedOfIt(string team, int? target)
    {
        var policy = SlaBot.Core.Tests.Policy.Agreements.Good("""{ "Template": "mutual", "Quotas": { "Volume": { "PerWeek": 30 } }, "Teams": { "east": { "Quotas": { "Acceptance": 0.5 } }, "emea": { "Quotas": { "Volume": { "PerWeek": 7 } } } } }""");

        VolumeTarget(policy, new ScorecardScope(Team: team)).ShouldBe(target);
    }

    [Fact]
    public void VolumeTarget_OfASourceOrOwner_IsNobodysPromise()
    {
        VolumeTarget(Mutual, new ScorecardScope(Source: "web")).ShouldBeNull();
        VolumeTarget(Mutual, new ScorecardScope(Owner: "ana@x")).ShouldBeNull();
        VolumeTarget(Mutual, new ScorecardScope(Team: "east")).ShouldBeNull();
        VolumeTarget(Mutual, new ScorecardScope()).ShouldBe(25m);
    }

    private static decimal? VolumeTarget(SlaBot.Core.Policy.SlaPolicy policy, ScorecardScope scope) =>
        ScorecardMaker.Make([Lead("A", "web").Mql("2026-11-16 10:00").Given("2026-11-16 10:05", "ana@x")], policy, Week47, null, scope).MqlVolume.Target;

    [Theory]
    [InlineData(SliceBy.Source)]
    [InlineData(SliceBy.Owner)]
    [InlineData(SliceBy.Team)]
    [InlineData(SliceBy.Region)]
    [InlineData(SliceBy.Segment)]
    public void Slices_OfOneReading_AreTheScorecardsOfTheirScopes(SliceBy by)
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new RandomHistory(seed);
            var leads = ImportedHistoryTests.Events(random).Select(pair => LiveFacts.Of(pair.Key, pair.Value, random.Policy)).ToList();
            leads.AddRange([Lead("A", " Web ").Mql("2026-11-16 10:00").Given("2026-11-16 10:05", " ANA@x"), Lead("B", "").Mql("2026-11-16 10:00"), Lead("C").Given("2027-11-16 10:05", "late@x")]);
            leads.Add(Lead("D").Mql("2026-11-16 10:00"));
            leads[^1].Located(At("2026-11-16 10:00"), "east");
            leads[^1].Described(At("2026-11-16 10:00"), null, "East ");
            foreach (var week in new[] { random.First.Next, Week47 })
            {
                var asOf = week.LastSecond(random.Calendar.Zone);
                var slices = new SliceTally(by, random.Policy, week, asOf);
                leads.ForEach(slices.Add);
                foreach (var name in new[] { "web", " Web ", "(none)", "ana@x", "ben@x", "late@x", "east", "", "nobody" })
                {
                    var scope = by switch { SliceBy.Source => new ScorecardScope(Source: name), SliceBy.Owner => new ScorecardScope(Owner: name), SliceBy.Region => new ScorecardScope(Region: name), SliceBy.Segment => new ScorecardScope(Segment: name), _ => new ScorecardScope(Team: name) };
                    ScorecardJson.Write(slices.Of(name)).ShouldBe(ScorecardJson.Write(ScorecardMaker.Make(leads, random.Policy, week, asOf, scope)), $"seed {seed} {week} {name}");
                }
            }
        }
    }
}
