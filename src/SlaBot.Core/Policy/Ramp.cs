using NodaTime;

namespace SlaBot.Core.Policy;

/// <summary>
/// A target that rises from a baseline to a goal over months (AGREEMENTS.md, Review: raise targets step by step): of
/// whole months since <see cref="SlaPolicy.Effective"/>, an equal step each; the baseline before that day, the goal
/// from the last month on.
/// </summary>
/// <param name="Metric">The quota (<c>volume</c>, <c>revenue</c>, <c>acceptance</c>, <c>icpMatch</c>,
/// <c>completeness</c>, <c>enrichment</c>, <c>qualityScore</c>), a conversion (<c>mqlToSql</c>) or a clause
/// (<c>firstTouch</c>: the share in time).</param>
/// <param name="From">The baseline, in the target's own unit: MQLs, a share from 0 to 1, or a rating from 1 to
/// 5.</param>
/// <param name="To">The goal.</param>
/// <param name="Months">How many months it takes, at least 1.</param>
public sealed record Ramp(string Metric, decimal From, decimal To, int Months)
{
    /// <summary>The team whose target it is; null for all.</summary>
    public string? Team { get; init; }

    /// <summary>The region whose target it is; null for all.</summary>
    public string? Region { get; init; }

    /// <summary>The target after so many whole months; a negative number counts as none.</summary>
    public decimal After(int months) => From + (To - From) * Math.Clamp(months, 0, Months) / Months;

    internal bool IsForAll => Team is null && Region is null;

    /// <summary>What the quotas say of its metric before any ramp; null where they say nothing.</summary>
    internal decimal? Level(Quotas quotas) => Metric.ToLowerInvariant() switch
    {
        // a weekly number is never the same as a monthly one
        "volume" => quotas.Volume?.PerMonth ?? -quotas.Volume?.PerWeek,
        "revenue" => quotas.RevenuePerMonth,
        "acceptance" => quotas.Acceptance,
        "icpmatch" => quotas.IcpMatch,
        "qualityscore" => quotas.QualityScore,
        "completeness" => quotas.Completeness?.AtLeast,
        "enrichment" => quotas.Enrichment?.AtLeast,
        "mqltosal" => quotas.Conversion?.MqlToSal,
        "mqltosql" => quotas.Conversion?.MqlToSql,
        "saltosql" => quotas.Conversion?.SalToSql,
        "sqltosqo" => quotas.Conversion?.SqlToSqo,
        "sqotowon" => quotas.Conversion?.SqoToWon,
        "overall" => quotas.Conversion?.Overall,
        _ => ClauseNames.TryParse(Metric, out var kind) && quotas.Compliance.TryGetValue(kind, out var share)
            ? share : null,
    };
}

/// <summary>The agreement as its ramps have it on a day.</summary>
public static class Ramps
{
    /// <summary>
    /// The same agreement with the targets of that day: whole months since it took effect. Without ramps or without an
    /// effective day, the agreement itself.
    /// A ramp for all also raises what a team or a region has of all; one that has a number or a ramp of its own keeps
    /// to that.
    /// </summary>
    public static SlaPolicy RampedOn(this SlaPolicy policy, LocalDate day)
    {
        if (policy.Ramps.Count == 0 || policy.Effective is not { } effective)
        {
            return policy;
        }

        var months = day < effective ? 0 : Period.Between(effective, day, PeriodUnits.Months).Months;
        var common = Raised(policy.Quotas, policy.Ramps.Where(ramp => ramp.IsForAll), months);
        var regions = Each(policy, policy.RegionQuotas, ramp => ramp.Region, months);
        return policy with
        {
            Quotas = common with { Volume = common.Volume.WithRegions(regions) },
            TeamQuotas = Each(policy, policy.TeamQuotas, ramp => ramp.Team, months),
            RegionQuotas = regions,
        };
    }

    /// <summary>The volume with the regions' own volumes among its parts; itself where they have none.</summary>
    internal static VolumeQuota? WithRegions(this VolumeQuota? volume, IReadOnlyDictionary<string, Quotas> regions)
    {
        var own = regions.Where(region => region.Value.Volume is not null).ToList();
        if (own.Count == 0)
        {
            return volume;
        }

        var all = new Dictionary<string, VolumeQuota>(volume?.Regions ?? new Dictionary<string, VolumeQuota>(),
            StringComparer.OrdinalIgnoreCase);
        own.ForEach(pair => all[pair.Key] = pair.Value.Volume!);
        return (volume ?? new VolumeQuota(null, null)) with { Regions = all };
    }

    private static Dictionary<string, Quotas> Each(SlaPolicy policy, IReadOnlyDictionary<string, Quotas> groups,
        Func<Ramp, string?> nameOf, int months)
    {
        var raised = new Dictionary<string, Quotas>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in groups.Keys.Concat(policy.Ramps.Select(nameOf).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var quotas = groups.FirstOrDefault(
                group => string.Equals(group.Key, name, StringComparison.OrdinalIgnoreCase)).Value
                ?? policy.Quotas with { Volume = null };
            var own = policy.Ramps.Where(ramp => string.Equals(nameOf(ramp), name, StringComparison.OrdinalIgnoreCase))
                .ToList();
            var common = policy.Ramps.Where(ramp => ramp.IsForAll && ramp.Level(quotas) == ramp.Level(policy.Quotas));
            raised[name] = Raised(Raised(quotas, common, months), own, months);
        }

        return raised;
    }

    private static Quotas Raised(Quotas quotas, IEnumerable<Ramp> ramps, int months) =>
        ramps.Aggregate(quotas, (sum, ramp) => With(sum, ramp.Metric, ramp.After(months)) ?? sum);

    /// <summary>The quotas with one target replaced; null when there is no such target.</summary>
    internal static Quotas? With(Quotas quotas, string metric, decimal target)
    {
        var steps = quotas.Conversion ?? new ConversionTargets(null, null, null, null, null, null);
        return metric.ToLowerInvariant() switch
        {
            "volume" => quotas.Volume?.PerWeek is null
                ? quotas
                    with { Volume =
                        (quotas.Volume ?? new VolumeQuota(null, null)) with { PerMonth = (int)Math.Round(target) } }
                : quotas with { Volume = quotas.Volume with { PerWeek = (int)Math.Round(target) } },
            "revenue" => quotas with { RevenuePerMonth = target },
            "acceptance" => quotas with { Acceptance = target },
            "icpmatch" => quotas with { IcpMatch = target },
            "qualityscore" => quotas with { QualityScore = target },
            "completeness" =>
                quotas.Completeness is { } asked
                    ? quotas with { Completeness = asked with { AtLeast = target } } : null,
            "enrichment" =>
                quotas.Enrichment is { } asked ? quotas with { Enrichment = asked with { AtLeast = target } } : null,
            "mqltosal" => quotas with { Conversion = steps with { MqlToSal = target } },
            "mqltosql" => quotas with { Conversion = steps with { MqlToSql = target } },
            "saltosql" => quotas with { Conversion = steps with { SalToSql = target } },
            "sqltosqo" => quotas with { Conversion = steps with { SqlToSqo = target } },
            "sqotowon" => quotas with { Conversion = steps with { SqoToWon = target } },
            "overall" => quotas with { Conversion = steps with { Overall = target } },
            _ => ClauseNames.TryParse(metric, out var kind)
                ? quotas
                    with { Compliance = new Dictionary<ClauseKind, decimal>(quotas.Compliance) { [kind] = target } }
                : null,
        };
    }
}
