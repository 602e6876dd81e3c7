using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Makes a week's scorecard from the facts of leads; the same facts and as-of give the same scorecard for ever.</summary>
public static class ScorecardMaker
{
    /// <summary>The most breaches that a scorecard lists by name; it counts them all.</summary>
    public const int MostBreaches = 100;

    /// <summary>The scorecard of a week.</summary>
    /// <param name="leads">Every lead with anything to say about it; their order does not matter. Read once.</param>
    /// <param name="policy">The agreement: its zone, its targets, and deadlines for leads that have no frozen ones.</param>
    /// <param name="week">The week, in the zone of the agreement's calendar.</param>
    /// <param name="asOf">Later events do not exist; null for the week's last second.</param>
    /// <param name="scope">Which leads; null for all.</param>
    /// <param name="calendarOf">The calendar of a version that an obligation froze; null for the agreement's.</param>
    /// <param name="people">The calendars of owners, for deadlines that nobody froze (leads of a history); null for the agreement's.</param>
    public static Scorecard Make(
        IEnumerable<LeadFacts> leads,
        SlaPolicy policy,
        IsoWeek week,
        Instant? asOf = null,
        ScorecardScope? scope = null,
        Func<string, BusinessCalendar>? calendarOf = null,
        People? people = null)
    {
        var tally = new ScorecardTally(policy, week, asOf, scope, calendarOf, people);
        foreach (var lead in leads)
        {
            tally.Add(lead);
        }

        return tally.ToScorecard();
    }
}
