using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Api.Contracts;

/// <summary>The agreement in force, as data and as its one page.</summary>
internal static class AgreementJson
{
    /// <summary>The JSON of <c>GET /api/v1/agreement</c>.</summary>
    public static string Write(AgreementRules rules, IReadStore reader, Instant now)
    {
        var policy = rules.Policy;
        var signatures = reader.Signatures(policy.Version);
        var page = AgreementCard.Draw(policy, rules.People,
            [.. signatures.Select(signature => (signature.Party, rules.People.NameOf(signature.By), signature.At))],
            new Reader(null, policy.Calendar.Zone), now);
        return WireJson.Of(new
        {
            policy.Template,
            policy.Version,
            policy.Effective,
            policy.Owner,
            policy.Arbiter,
            Calendar = policy.Calendar.Name,
            TimeZone = policy.Calendar.Zone.Id,
            Signers = policy.Signers,
            Signatures = signatures.Select(signature => new { signature.Party, signature.By, signature.At }),
            Clauses = policy.Clauses.Select(Clause),
            policy.Quotas,
            policy.TeamQuotas,
            policy.RegionQuotas,
            RejectReasons = policy.RejectReasons.Select(
                rejectReason =>
                    new { rejectReason.Reason, Then = PolicyNames.All.Write(rejectReason.Then).ToLowerInvariant() }),
            policy.FeedbackCodes,
            policy.InterimCodes,
            policy.CadenceCodes,
            policy.ReasonCodes,
            policy.CodeBeforeLost,
            Gates = policy.Gates.ToDictionary(gate => gate.Key, gate => gate.Value.Checklist),
            Tiers = policy.Tiers.Select(tier => new { tier.Tier, When = tier.When?.Label }),
            policy.Defaults,
            policy.Open,
            Mql = policy.Mql?.Label,
            Icp = policy.Icp?.Label,
            policy.Ramps,
            policy.ChangeReason,
            Page = CardText.Of(page),
            Signed = AgreementArchive.Kept(reader).Select(pair => new { pair.Version, pair.At, pair.Page }),
        });
    }

    private static object Clause(Clause clause) => new
    {
        Clause = clause.Kind.Name(),
        Party = PolicyNames.All.Write(clause.Party).ToLowerInvariant(),
        clause.Tier,
        clause.Team,
        clause.Region,
        Within = clause.Within.ToString(),
        Warnings = clause.Warnings,
        Ladder = clause.Ladder.Select(rung => new { After = rung.After.ToString(), rung.Tell }),
        Touches = clause.Touches == 0 ? (int?)null : clause.Touches,
        Channels = clause.Touches == 0 ? (int?)null : clause.Channels,
        clause.IsDefault,
    };
}
