using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>What a week's numbers are split by.</summary>
public enum SliceBy
{
    /// <summary>The lead's source.</summary>
    Source,

    /// <summary>Who owed, touched or first held it.</summary>
    Owner,

    /// <summary>Their team.</summary>
    Team,

    /// <summary>Its region, as it was sent.</summary>
    Region,

    /// <summary>Its tier.</summary>
    Segment,
}

/// <summary>Counts a week for every source, owner, team, region or segment in one reading: each slice is the scorecard
/// of its scope. Not safe from many threads.</summary>
/// <param name="by">What it is split by.</param>
/// <param name="policy">As for <see cref="ScorecardMaker.Make"/>.</param>
/// <param name="week">As for <see cref="ScorecardMaker.Make"/>.</param>
/// <param name="asOf">As for <see cref="ScorecardMaker.Make"/>.</param>
/// <param name="calendarOf">As for <see cref="ScorecardMaker.Make"/>.</param>
/// <param name="people">As for <see cref="ScorecardMaker.Make"/>.</param>
public sealed class SliceTally(SliceBy by, SlaPolicy policy, IsoWeek week, Instant asOf,
    Func<string, BusinessCalendar>? calendarOf = null, People? people = null)
{
    private readonly Dictionary<string, ScorecardTally> slices = new(StringComparer.OrdinalIgnoreCase);
    private readonly ReportingPeriod frame = new(policy, week, asOf, calendarOf, people);

    /// <summary>Counts a lead; each is added once.</summary>
    public void Add(LeadFacts lead)
    {
        if (lead.EarliestSecond > frame.AsOf)
        {
            return;
        }

        foreach (var name in NamesOf(lead))
        {
            if (!slices.TryGetValue(name, out var slice))
            {
                slices[name] = slice = Start(name);
            }

            slice.Add(lead);
        }
    }

    /// <summary>The names of those that have leads.</summary>
    public IEnumerable<string> Names => slices.Keys;

    /// <summary>The scorecard of a source, owner, team, region or segment, whether or not it has leads.</summary>
    public Scorecard Of(string name) =>
        slices.GetValueOrDefault(name.Trim(), Start(name)).ToScorecard() with { Scope = Scope(name) };

    private ScorecardTally Start(string name) => new(policy, week, asOf, Scope(name), calendarOf, people);

    private ScorecardScope Scope(string name) => by switch
    {
        SliceBy.Source => new ScorecardScope(Source: name),
        SliceBy.Owner => new ScorecardScope(Owner: name),
        SliceBy.Region => new ScorecardScope(Region: name),
        SliceBy.Segment => new ScorecardScope(Segment: name),
        SliceBy.Team => new ScorecardScope(Team: name),
    };

    /// <summary>One, or, where it is split by people, all who have a part in the lead; none for a lead that nobody had
    /// to do with by then.</summary>
    private IEnumerable<string> NamesOf(LeadFacts lead) => by switch
    {
        SliceBy.Source => [SourceTally.NameOf(lead, frame).Trim()],
        SliceBy.Region => [lead.RegionAsOf(frame.AsOf)?.Trim() ?? NameCounts.Blank],
        SliceBy.Segment => [lead.TierAsOf(frame.AsOf)?.Trim() ?? NameCounts.Blank],
        SliceBy.Owner or SliceBy.Team => lead.Involved(frame.AsOf)
            .Select(pair => ((by == SliceBy.Owner ? pair.Owner : pair.Team) ?? NameCounts.Blank).Trim())
            .Distinct(StringComparer.OrdinalIgnoreCase),
    };
}
