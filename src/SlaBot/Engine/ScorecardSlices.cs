using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Engine;

/// <summary>A week's numbers by source, owner, team, region or segment: the same definitions over each one's
/// leads.</summary>
internal static class ScorecardSlices
{
    /// <summary>A scorecard a source, owner, team, region or segment, by name.</summary>
    public static IReadOnlyList<Scorecard> Of(ScorecardCounter weekly, People people, IsoWeek week, Instant? asOf,
        string by)
    {
        var (whole, slices) = weekly.Split(week, asOf, Enum.Parse<SliceBy>(by, ignoreCase: true));
        IEnumerable<string> names = by switch
        {
            "source" => whole.Sources.Select(line => line.Source),
            "owner" => whole.Owners.Select(line => line.Owner),
            "region" => Regions(whole, people),
            "segment" => whole.MqlVolume.Segments.Select(line => line.Segment),
            _ => people.All.Select(person => person.Team).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.OrdinalIgnoreCase),
        };
        // A lead that came before this week is judged in it all the same, and counts for its slice.
        return [
            .. names.Concat(slices.Names.Order(StringComparer.OrdinalIgnoreCase)).Select(name => name.Trim())
                .Distinct(StringComparer.OrdinalIgnoreCase).Select(slices.Of)];
    }

    // Those that leads came from this week, are promised, or that somebody works in.
    private static IEnumerable<string> Regions(Scorecard whole, People people) =>
        whole.MqlVolume.Regions.Select(line => line.Region)
            .Concat(people.All.Select(person => person.Region).OfType<string>())
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase);

    /// <summary>The slices as one JSON object.</summary>
    public static string Json(IsoWeek week, string by, IReadOnlyList<Scorecard> slices) =>
        $$"""{"week":"{{week}}","by":"{{by}}","scorecards":[{{string.Join(',', slices.Select(ScorecardJson.Write))}}]}""";
}
