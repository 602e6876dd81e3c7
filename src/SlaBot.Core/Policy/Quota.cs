namespace SlaBot.Core.Policy;

/// <summary>How many MQLs marketing promises: one of a month or a week, never both; neither where only parts are
/// promised.</summary>
public sealed record VolumeQuota(int? PerMonth, int? PerWeek)
{
    /// <summary>The promise for single tiers, by their name; null where there is none.</summary>
    public IReadOnlyDictionary<string, VolumeQuota>? Segments { get; init; }

    /// <summary>The promise for single regions, by their name as it is sent; null where there is none.</summary>
    public IReadOnlyDictionary<string, VolumeQuota>? Regions { get; init; }
}

/// <summary>Fields that every MQL must carry, and the share of leads (0 to 1) that must carry them all.</summary>
public sealed record CompletenessQuota(IReadOnlyList<string> Fields, decimal AtLeast);

/// <summary>Conversion targets between stages, each a share from 0 to 1; null where the agreement sets none.</summary>
public sealed record ConversionTargets(decimal? MqlToSal, decimal? SalToSql, decimal? SqlToSqo, decimal? SqoToWon,
    decimal? MqlToSql, decimal? Overall)
{
    /// <summary>The window where the agreement names none, in calendar days.</summary>
    public const int UsualDays = 30;

    /// <summary>How many calendar days a lead has to get from the earlier stage to the later one (1 to 365); null for
    /// the usual 30.</summary>
    public int? Window { get; init; }

    /// <summary>The window that counts, in calendar days.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Days => Window ?? UsualDays;
}

/// <summary>What marketing promises in numbers, and the shares both teams are held to (null: not promised).</summary>
public sealed record Quotas
{
    /// <summary>MQLs a month or a week.</summary>
    public VolumeQuota? Volume { get; init; }

    /// <summary>Share of decided MQLs that sales accepts, 0 to 1.</summary>
    public decimal? Acceptance { get; init; }

    /// <summary>Share of MQLs that meet every fit criterion, 0 to 1.</summary>
    public decimal? IcpMatch { get; init; }

    /// <summary>Required data.</summary>
    public CompletenessQuota? Completeness { get; init; }

    /// <summary>Enriched data.</summary>
    public CompletenessQuota? Enrichment { get; init; }

    /// <summary>Mean of sales' ratings, 1 to 5.</summary>
    public decimal? QualityScore { get; init; }

    /// <summary>Conversion targets.</summary>
    public ConversionTargets? Conversion { get; init; }

    /// <summary>Share of obligations per clause that must be met (0 to 1); clauses not named are held to 1.</summary>
    public IReadOnlyDictionary<ClauseKind, decimal> Compliance { get; init; } = new Dictionary<ClauseKind, decimal>();

    /// <summary>Revenue won a month that both teams answer for, in the customer's currency.</summary>
    public decimal? RevenuePerMonth { get; init; }

    /// <summary>How far under target is still yellow, relative (default 0.10: ten percent of the target).</summary>
    public decimal Tolerance { get; init; } = 0.10m;
}
