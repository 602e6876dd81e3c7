using System.Text.Json.Serialization;
using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Api.Contracts;

/// <summary>The agreement in force, as data and as its one page.</summary>
internal sealed record AgreementDto
{
    public required string Template { get; init; }

    public required string Version { get; init; }

    public required LocalDate? Effective { get; init; }

    public required string? Owner { get; init; }

    public required string? Arbiter { get; init; }

    public required string Calendar { get; init; }

    public required string TimeZone { get; init; }

    public required SignersDto Signers { get; init; }

    public required IReadOnlyList<SignatureDto> Signatures { get; init; }

    public required IReadOnlyList<ClauseDto> Clauses { get; init; }

    public required QuotasDto Quotas { get; init; }

    public required IReadOnlyDictionary<string, QuotasDto> TeamQuotas { get; init; }

    public required IReadOnlyDictionary<string, QuotasDto> RegionQuotas { get; init; }

    public required IReadOnlyList<RejectReasonDto> RejectReasons { get; init; }

    public required IReadOnlyList<string> FeedbackCodes { get; init; }

    public required IReadOnlyList<string> InterimCodes { get; init; }

    public required IReadOnlyList<string> CadenceCodes { get; init; }

    public required IReadOnlyList<string> ReasonCodes { get; init; }

    public required bool CodeBeforeLost { get; init; }

    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Gates { get; init; }

    public required IReadOnlyList<TierDto> Tiers { get; init; }

    /// <summary>Keys whose value is the product's default.</summary>
    public required IReadOnlyList<string> Defaults { get; init; }

    /// <summary>Keys that the agreement asks for and that still say nothing.</summary>
    public required IReadOnlyList<string> Open { get; init; }

    public required string? Mql { get; init; }

    public required string? Icp { get; init; }

    public required IReadOnlyList<RampDto> Ramps { get; init; }

    public required string? ChangeReason { get; init; }

    /// <summary>The one page, as text.</summary>
    public required string Page { get; init; }

    /// <summary>Every version that was signed, as its page read then.</summary>
    public required IReadOnlyList<SignedPageDto> Signed { get; init; }

    /// <summary>The agreement in force.</summary>
    public static AgreementDto Of(AgreementRules rules, IReadStore reader, Instant now)
    {
        var policy = rules.Policy;
        var signatures = reader.Signatures(policy.Version);
        var page = AgreementCard.Draw(
            policy,
            rules.People,
            [.. signatures.Select(signature => (signature.Party, rules.People.NameOf(signature.By), signature.At))],
            new Reader(null, policy.Calendar.Zone),
            now);
        return new AgreementDto
        {
            Template = policy.Template,
            Version = policy.Version,
            Effective = policy.Effective,
            Owner = policy.Owner,
            Arbiter = policy.Arbiter,
            Calendar = policy.Calendar.Name,
            TimeZone = policy.Calendar.Zone.Id,
            Signers = new SignersDto(policy.Signers.Marketing, policy.Signers.Sales),
            Signatures = [
                .. signatures.Select(signature => new SignatureDto(signature.Party, signature.By, signature.At))],
            Clauses = [.. policy.Clauses.Select(ClauseDto.Of)],
            Quotas = QuotasDto.Of(policy.Quotas),
            TeamQuotas = policy.TeamQuotas.ToDictionary(team => team.Key, team => QuotasDto.Of(team.Value)),
            RegionQuotas = policy.RegionQuotas.ToDictionary(region => region.Key, region => QuotasDto.Of(region.Value)),
            RejectReasons = [
                .. policy.RejectReasons.Select(
                    reason => new RejectReasonDto(reason.Reason, ApiJson.Lower(reason.Then)))],
            FeedbackCodes = policy.FeedbackCodes,
            InterimCodes = policy.InterimCodes,
            CadenceCodes = policy.CadenceCodes,
            ReasonCodes = policy.ReasonCodes,
            CodeBeforeLost = policy.CodeBeforeLost,
            Gates = policy.Gates.ToDictionary(gate => gate.Key, gate => gate.Value.Checklist),
            Tiers = [.. policy.Tiers.Select(tier => new TierDto(tier.Tier, tier.When?.Label))],
            Defaults = policy.Defaults,
            Open = policy.Open,
            Mql = policy.Mql?.Label,
            Icp = policy.Icp?.Label,
            Ramps = [
                .. policy.Ramps.Select(
                    ramp => new RampDto(ramp.Metric, ramp.From, ramp.To, ramp.Months, ramp.Team, ramp.Region))],
            ChangeReason = policy.ChangeReason,
            Page = CardText.Of(page),
            Signed = [
                .. AgreementArchive.Kept(reader).Select(kept => new SignedPageDto(kept.Version, kept.At, kept.Page))],
        };
    }
}

