using System.Text.Json;
using System.Text.Json.Serialization;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Policy;

/// <summary>An agreement as data: the form in which a version is kept, and by which two wordings are told apart.</summary>
public static class PolicyPaper
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>All that the agreement says, as JSON; its version and the reason of its change among it.</summary>
    public static string Write(SlaPolicy policy) => JsonSerializer.Serialize(new { policy.Version, policy.ChangeReason, Content = Terms(policy) }, Options);

    /// <summary>What binds, without the version's name and the reason of its change: equal for equal promises.</summary>
    public static string Content(SlaPolicy policy) => JsonSerializer.Serialize(Terms(policy), Options);

    private static object Terms(SlaPolicy policy) => new
    {
        policy.Template,
        Effective = policy.Effective?.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        policy.Owner,
        policy.Arbiter,
        policy.Signers,
        Calendar = policy.Calendar.Name,
        DisputeWindow = policy.DisputeWindow.ToString(),
        Quotas = Numbers(policy.Quotas),
        TeamQuotas = policy.TeamQuotas.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new { Team = one.Key, Quotas = Numbers(one.Value) }),
        RegionQuotas = policy.RegionQuotas.Count == 0 ? null : policy.RegionQuotas.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new { Region = one.Key, Quotas = Numbers(one.Value) }),
        policy.Ramps,
        Clauses = policy.Clauses.Select(Words),
        Icp = policy.Icp is null ? null : Words(policy.Icp),
        Mql = policy.Mql is null ? null : Words(policy.Mql),
        policy.RejectReasons,
        policy.FeedbackCodes,
        policy.InterimCodes,
        policy.CadenceCodes,
        policy.ReasonCodes,
        policy.CodeBeforeLost,
        Gates = policy.Gates.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new { Stage = one.Key, one.Value.Checklist }),
        Definitions = policy.Definitions.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new { Stage = one.Key, one.Value }),
        policy.Review,
    };

    private static object Numbers(Quotas quotas) => new
    {
        quotas.Volume,
        quotas.Acceptance,
        quotas.IcpMatch,
        quotas.Completeness,
        quotas.Enrichment,
        quotas.QualityScore,
        quotas.Conversion,
        quotas.RevenuePerMonth,
        quotas.Tolerance,
        Compliance = quotas.Compliance.OrderBy(one => one.Key).Select(one => new { Clause = one.Key.Name(), Share = one.Value }),
    };

    private static object Words(Clause clause) => new
    {
        Clause = clause.Kind.Name(),
        clause.Tier,
        clause.Team,
        clause.Region,
        clause.From,
        clause.Until,
        Within = clause.Within.ToString(),
        clause.Warnings,
        Ladder = clause.Ladder.Select(rung => new { After = rung.After.ToString(), rung.Tell }),
        clause.Touches,
        clause.Channels,
        clause.CreditCodes,
        clause.Of,
        clause.Method,
    };

    /// <summary>A criterion with its kind: the kinds' members alone would not tell all from any.</summary>
    private static object Words(Criterion criterion) => criterion switch
    {
        AllOf all => new { Kind = "all", Parts = all.Parts.Select(Words) },
        AnyOf any => new { Kind = "any", Parts = any.Parts.Select(Words) },
        NoneOf none => new { Kind = "none", Parts = none.Parts.Select(Words) },
        AtLeastOf some => new { Kind = "atLeast", some.Count, Parts = some.Parts.Select(Words) },
        ActivitySeen seen => new { Kind = "activity", Name = seen.Kind, seen.AtLeast, Within = seen.Within?.ToString(), seen.Subject },
        _ => new { Kind = criterion.GetType().Name, Test = (object)criterion },
    };
}
