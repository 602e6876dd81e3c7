using NodaTime;

namespace SlaBot.Core.Policy;

/// <summary>
/// A target that rises from a baseline to a goal over months (AGREEMENTS.md, Review: raise targets step by step): of whole months since
/// <see cref="SlaPolicy.Effective"/>, an equal step each; the baseline before that day, the goal from the last month on.
/// </summary>
/// <param name="Metric">The quota (<c>volume</c>, <c>acceptance</c>, <c>icpMatch</c>, <c>completeness</c>, <c>enrichment</c>, <c>qualityScore</c>), a conversion (<c>mqlToSql</c>) or a clause (<c>firstTouch</c>: the share in time).</param>
/// <param name="From">The baseline, in the target's own unit: MQLs, a share from 0 to 1, or a rating from 1 to 5.</param>
/// <param name="To">The goal.</param>
/// <param name="Months">How many months it takes, at least 1.</param>
public sealed record Ramp(string Metric, decimal From, decimal To, int Months)
{
    /// <summary>The target after so many whole months; a negative number counts as none.</summary>
    public decimal After(int months) => From + (To - From) * Math.Clamp(months, 0, Months) / Months;
}

/// <summary>The agreement as its ramps have it on a day.</summary>
public static class Ramps
{
    /// <summary>The same agreement with the targets of that day: whole months since it took effect. Without ramps or without an effective day, the agreement itself.</summary>
    public static SlaPolicy RampedOn(this SlaPolicy policy, LocalDate day)
    {
        if (policy.Ramps.Count == 0 || policy.Effective is not { } effective)
        {
            return policy;
        }

        var months = day < effective ? 0 : Period.Between(effective, day, PeriodUnits.Months).Months;
        return policy with { Quotas = policy.Ramps.Aggregate(policy.Quotas, (quotas, ramp) => With(quotas, ramp.Metric, ramp.After(months)) ?? quotas) };
    }

    /// <summary>The quotas with one target replaced; null when there is no such target.</summary>
    internal static Quotas? With(Quotas quotas, string metric, decimal target)
    {
        var steps = quotas.Conversion ?? new ConversionTargets(null, null, null, null, null, null);
        return metric.ToLowerInvariant() switch
        {
            "volume" => quotas.Volume?.PerWeek is null
                ? quotas with { Volume = new VolumeQuota((int)Math.Round(target), null) }
                : quotas with { Volume = new VolumeQuota(null, (int)Math.Round(target)) },
            "acceptance" => quotas with { Acceptance = target },
            "icpmatch" => quotas with { IcpMatch = target },
            "qualityscore" => quotas with { QualityScore = target },
            "completeness" => quotas.Completeness is { } asked ? quotas with { Completeness = asked with { AtLeast = target } } : null,
            "enrichment" => quotas.Enrichment is { } asked ? quotas with { Enrichment = asked with { AtLeast = target } } : null,
            "mqltosal" => quotas with { Conversion = steps with { MqlToSal = target } },
            "mqltosql" => quotas with { Conversion = steps with { MqlToSql = target } },
            "saltosql" => quotas with { Conversion = steps with { SalToSql = target } },
            "sqltosqo" => quotas with { Conversion = steps with { SqlToSqo = target } },
            "sqotowon" => quotas with { Conversion = steps with { SqoToWon = target } },
            "overall" => quotas with { Conversion = steps with { Overall = target } },
            _ => ClauseNames.TryParse(metric, out var kind)
                ? quotas with { Compliance = new Dictionary<ClauseKind, decimal>(quotas.Compliance) { [kind] = target } }
                : null,
        };
    }
}
