using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards;

/// <summary>Sets every metric beside its target: green at or past it, yellow within the tolerance (relative), red past that, grey without data.</summary>
internal static class MetricLines
{
    /// <summary>The card with its lines.</summary>
    /// <param name="card">The numbers.</param>
    /// <param name="policy">The agreement.</param>
    /// <param name="quotas">The quotas that bind for its scope.</param>
    /// <param name="revenue">What is to be won in this time; null where no revenue is agreed.</param>
    internal static Scorecard Judge(Scorecard card, SlaPolicy policy, Quotas quotas, decimal? revenue)
    {
        List<MetricLine> lines =
        [
            .. Marketing(card, policy, quotas), .. Sales(card, policy, quotas), .. Conversion(card, quotas),
            .. revenue is null ? [] : new[] { Quota(MetricLine.Revenue, Party.Sales, card.Won.Amount, card.Won.Count, revenue, quotas) },
        ];
        return card with
        {
            Metrics = lines,
            Misses = [.. lines.Where(line => line.Colour == Colour.Red).SelectMany(Misses)],
        };
    }

    // The revenue is shared: it stands with the sales numbers, and both answer for it.
    private static IEnumerable<Miss> Misses(MetricLine line) =>
        line.Key == MetricLine.Revenue ? [new Miss(Party.Marketing, line.Key), new Miss(Party.Sales, line.Key)] : [new Miss(line.Party, line.Key)];

    private static IEnumerable<MetricLine> Marketing(Scorecard card, SlaPolicy policy, Quotas quotas)
    {
        var volume = card.MqlVolume;
        yield return Quota("mqlVolume", Party.Marketing, volume.Count, volume.Count, volume.Target, quotas);
        foreach (var (name, count, target) in card.Scope.IsWhole ? Parts(volume) : [])
        {
            yield return Quota(name, Party.Marketing, count, count, target, quotas);
        }

        yield return Rate("acceptance", Party.Marketing, card.Acceptance, quotas.Acceptance, quotas);
        yield return Rate("icpMatch", Party.Marketing, card.IcpMatch, quotas.IcpMatch, quotas);
        yield return Line("qualityScore", Party.Marketing, card.QualityScore.Mean, card.QualityScore.N, null, quotas.QualityScore, quotas);
        yield return Rate("dataCompleteness", Party.Marketing, card.DataCompleteness.Leads, quotas.Completeness?.AtLeast, quotas);
        yield return Rate("enrichment", Party.Marketing, card.Enrichment.Leads, quotas.Enrichment?.AtLeast, quotas);
        yield return Rate("briefing", Party.Marketing, card.Briefing, null, quotas);
        yield return Rate("handoff", Party.Marketing, card.Handoff.Share, Promised(ClauseKind.Handoff, policy, quotas), quotas) with { WithoutExcused = card.Handoff.WithoutExcused };
    }

    private static IEnumerable<(string Name, long Count, decimal Target)> Parts(VolumeMetric volume) =>
    [
        .. volume.Segments.Where(segment => segment.Target is not null).Select(segment => ($"{MetricLine.VolumeOfSegment}{KeyOf(segment.Segment)}", segment.Count, segment.Target!.Value)),
        .. volume.Regions.Where(region => region.Target is not null).Select(region => ($"{MetricLine.VolumeOfRegion}{KeyOf(region.Region)}", region.Count, region.Target!.Value)),
    ];

    // Keys are kept in lists parted by commas.
    private static string KeyOf(string name) => name.Replace(',', ';');

    private static IEnumerable<MetricLine> Sales(Scorecard card, SlaPolicy policy, Quotas quotas)
    {
        yield return Rate("speedToLead", Party.Sales, card.SpeedToLead.Compliance, Promised(ClauseKind.FirstTouch, policy, quotas), quotas) with { WithoutExcused = card.SpeedToLead.WithoutExcused };
        yield return Rate("cadence", Party.Sales, card.Cadence, Promised(ClauseKind.Cadence, policy, quotas), quotas) with { WithoutExcused = card.Cadence.WithoutExcused };
        yield return Rate("decision", Party.Sales, card.Decision, Promised(ClauseKind.Decision, policy, quotas), quotas) with { WithoutExcused = card.Decision.WithoutExcused };
        yield return Rate("disposition", Party.Sales, card.Disposition, Promised(ClauseKind.Disposition, policy, quotas), quotas) with { WithoutExcused = card.Disposition.WithoutExcused };
        yield return Rate("statusUpdates", Party.Sales, card.StatusUpdates, Promised(ClauseKind.StatusUpdate, policy, quotas), quotas) with { WithoutExcused = card.StatusUpdates.WithoutExcused };
        yield return Rate("feedback", Party.Sales, card.Feedback, Promised(ClauseKind.Feedback, policy, quotas), quotas) with { WithoutExcused = card.Feedback.WithoutExcused };
    }

    private static IEnumerable<MetricLine> Conversion(Scorecard card, Quotas quotas)
    {
        var (step, targets) = (card.Conversion.Step, quotas.Conversion);
        yield return Line("mqlToSal", Party.Marketing, step.MqlToSal, targets?.MqlToSal);
        yield return Line("mqlToSql", Party.Marketing, card.Conversion.MqlToSql, targets?.MqlToSql);
        yield return Line("salToSql", Party.Sales, step.SalToSql, targets?.SalToSql);
        yield return Line("sqlToSqo", Party.Sales, step.SqlToSqo, targets?.SqlToSqo);
        yield return Line("sqoToWon", Party.Sales, step.SqoToWon, targets?.SqoToWon);
        yield return Line("overall", Party.Sales, card.Conversion.Overall, targets?.Overall);

        // What has a target is judged on the leads that had their whole window; what has none is shown as it stands.
        MetricLine Line(string key, Party party, Share standing, decimal? target) =>
            Rate(key, party, card.Conversion.Targets.FirstOrDefault(judged => judged.Step == key) ?? standing, target, quotas);
    }

    private static decimal? Promised(ClauseKind kind, SlaPolicy policy, Quotas quotas) =>
        policy.Clauses.Any(clause => clause.Kind == kind) ? quotas.Compliance.GetValueOrDefault(kind, 1m) : null;

    private static MetricLine Rate(string key, Party party, Share share, decimal? target, Quotas quotas) =>
        Line(key, party, share.Den == 0 ? null : (decimal)share.Num / share.Den, share.Num, share.Den, target, quotas);

    /// <summary>An amount against its quota; a span in which nothing is owed, such as a week without business days, is no data.</summary>
    private static MetricLine Quota(string key, Party party, decimal value, long num, decimal? target, Quotas quotas)
    {
        var line = Line(key, party, value, num, null, target, quotas);
        return target == 0 ? line with { Colour = Colour.Grey } : line;
    }

    private static MetricLine Line(string key, Party party, decimal? value, long num, long? den, decimal? target, Quotas quotas) =>
        new(key, party, value is { } exact ? Math.Round(exact, 6) : null, num, den, target, ColourOf(value, target, quotas.Tolerance));

    private static Colour ColourOf(decimal? value, decimal? target, decimal tolerance) =>
        target is null ? Colour.None
        : value is null ? Colour.Grey
        : value >= target ? Colour.Green
        : value >= target * (1 - tolerance) ? Colour.Yellow
        : Colour.Red;
}
