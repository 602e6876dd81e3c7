using NodaTime;

namespace SlaBot.Core.Scorecards.Facts;

/// <content>Where it came from.</content>
public sealed partial class LeadFacts
{
    /// <summary>The region, as it was sent; null when it was not said.</summary>
    public string? Region { get; private set; }

    internal long RegionSecond { get; private set; } = Never;

    internal string? RegionAsOf(long asOf) => RegionSecond <= asOf ? Region : null;

    /// <summary>Its region was said; the first that is not blank counts.</summary>
    public void Located(Instant at, string? region)
    {
        var second = Mark(at);
        if (!string.IsNullOrWhiteSpace(region) && second < RegionSecond)
        {
            (RegionSecond, Region) = (second, region.Trim());
        }
    }
}
