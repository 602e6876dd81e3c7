using NodaTime;
using SlaBot.Actions;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;

namespace SlaBot.Chat;

/// <summary>
/// Somebody's own page: <c>Own</c> is theirs (of so many open leads), <c>Week</c> their line of the running week;
/// <c>Team</c> and <c>TeamWeek</c>
/// stand for those who lead others. The numbers serve for <c>FreshIn</c> more.
/// </summary>
internal sealed record HomePage(Card Own, int Leads, OwnerLine? Week, Card? Team, CardBlock? TeamWeek,
    TimeSpan FreshIn);

/// <summary>A person's own page, whichever platform shows it: what is due today, the open leads by next duty, the week
/// so far, the team's.</summary>
internal sealed class HomePages(IReadStore reader, CurrentAgreement rules, CommandCards cards, WeekSoFar week,
    IClock clock)
{
    private readonly LeadLists lists = new(reader, rules, clock, cards);

    /// <summary>A page of one of the lists on it.</summary>
    public Card Of(ListPage page, Person person) => lists.Of(page, person);

    /// <summary>Draws it for that person; with the week's numbers on their own card, or beside it.</summary>
    public HomePage Draw(Person person, bool withWeek)
    {
        var now = clock.GetCurrentInstant();
        var leads = lists.OpenOf([person.Email]);
        var (lines, freshIn) = week.Lines();
        var mine =
            lines.FirstOrDefault(line => string.Equals(line.Owner, person.Email, StringComparison.OrdinalIgnoreCase));
        var own = cards.Home(leads, withWeek ? mine : null, person, now);
        if (person.Role is not (Role.Manager or Role.RevOps or Role.Executive))
        {
            return new HomePage(own, leads.Count, mine, null, null, freshIn);
        }

        var theirs = lines
            .Where(line => person.Role != Role.Manager || rules.Now.People.Manages(person.Email, line.Owner)).ToList();
        return new HomePage(own, leads.Count, mine, lists.Team(person),
            theirs.Count == 0 ? null : cards.TeamWeek(theirs, now), freshIn);
    }
}

/// <summary>
/// Each rep's line of the running week, by the scorecard's own definitions. Counting reads the log, so what was counted
/// serves for fifty times as long as the counting took: never more than a fiftieth of the time goes into it (under the
/// manual clock it is counted each time).
/// </summary>
internal sealed class WeekSoFar(ScorecardCounter weekly, CurrentAgreement rules, IClock clock, TimeProvider time)
{
    private const int Rest = 50;
    private readonly Lock turn = new();
    private IReadOnlyList<OwnerLine> lines = [];
    private long? countedAt;
    private TimeSpan serves = TimeSpan.Zero;

    /// <summary>The lines, and how long they go on to serve; zero when they were counted just now.</summary>
    public (IReadOnlyList<OwnerLine> Lines, TimeSpan FreshIn) Lines()
    {
        lock (turn)
        {
            if (countedAt is { } last && !clock.StandsStill() && time.GetElapsedTime(last) is var since
                && since < serves)
            {
                return (lines, serves - since);
            }

            var began = time.GetTimestamp();
            var now = clock.Second();
            lines = weekly.Make(IsoWeek.Of(now, rules.Now.Policy.Calendar.Zone), now, null).Owners;
            (countedAt, serves) = (time.GetTimestamp(), time.GetElapsedTime(began) * Rest);
            return (lines, TimeSpan.Zero);
        }
    }
}
