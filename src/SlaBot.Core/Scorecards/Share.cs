using System.Text.Json.Serialization;

namespace SlaBot.Core.Scorecards;

/// <summary>A rate with its numerator and denominator; 0/0 is "no data" (METRICS.md, Facts).</summary>
public record Share
{
    /// <summary>How many of them.</summary>
    public long Num { get; init; }

    /// <summary>Of how many.</summary>
    public long Den { get; init; }

    /// <summary>Numerator over denominator, rounded to 6 digits; null when the denominator is 0.</summary>
    public decimal? Rate => Den == 0 ? null : Math.Round((decimal)Num / Den, 6);

    /// <summary>A rate of two counts.</summary>
    public static Share Of(long num, long den) => new() { Num = num, Den = den };
}

/// <summary>Metric 2: accepted of those decided in the week; the undecided stand beside it, in no denominator.</summary>
public sealed record AcceptanceShare : Share
{
    /// <summary>Leads whose decision was yes.</summary>
    public long Accepted { get; init; }

    /// <summary>Leads whose decision was no.</summary>
    public long Rejected { get; init; }

    /// <summary>MQLs without a decision as of then, of whatever week.</summary>
    public long Undecided { get; init; }
}

/// <summary>A judged metric: done in time of those judged in the week.</summary>
public sealed record JudgedShare : Share
{
    /// <summary>Done after the deadline.</summary>
    public long Late { get; init; }

    /// <summary>Not done as of then, the deadline past (a cadence: judged short of it).</summary>
    public long Missed { get; init; }

    /// <summary>Started and not judged as of then; in no denominator.</summary>
    public long Pending { get; init; }

    /// <summary>The same without the misses that somebody excused by name; null where nothing was excused.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Share? WithoutExcused { get; init; }

    /// <summary>Made moot in the week before it was judged; in no denominator.</summary>
    public long Exempt { get; init; }
}

/// <summary>Metric 5 and 6: complete leads, and present fields.</summary>
public sealed record Completeness
{
    /// <summary>Leads with every field of all leads.</summary>
    public Share Leads { get; init; } = new();

    /// <summary>Present fields of all asked for.</summary>
    public Share Fields { get; init; } = new();
}
