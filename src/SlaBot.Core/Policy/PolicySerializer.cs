using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Policy;

/// <summary>
/// An agreement as data: the form in which a version is kept, and by which two wordings are told apart. Every name is
/// said here or in <see cref="PolicyNames"/>: what was signed must not change because something has another name in the
/// code.
/// </summary>
public static class PolicySerializer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { PolicyNames.All.Converter(JsonNamingPolicy.CamelCase) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { PolicyNames.All.Apply } },
    };

    /// <summary>All that the agreement says, as JSON; its version and the reason of its change among it.</summary>
    public static string Write(SlaPolicy policy) =>
        JsonSerializer.Serialize(
            new { Version = policy.Version, ChangeReason = policy.ChangeReason, Content = Terms(policy) }, Options);

    /// <summary>What binds, without the version's name and the reason of its change: equal for equal
    /// promises.</summary>
    public static string Content(SlaPolicy policy) => JsonSerializer.Serialize(Terms(policy), Options);

    private static object Terms(SlaPolicy policy) => new
    {
        Template = policy.Template,
        Effective = policy.Effective?.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        Owner = policy.Owner,
        Arbiter = policy.Arbiter,
        Signers = policy.Signers,
        Calendar = policy.Calendar.Name,
        DisputeWindow = policy.DisputeWindow.ToString(),
        Quotas = Numbers(policy.Quotas),
        TeamQuotas = policy.TeamQuotas.OrderBy(teamQuota => teamQuota.Key, StringComparer.Ordinal)
            .Select(teamQuota => new { Team = teamQuota.Key, Quotas = Numbers(teamQuota.Value) }),
        RegionQuotas = policy.RegionQuotas.Count == 0
            ? null : policy.RegionQuotas.OrderBy(regionQuota => regionQuota.Key, StringComparer.Ordinal)
                .Select(regionQuota => new { Region = regionQuota.Key, Quotas = Numbers(regionQuota.Value) }),
        Ramps = policy.Ramps,
        Clauses = policy.Clauses.Select(Shape),
        Icp = policy.Icp is null ? null : Shape(policy.Icp),
        Mql = policy.Mql is null ? null : Shape(policy.Mql),
        RejectReasons = policy.RejectReasons,
        FeedbackCodes = policy.FeedbackCodes,
        InterimCodes = policy.InterimCodes,
        CadenceCodes = policy.CadenceCodes,
        ReasonCodes = policy.ReasonCodes,
        CodeBeforeLost = policy.CodeBeforeLost,
        Gates = policy.Gates.OrderBy(gate => gate.Key, StringComparer.Ordinal)
            .Select(gate => new { Stage = gate.Key, Checklist = gate.Value.Checklist }),
        Definitions = policy.Definitions.OrderBy(definition => definition.Key, StringComparer.Ordinal)
            .Select(definition => new { Stage = definition.Key, Value = definition.Value }),
        Review = policy.Review,
    };

    private static object Numbers(Quotas quotas) => new
    {
        Volume = quotas.Volume,
        Acceptance = quotas.Acceptance,
        IcpMatch = quotas.IcpMatch,
        Completeness = quotas.Completeness,
        Enrichment = quotas.Enrichment,
        QualityScore = quotas.QualityScore,
        Conversion = quotas.Conversion,
        RevenuePerMonth = quotas.RevenuePerMonth,
        Tolerance = quotas.Tolerance,
        Compliance = quotas.Compliance.OrderBy(pair => pair.Key)
            .Select(pair => new { Clause = pair.Key.Name(), Share = pair.Value }),
    };

    private static object Shape(Clause clause) => new
    {
        Clause = clause.Kind.Name(),
        Tier = clause.Tier,
        Team = clause.Team,
        Region = clause.Region,
        From = clause.From,
        Until = clause.Until,
        Within = clause.Within.ToString(),
        Warnings = clause.Warnings,
        Ladder = clause.Ladder.Select(Shape),
        Touches = clause.Touches,
        Channels = clause.Channels,
        CreditCodes = clause.CreditCodes,
        Of = clause.Of,
        Method = clause.Method,
    };

    // A rung that only tells is written as it ever was: an agreement signed before reads the same.
    private static object Shape(Rung rung) => rung.TakesBack is { } times
        ? new { After = rung.After.ToString(), Tell = rung.Tell, Do = "reassign", Times = times }
        : new { After = rung.After.ToString(), Tell = rung.Tell };

    /// <summary>A criterion with its kind: the kinds' members alone would not tell all from any.</summary>
    private static object Shape(Criterion criterion) => criterion switch
    {
        AllOf all => new { Kind = "all", Parts = all.Parts.Select(Shape) },
        AnyOf any => new { Kind = "any", Parts = any.Parts.Select(Shape) },
        NoneOf none => new { Kind = "none", Parts = none.Parts.Select(Shape) },
        AtLeastOf some => new { Kind = "atLeast", Count = some.Count, Parts = some.Parts.Select(Shape) },
        ActivitySeen seen =>
            new { Kind = "activity", Name = seen.Kind, AtLeast = seen.AtLeast, Within = seen.Within?.ToString(),
                Subject = seen.Subject },
        _ => new { Kind = PolicyNames.All.KindOf(criterion.GetType()) ?? criterion.GetType().Name,
            Test = (object)criterion },
    };
}
