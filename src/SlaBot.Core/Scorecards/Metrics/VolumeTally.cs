using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Metric 1.</summary>
internal sealed class VolumeTally
{
    private readonly ReportingPeriod frame;
    private readonly VolumeQuota? quota;
    private readonly Credit credit;
    private readonly LocalDate month;
    private readonly long monthFrom;
    private readonly NameCounts segments = new();
    private readonly NameCounts regions = new();
    private long count;
    private long inMonth;

    internal VolumeTally(ReportingPeriod frame, VolumeQuota? quota, Credit credit)
    {
        (this.frame, this.quota, this.credit) = (frame, quota, credit);
        month = MonthOf(frame.End.PlusDays(-1));
        monthFrom = IsoWeek.StartOf(month, frame.Zone).ToUnixTimeSeconds();
    }

    internal void AddToMonth(LeadFacts lead)
    {
        var at = frame.Seen(lead.MqlSecond);
        if (at >= monthFrom && at < frame.To && lead.IsMarketingSourcedAsOf(frame.AsOf)
            && credit.ToFirst(lead, frame.AsOf))
        {
            inMonth++;
        }
    }

    internal void Add(LeadFacts lead)
    {
        AddToMonth(lead);
        if (frame.IsMarketingMql(lead) && credit.ToFirst(lead, frame.AsOf))
        {
            count++;
            segments.Add(lead.TierAsOf(frame.AsOf));
            regions.Add(lead.RegionAsOf(frame.AsOf));
        }
    }

    internal VolumeMetric ToMetric()
    {
        var target = WeekTarget(quota);
        return new VolumeMetric
        {
            Count = count,
            Target = target is { } exact ? Math.Round(exact, 6) : null,
            Attainment = target > 0 ? Math.Round(count / target.Value, 6) : null,
            MonthToDate = new MonthToDate(month.ToString("uuuu-MM", System.Globalization.CultureInfo.InvariantCulture),
                inMonth, MonthTarget()),
            Segments = [
                .. Parts(segments, quota?.Segments)
                    .Select(part => new SegmentCount(part.Name, part.Count, part.Target))],
            Regions = [
                .. Parts(regions, quota?.Regions).Select(part => new RegionCount(part.Name, part.Count, part.Target))],
        };
    }

    /// <summary>What was counted and what is promised, also where nothing was counted.</summary>
    private IEnumerable<(string Name, long Count, decimal? Target)> Parts(NameCounts counts,
        IReadOnlyDictionary<string, VolumeQuota>? promised)
    {
        var counted = counts.LargestFirst();
        var none = (promised ?? new Dictionary<string, VolumeQuota>()).Keys
            .Where(name => !counted.Any(reasonCount => LeadFacts.Same(reasonCount.Reason, name)))
            .Order(StringComparer.OrdinalIgnoreCase).Select(name => new ReasonCount(name, 0));
        return counted.Concat(none).Select(reasonCount =>
        {
            var part = promised?.FirstOrDefault(each => LeadFacts.Same(each.Key, reasonCount.Reason)).Value;
            return (reasonCount.Reason, reasonCount.Count,
                WeekTarget(part) is { } exact ? (decimal?)Math.Round(exact, 6) : null);
        });
    }

    /// <summary>A weekly quota as it is (a month holds days / 7 of it); of a monthly one this week's share of each
    /// month's business days.</summary>
    private decimal? WeekTarget(VolumeQuota? quota) =>
        quota?.PerWeek is { } weekly ? (decimal)weekly * Period.DaysBetween(frame.First, frame.End) / 7
        : quota?.PerMonth is { } monthly ? frame.ShareOf(monthly)
        : null;

    private decimal? MonthTarget() =>
        quota?.PerMonth is { } monthly ? Math.Round(frame.PartOf(monthly, month, month, frame.End), 6) : null;

    private static LocalDate MonthOf(LocalDate date) => new(date.Year, date.Month, 1);
}

/// <summary>Counts by name; a blank name reads <c>(none)</c>.</summary>
internal sealed class NameCounts
{
    internal const string Blank = "(none)";

    private readonly Dictionary<string, long> counts = [];

    internal void Add(string? name)
    {
        var key = string.IsNullOrWhiteSpace(name) ? Blank : name;
        counts[key] = counts.GetValueOrDefault(key) + 1;
    }

    /// <summary>By count, then by name.</summary>
    internal IReadOnlyList<ReasonCount> LargestFirst() =>
        [.. counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select(count => new ReasonCount(count.Key, count.Value))];
}
