using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>What a lead met, missed or lacks data for: frozen at the MQL instant, and for an inquiry as of now, so that
/// a lapsed time window shows.</summary>
public static class MqlFindings
{
    /// <summary>The findings to show for a lead.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="policy">The agreement in force; it judges what is not an MQL yet.</param>
    /// <param name="now">The instant of looking.</param>
    public static IReadOnlyList<CriterionResult> Of(LeadState lead, SlaPolicy policy, Instant now) =>
        lead.MqlAt is null && !lead.IsErased ? Judge(lead.Profile, policy, now) : lead.Criteria;

    /// <summary>The findings for a profile at an instant: the MQL criteria, then those of the fit that they do not
    /// include.</summary>
    public static IReadOnlyList<CriterionResult> Judge(LeadProfile profile, SlaPolicy policy, Instant now)
    {
        var mql = policy.Mql is null ? [] : CriterionJudge.Explain(policy.Mql, profile, policy.Icp, now);
        var icp = policy.Icp is null ? [] : CriterionJudge.Explain(policy.Icp, profile, null, now);
        return [.. mql.Concat(icp).DistinctBy(criterionResult => criterionResult.Label)];
    }
}
