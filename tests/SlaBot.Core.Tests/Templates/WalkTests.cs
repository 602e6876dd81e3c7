using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Templates;

/// <summary>Every clause of every shipped agreement is walked by somebody.</summary>
public class WalkTests
{
    /// <summary>A clause added to a template and walked by nobody fails here.</summary>
    [Theory]
    [MemberData(nameof(AllClauses))]
    public void Walks_TouchEveryClauseOfTheTemplate(string template, string? tier, ClauseKind kind)
    {
        var lead = tier == "mid-funnel" ? Shipped.Calm : Shipped.Fit;
        var clause = Shipped.Policy(template).ClauseFor(kind, tier, "east", null).ShouldNotBeNull();
        var broken = Walk.Broken(template, lead).State;

        Walk.Kept(template, lead).State.Obligations.ShouldContain(obligation => obligation.Clause == kind && obligation.Within == clause.Within && obligation.Status == ObligationStatus.Met);
        var breach = broken.Obligations.First(obligation => obligation.Clause == kind && obligation.BreachedAt == obligation.DueAt);
        breach.Raised.Count(alert => alert.IsWarning).ShouldBe(clause.Warnings.Count);
        breach.Raised.Where(alert => !alert.IsWarning).Select(alert => alert.Tell).ShouldBe(clause.Ladder.Select(rung => rung.Tell));
        broken.Profile.Tier.ShouldBe(tier);
    }

    public static TheoryData<string, string?, ClauseKind> AllClauses()
    {
        var all = new TheoryData<string, string?, ClauseKind>();
        foreach (var template in Shipped.Names)
        {
            var policy = Shipped.Policy(template);
            string?[] tiers = policy.Tiers.Count == 0 ? [null] : [.. policy.Tiers.Select(rule => rule.Tier)];
            foreach (var (tier, kind) in tiers.SelectMany(tier => policy.Clauses.Select(clause => clause.Kind).Distinct(), (tier, kind) => (tier, kind)))
            {
                all.Add(template, tier, kind);
            }
        }

        return all;
    }
}
