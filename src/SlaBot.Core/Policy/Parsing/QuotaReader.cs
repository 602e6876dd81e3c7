using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Policy.SettingsTree;
using SlaBot.Core.Time;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>Reads <c>Quotas</c>: marketing's numbers and the shares that both teams are held to.</summary>
internal static class QuotaReader
{
    internal static Quotas Read(SettingsNode? node, IList<SettingsFault> faults)
    {
        if (node is null || node.IsNone)
        {
            return new Quotas();
        }

        var scan = new SettingsSection(node, faults);
        var quotas = new Quotas
        {
            Volume = Volume(Group(scan, "Volume")),
            Acceptance = scan.Share("Acceptance"),
            IcpMatch = scan.Share("IcpMatch"),
            Completeness = Fields(Group(scan, "Completeness")),
            Enrichment = Fields(Group(scan, "Enrichment")),
            QualityScore = scan.Number("QualityScore", 1, 5),
            Conversion = Conversion(Group(scan, "Conversion")),
            Compliance = Compliance(Group(scan, "Compliance")),
            RevenuePerMonth = Revenue(Group(scan, "Revenue")),
            Tolerance = scan.Share("Tolerance") ?? new Quotas().Tolerance,
        };
        scan.Close();
        return quotas;
    }

    private static SettingsSection? Group(SettingsSection scan, string key) =>
        scan.Child(key) is { IsNone: false, IsBlank: false } ? scan.Section(key) : null;

    private static VolumeQuota? Volume(SettingsSection? scan)
    {
        if (scan is null)
        {
            return null;
        }

        var quota = Count(scan) with { Segments = Parts(scan, "Segments"), Regions = Parts(scan, "Regions") };
        scan.Close();
        return quota is { PerMonth: null, PerWeek: null, Segments: null, Regions: null } ? null : quota;
    }

    private static Dictionary<string, VolumeQuota>? Parts(SettingsSection scan, string key)
    {
        var parts = new Dictionary<string, VolumeQuota>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in (scan.Child(key)?.Children ?? []).Select(each => each.Name))
        {
            var part = scan.Section(key).Section(name);
            parts[name] = Count(part);
            part.Close();
        }

        return parts.Count == 0 ? null : parts;
    }

    private static VolumeQuota Count(SettingsSection scan)
    {
        var quota = new VolumeQuota(scan.Whole("PerMonth", 1), scan.Whole("PerWeek", 1));
        if (quota is { PerMonth: not null, PerWeek: not null })
        {
            scan.Fault("", "names both PerMonth and PerWeek: write one of them.");
        }

        return quota;
    }

    private static decimal? Revenue(SettingsSection? scan)
    {
        if (scan is null)
        {
            return null;
        }

        var revenue = scan.Number("PerMonth", 0.01m, 1_000_000_000_000m);
        scan.Close();
        return revenue;
    }

    private static CompletenessQuota? Fields(SettingsSection? scan)
    {
        if (scan is null)
        {
            return null;
        }

        var fields = scan.Texts("Fields") ?? [];
        foreach (var fault in fields.Select(LeadFields.FaultOf).OfType<string>())
        {
            scan.Fault("Fields", fault);
        }

        if (fields.Count == 0)
        {
            scan.Fault("Fields",
                "is missing: list the fields that a lead must carry, such as [ \"contact.email\", \"company.name\" ].");
        }

        var quota = new CompletenessQuota(fields, scan.Share("AtLeast") ?? 1);
        scan.Close();
        return quota;
    }

    private static ConversionTargets? Conversion(SettingsSection? scan)
    {
        if (scan is null)
        {
            return null;
        }

        var targets = new ConversionTargets(
            scan.Share("MqlToSal"), scan.Share("SalToSql"), scan.Share("SqlToSqo"), scan.Share("SqoToWon"),
            scan.Share("MqlToSql"), scan.Share("Overall"))
        {
            Window = Window(scan),
        };
        scan.Close();
        return targets;
    }

    private static int? Window(SettingsSection scan)
    {
        if (scan.Target("Window") is not { } window)
        {
            return null;
        }

        if (window.Unit == TargetUnit.CalendarDays && window.Amount is >= 1 and <= 365)
        {
            return (int)window.Amount;
        }

        scan.Fault("Window", $"is {window}: write calendar days from 1 to 365, such as \"30 calendar days\".");
        return null;
    }

    private static Dictionary<ClauseKind, decimal> Compliance(SettingsSection? scan)
    {
        var shares = new Dictionary<ClauseKind, decimal>();
        if (scan is null)
        {
            return shares;
        }

        foreach (var kind in Enum.GetValues<ClauseKind>())
        {
            if (scan.Share(kind.Name()) is { } share)
            {
                shares[kind] = share;
            }
        }

        scan.Close();
        return shares;
    }
}

/// <summary>Reads <c>Ramps</c>: a list of <c>Metric</c>, <c>From</c>, <c>To</c>, <c>Months</c>.</summary>
internal static class RampReader
{
    private static readonly string[] Metrics =
    [
        "volume", "revenue", "acceptance", "icpMatch", "completeness", "enrichment", "qualityScore",
        "mqlToSal", "mqlToSql", "salToSql", "sqlToSqo", "sqoToWon", "overall",
        .. Enum.GetValues<ClauseKind>().Select(kind => kind.Name()),
    ];

    internal static IReadOnlyList<Ramp> Read(SettingsNode? node, IList<SettingsFault> faults) =>
        [.. (node is null || node.IsNone ? [] : node.Children)
            .Select(settingsNode => One(new SettingsSection(settingsNode, faults)))];

    /// <summary>What only the whole agreement can say: ramps need a first day, and fields to be complete in.</summary>
    internal static void Check(SlaPolicy policy, SettingsSection scan)
    {
        if (policy.Ramps.Count > 0 && policy.Effective is null)
        {
            scan.Fault("Ramps", "count months from Effective, which is missing: write the first day of the agreement.");
        }

        foreach (var ramp in policy.Ramps.Where(
            ramp =>
                Metrics.Contains(ramp.Metric, StringComparer.OrdinalIgnoreCase)
                    && Ramps.With(policy.Quotas, ramp.Metric, ramp.To) is null))
        {
            scan.Fault("Ramps",
                $"raise {ramp.Metric}, for which the agreement lists no fields: add them under Quotas.");
        }
    }

    private static Ramp One(SettingsSection scan)
    {
        var metric = scan.Needed("Metric", $"one of {SettingsSection.Choices(Metrics)}") ?? "";
        if (metric.Length > 0 && !Metrics.Contains(metric, StringComparer.OrdinalIgnoreCase))
        {
            scan.Fault("Metric",
                $"is \"{metric}\": write {SettingsSection.Choices(Metrics)}.{SpellingHint.Hint(metric, Metrics)}");
        }

        var most = metric.ToLowerInvariant() switch { "volume" => 1_000_000m, "revenue" => 1_000_000_000_000m,
            "qualityscore" => 5m, _ => 1m };
        var ramp = new Ramp(metric, Number(scan, "From", most), Number(scan, "To", most),
            scan.Whole("Months", 1, 120) ?? Missing(scan, "Months"));
        scan.Close();
        return ramp;
    }

    private static decimal Number(SettingsSection scan, string key, decimal most) =>
        scan.Number(key, 0, most) ?? Missing(scan, key);

    private static int Missing(SettingsSection scan, string key)
    {
        if (scan.Node[key] is not { IsBlank: false })
        {
            scan.Fault(key, "is missing: a ramp has Metric, From, To and Months.");
        }

        return 1;
    }
}