/// <summary>Who signs, by e-mail.</summary>
internal sealed record SignersDto(string? Marketing, string? Sales);

/// <summary>A signature under the version in force.</summary>
internal sealed record SignatureDto(string Party, string By, Instant At);

/// <summary>A version that was signed.</summary>
internal sealed record SignedPageDto(string Version, Instant At, string Page);

/// <summary>A reason for which sales may give a lead back, and what follows.</summary>
internal sealed record RejectReasonDto(string Reason, string Then);

/// <summary>A tier, and the criterion by which a lead gets it.</summary>
internal sealed record TierDto(string Tier, string? When);

/// <summary>A target that rises step by step.</summary>
internal sealed record RampDto(string Metric, decimal From, decimal To, int Months, string? Team, string? Region);

/// <summary>One wording of one clause.</summary>
internal sealed record ClauseDto(
    string Clause,
    string Party,
    string? Tier,
    string? Team,
    string? Region,
    string Within,
    IReadOnlyList<decimal> Warnings,
    IReadOnlyList<RungDto> Ladder,
    int? Touches,
    int? Channels,
    bool IsDefault)
{
    public static ClauseDto Of(Clause clause) => new(
        clause.Kind.Name(),
        ApiJson.Lower(clause.Party),
        clause.Tier,
        clause.Team,
        clause.Region,
        clause.Within.ToString(),
        clause.Warnings,
        [.. clause.Ladder.Select(rung => new RungDto(rung.After.ToString(), rung.Tell)
            { Do = rung.TakesBack is null ? null : "reassign", Times = rung.TakesBack })],
        clause.Touches == 0 ? null : clause.Touches,
        clause.Touches == 0 ? null : clause.Channels,
        clause.IsDefault);
}

/// <summary>Who is notified, and how long after the deadline.</summary>
internal sealed record RungDto(string After, IReadOnlyList<string> Tell)
{
    /// <summary><c>reassign</c> where the lead is taken back; absent otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Do { get; init; }

    /// <summary>How often a lead may be taken back; absent where it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Times { get; init; }
}

/// <summary>What marketing promises in numbers, and the shares both teams are held to; null where nothing is
/// promised.</summary>
internal sealed record QuotasDto(
    VolumeDto? Volume,
    decimal? Acceptance,
    decimal? IcpMatch,
    CompletenessDto? Completeness,
    CompletenessDto? Enrichment,
    decimal? QualityScore,
    ConversionDto? Conversion,
    IReadOnlyDictionary<string, decimal> Compliance,
    decimal? RevenuePerMonth,
    decimal Tolerance)
{
    public static QuotasDto Of(Quotas quotas) => new(
        VolumeDto.Of(quotas.Volume),
        quotas.Acceptance,
        quotas.IcpMatch,
        CompletenessDto.Of(quotas.Completeness),
        CompletenessDto.Of(quotas.Enrichment),
        quotas.QualityScore,
        ConversionDto.Of(quotas.Conversion),
        quotas.Compliance.ToDictionary(share => share.Key.Name(), share => share.Value),
        quotas.RevenuePerMonth,
        quotas.Tolerance);
}

/// <summary>How many MQLs, in all, by tier and by region.</summary>
internal sealed record VolumeDto(
    int? PerMonth, int? PerWeek, IReadOnlyDictionary<string, VolumeDto>? Segments,
    IReadOnlyDictionary<string, VolumeDto>? Regions)
{
    public static VolumeDto? Of(VolumeQuota? volume) =>
        volume is null
            ? null : new VolumeDto(volume.PerMonth, volume.PerWeek, Parts(volume.Segments), Parts(volume.Regions));

    private static Dictionary<string, VolumeDto>? Parts(IReadOnlyDictionary<string, VolumeQuota>? parts) =>
        parts?.ToDictionary(part => part.Key, part => Of(part.Value)!);
}

/// <summary>Fields that leads must carry, and the share of leads that must carry them all.</summary>
internal sealed record CompletenessDto(IReadOnlyList<string> Fields, decimal AtLeast)
{
    public static CompletenessDto? Of(CompletenessQuota? quota) =>
        quota is null ? null : new CompletenessDto(quota.Fields, quota.AtLeast);
}

/// <summary>Targets of conversion between stages, and the window in days.</summary>
internal sealed record ConversionDto(
    decimal? MqlToSal, decimal? SalToSql, decimal? SqlToSqo, decimal? SqoToWon, decimal? MqlToSql, decimal? Overall,
    int? Window)
{
    public static ConversionDto? Of(ConversionTargets? targets) => targets is null ? null : new ConversionDto(
        targets.MqlToSal, targets.SalToSql, targets.SqlToSqo, targets.SqoToWon, targets.MqlToSql, targets.Overall,
        targets.Window);
}
