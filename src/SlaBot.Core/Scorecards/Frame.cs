using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards;

/// <summary>What a week is judged in: its bounds, the as-of second, the agreement, the calendars.</summary>
internal sealed class Frame
{
    internal Frame(SlaPolicy policy, IsoWeek week, Instant asOf, Func<string, BusinessCalendar>? calendarOf)
    {
        (Policy, Week) = (policy, week);
        From = week.From(Zone).ToUnixTimeSeconds();
        To = week.To(Zone).ToUnixTimeSeconds();
        AsOf = asOf.ToUnixTimeSeconds();
        CalendarOf = calendarOf ?? (_ => policy.Calendar);
        FeedbackOfAll = policy.Clauses.Any(clause => clause.Kind == ClauseKind.Feedback && clause.Of == FeedbackScope.All);
    }

    internal SlaPolicy Policy { get; }

    internal IsoWeek Week { get; }

    internal long From { get; }

    internal long To { get; }

    internal long AsOf { get; }

    internal BusinessCalendar Calendar => Policy.Calendar;

    internal DateTimeZone Zone => Policy.Calendar.Zone;

    internal Func<string, BusinessCalendar> CalendarOf { get; }

    internal bool FeedbackOfAll { get; }

    /// <summary>Whether what happened then is of this week and exists.</summary>
    internal bool Holds(long second) => second >= From && second < To && second <= AsOf;

    /// <summary>The second, or never when it is after the as-of.</summary>
    internal long Seen(long second) => second <= AsOf ? second : LeadFacts.Never;

    /// <summary>Open seconds between two seconds on a calendar.</summary>
    internal static long Business(BusinessCalendar calendar, long from, long to) =>
        calendar.Between(Instant.FromUnixTimeSeconds(from), Instant.FromUnixTimeSeconds(to)).Seconds;
}
