using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Makes a week's scorecard from the facts of leads; the same facts and as-of give the same scorecard for
/// ever.</summary>
public static class ScorecardMaker
{
    /// <summary>The most breaches that a scorecard lists by name; it counts them all.</summary>
    public const int MostBreaches = 100;

    /// <summary>The scorecard of a week.</summary>
    /// <param name="leads">Every lead with anything to say about it; their order does not matter. Read once.</param>
    /// <param name="policy">The agreement: its zone, its targets, and deadlines for leads that have no frozen
    /// ones.</param>
    /// <param name="week">The week, in the zone of the agreement's calendar.</param>
    /// <param name="asOf">Later events do not exist; null for the week's last second.</param>
    /// <param name="scope">Which leads; null for all.</param>
    /// <param name="calendarOf">The calendar of a version that an obligation froze; null for the agreement's.</param>
    /// <param name="people">The calendars of owners, for deadlines that nobody froze (leads of a history); null for the
    /// agreement's.</param>
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

/// <summary>
/// Counts many weeks in one reading of the leads. A lead is counted whole only in weeks in which something of it
/// happened or fell due;
/// between them it stands still, which is noted once a span. Same numbers as <see cref="ScorecardMaker"/> week by week.
/// Not safe from many threads.
/// </summary>
public sealed class ScorecardWeeks
{
    private readonly ScorecardTally[] tallies;
    private readonly long[] starts;
    private readonly CarriedOver?[] changes;
    private readonly ReportingPeriod everything;
    private readonly List<JudgedDuty> duties = [];
    private readonly List<long> marks = [];
    private readonly bool[] isBusy;
    private readonly List<int> busy = [];

    /// <summary>Starts every week from the first to the last at nothing.</summary>
    /// <param name="policy">The agreement.</param>
    /// <param name="first">The first week.</param>
    /// <param name="last">The last week, not before the first.</param>
    /// <param name="asOf">Later events do not exist; null for each week's own last second.</param>
    /// <param name="people">As for <see cref="ScorecardMaker.Make"/>.</param>
    public ScorecardWeeks(SlaPolicy policy, IsoWeek first, IsoWeek last, Instant? asOf = null, People? people = null)
    {
        var weeks = new List<IsoWeek>();
        for (var week = first; week.CompareTo(last) <= 0; week = week.Next)
        {
            weeks.Add(week);
        }

        tallies = [.. weeks.Select(week => new ScorecardTally(policy, week, asOf, people: people))];
        starts = [.. tallies.Select(tally => tally.Period.From), tallies[^1].Period.To];
        changes = new CarriedOver?[tallies.Length + 1];
        isBusy = new bool[tallies.Length];
        everything = new ReportingPeriod(policy, first, Instant.MaxValue, null, people);
    }

    /// <summary>Counts a lead; each is added once.</summary>
    public void Add(LeadFacts lead)
    {
        if (lead.Obligations.Count > 0 || lead.Replayed is not null)
        {
            Array.ForEach(tallies, scorecardTally => scorecardTally.Add(lead));
            return;
        }

        FindBusyWeeks(lead);
        var next = 0;
        foreach (var week in busy)
        {
            StandStill(lead, next, week);
            tallies[week].Add(lead);
            isBusy[week] = false;
            next = week + 1;
        }

        StandStill(lead, next, tallies.Length);
        busy.Clear();
    }

    /// <summary>The scorecards, oldest week first.</summary>
    public IEnumerable<Scorecard> ToScorecards()
    {
        var standing = new CarriedOver();
        for (var week = 0; week < tallies.Length; week++)
        {
            if (changes[week] is { } change)
            {
                standing.Add(change);
                changes[week] = null;
            }

            tallies[week].Add(standing);
            yield return tallies[week].ToScorecard();
        }
    }

    /// <summary>The weeks in which something of the lead happened or fell due, ever.</summary>
    private void FindBusyWeeks(LeadFacts lead)
    {
        marks.Clear();
        duties.Clear();
        lead.AddInstants(marks);
        JudgedDuties.Of(lead, everything, duties);
        foreach (var duty in duties)
        {
            marks.Add(duty.Start);
            marks.Add(duty.Due);
            marks.Add(duty.Done);
            marks.Add(duty.Moot);
        }

        // The first week's own targets look no further back than they must, so every window that ends in any of the
        // weeks is among these.
        tallies[0].AddEnds(lead, marks);
        foreach (var mark in marks)
        {
            if (WeekOf(mark) is var week and >= 0 && !isBusy[week])
            {
                isBusy[week] = true;
                busy.Add(week);
            }
        }

        busy.Sort();
    }

    /// <summary>Weeks from one up to and without another hold nothing new of the lead: what stands as of the first
    /// stands as of all.</summary>
    private void StandStill(LeadFacts lead, int from, int end)
    {
        if (from >= end)
        {
            return;
        }

        tallies[from].Note(lead, Change(from), 1);
        tallies[from].Note(lead, Change(end), -1);
        AddToMonth(lead, from, end);
    }

    /// <summary>A month goes on counting an MQL in the weeks after its own.</summary>
    private void AddToMonth(LeadFacts lead, int from, int end)
    {
        if (lead.MqlSecond == LeadFacts.Never)
        {
            return;
        }

        for (var week = from; week < end; week++)
        {
            if (starts[week] - lead.MqlSecond > 40 * 86_400)
            {
                return;
            }

            tallies[week].AddToMonth(lead);
        }
    }

    private CarriedOver Change(int week) => changes[week] ??= new CarriedOver();

    private int WeekOf(long second)
    {
        if (second < starts[0] || second >= starts[^1])
        {
            return -1;
        }

        var found = Array.BinarySearch(starts, second);
        return found >= 0 ? found : ~found - 1;
    }
}
