using NodaTime;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads.Obligations;

/// <summary>Moves deadlines after a pause.</summary>
internal static class PauseShift
{
    /// <summary>Moves a deadline by the paused time of its own clock: open seconds, whole business or calendar days, or
    /// elapsed seconds.</summary>
    public static void Move(DecisionBuilder draft, Obligation obligation, Instant since, Instant until)
    {
        var calendar = draft.Terms.CalendarOf(obligation.CalendarVersion);
        var unit = obligation.Within.Unit;
        var (due, paused) = Moved(obligation.Within, obligation.DueAt, since, until, calendar);

        if (due > obligation.DueAt)
        {
            var by = paused;
            var hours = draft.Terms.People.Find(obligation.Owner)?.Calendar;
            var alerts = NoticeSchedule.Move(obligation, due, until, calendar, hours,
                at => obligation.Within.InDays ? at + (due - obligation.DueAt) : Later(unit, at, by, calendar) ?? at);
            draft.Emit(new DeadlineMoved(obligation.Id, due, alerts, paused) { At = until, RecordedAt = draft.Now });
        }
    }

    /// <summary>Where a deadline comes to lie after a pause, and by how much it was moved (seconds, or days for targets
    /// in days).</summary>
    internal static (Instant Due, long By) Moved(Target within, Instant dueAt, Instant since, Instant until,
        BusinessCalendar calendar)
    {
        var unit = within.Unit;
        var paused = Paused(unit, since, until, calendar);
        var due = paused > 0 ? Later(unit, dueAt, paused, calendar) ?? dueAt : dueAt;
        if (within.InDays && dueAt >= since && due < until)
        {
            // A clock that stands still cannot run out: the day whose close fell into the pause is owed as well.
            paused++;
            due = Later(unit, dueAt, paused, calendar) ?? due;
        }

        return (due, paused);
    }

    private static long Paused(TargetUnit unit, Instant since, Instant until, BusinessCalendar calendar)
    {
        var (from, to) = (since.InZone(calendar.Zone).Date, until.InZone(calendar.Zone).Date);
        return unit switch
        {
            TargetUnit.Business => calendar.Between(since, until).Seconds,
            TargetUnit.BusinessDays => calendar.BusinessDaysBetween(from, to),
            TargetUnit.CalendarDays => Period.DaysBetween(from, to),
            TargetUnit.Elapsed => (long)(until - since).TotalSeconds,
        };
    }

    private static Instant? Later(TargetUnit unit, Instant due, long by, BusinessCalendar calendar) => unit switch
    {
        TargetUnit.Business => calendar.Add(due, new BusinessDuration(by)),

        // A close at midnight still belongs to the day before.
        TargetUnit.BusinessDays => calendar.EndOfBusinessDay(due - Duration.FromSeconds(1), (int)by),
        TargetUnit.CalendarDays => calendar.EndOfCalendarDay(due, (int)by),
        TargetUnit.Elapsed => due + Duration.FromSeconds(by),
    };
}
