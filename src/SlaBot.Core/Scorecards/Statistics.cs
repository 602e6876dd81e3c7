using System.Text.Json.Serialization;

namespace SlaBot.Core.Scorecards;

/// <summary>Count, mean, median and 90th percentile of spans in seconds; the three are null when the count is
/// 0.</summary>
public record Statistics
{
    /// <summary>How many.</summary>
    public long N { get; init; }

    /// <summary>Mean, rounded to 3 digits.</summary>
    public decimal? Mean { get; init; }

    /// <summary>The middle value; the average of the two middle ones when the count is even.</summary>
    public decimal? Median { get; init; }

    /// <summary>The value of nearest rank: the smallest that at least nine tenths do not exceed.</summary>
    public decimal? P90 { get; init; }

    /// <summary>The statistics of these values, in any order; sorts the list.</summary>
    internal static Statistics Of(List<long> values)
    {
        if (values.Count == 0)
        {
            return new Statistics();
        }

        values.Sort();
        var n = values.Count;
        return new Statistics
        {
            N = n,
            Mean = Math.Round(values.Aggregate(0m, (sum, value) => sum + value) / n, 3),
            Median = n % 2 == 1 ? values[n / 2] : ((decimal)values[n / 2 - 1] + values[n / 2]) / 2,
            P90 = values[(int)((9L * n + 9) / 10) - 1],
        };
    }
}

/// <summary>Metric 7: statistics in seconds of the clause's own clock over the first assignments (or deliveries) of the
/// week, and the share within the target.</summary>
public sealed record HandoffMetric : Statistics
{
    /// <summary>Within the target of all judged.</summary>
    public Share Share { get; init; } = new();

    /// <summary>The share without the misses that somebody excused by name; null where nothing was excused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Share? WithoutExcused { get; init; }

    /// <summary>Assigned after the deadline.</summary>
    public long Late { get; init; }

    /// <summary>Not assigned as of then.</summary>
    public long Missed { get; init; }

    /// <summary>Started and not judged.</summary>
    public long Pending { get; init; }
}

/// <summary>Metric 8: statistics in business seconds over the first touches of the week, and the compliance of the
/// lead's clock.</summary>
public sealed record SpeedMetric : Statistics
{
    /// <summary>Touched in time of all judged.</summary>
    public Share Compliance { get; init; } = new();

    /// <summary>The compliance without the misses that somebody excused by name; null where nothing was
    /// excused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Share? WithoutExcused { get; init; }

    /// <summary>Touched after the deadline.</summary>
    public long Late { get; init; }

    /// <summary>Untouched as of then.</summary>
    public long Missed { get; init; }

    /// <summary>Started and not judged.</summary>
    public long Pending { get; init; }

    /// <summary>Rejected or ended by an outcome before touch and deadline, in the week.</summary>
    public long Exempt { get; init; }
}
