using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>Reads <c>Ramps</c>: a list of <c>Metric</c>, <c>From</c>, <c>To</c>, <c>Months</c>.</summary>
internal static class RampReader
{
    private static readonly string[] Metrics =
    [
        "volume", "revenue", "acceptance", "icpMatch", "completeness", "enrichment", "qualityScore",
        "mqlToSal", "mqlToSql", "salToSql", "sqlToSqo", "sqoToWon", "overall", .. Enum.GetValues<ClauseKind>().Select(kind => kind.Name()),
    ];

    internal static IReadOnlyList<Ramp> Read(SettingsNode? node, IList<SettingsFault> faults) =>
        [.. (node is null || node.IsNone ? [] : node.Children).Select(settingsNode => One(new SettingsSection(settingsNode, faults)))];

    /// <summary>What only the whole agreement can say: ramps need a first day, and fields to be complete in.</summary>
    internal static void Check(SlaPolicy policy, SettingsSection scan)
    {
        if (policy.Ramps.Count > 0 && policy.Effective is null)
        {
            scan.Fault("Ramps", "count months from Effective, which is missing: write the first day of the agreement.");
        }

        foreach (var ramp in policy.Ramps.Where(ramp => Metrics.Contains(ramp.Metric, StringComparer.OrdinalIgnoreCase) && Ramps.With(policy.Quotas, ramp.Metric, ramp.To) is null))
        {
            scan.Fault("Ramps", $"raise {ramp.Metric}, for which the agreement lists no fields: add them under Quotas.");
        }
    }

    private static Ramp One(SettingsSection scan)
    {
        var metric = scan.Needed("Metric", $"one of {WordList.Choices(Metrics)}") ?? "";
        if (metric.Length > 0 && !Metrics.Contains(metric, StringComparer.OrdinalIgnoreCase))
        {
            scan.Fault("Metric", $"is \"{metric}\": write {WordList.Choices(Metrics)}.{SpellingHint.Hint(metric, Metrics)}");
        }

        var most = metric.ToLowerInvariant() switch { "volume" => 1_000_000m, "revenue" => 1_000_000_000_000m, "qualityscore" => 5m, _ => 1m };
        var ramp = new Ramp(metric, Number(scan, "From", most), Number(scan, "To", most), scan.Whole("Months", 1, 120) ?? Missing(scan, "Months"));
        scan.Close();
        return ramp;
    }

    private static decimal Number(SettingsSection scan, string key, decimal most) => scan.Number(key, 0, most) ?? Missing(scan, key);

    private static int Missing(SettingsSection scan, string key)
    {
        if (scan.Node[key] is not { IsBlank: false })
        {
            scan.Fault(key, "is missing: a ramp has Metric, From, To and Months.");
        }

        return 1;
    }
}
