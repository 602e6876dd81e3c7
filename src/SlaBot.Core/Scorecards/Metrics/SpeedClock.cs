using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>
/// The lead's own clock of metric 8: it starts once and is not restarted by a reassignment; its deadline is the first owner's, pauses included.
/// <c>IsPromised</c> is false where no agreement gave it a deadline; its statistics count all the same, and run through pauses.
/// </summary>
internal readonly record struct SpeedClock(long Start, long Due, Moment Touch, string? TouchedBy, BusinessCalendar Calendar, bool IsPromised, bool IsComputed)
{
    internal static SpeedClock Of(LeadFacts lead, ReportingPeriod frame)
    {
        if (Deadlines.Frozen(lead, ClauseKind.FirstTouch, LeadFacts.Never - 1) is { } frozen)
        {
            var touch = lead.FirstTouch(frozen.StartedAt, frozen.Method);
            return new SpeedClock(
                frozen.StartedAt, frozen.DueAsOf(frame.AsOf, lead), touch?.Moment ?? Moment.Never, touch?.By, frame.CalendarOf(frozen.CalendarVersion), true, false);
        }

        var clause = Deadlines.ClauseOf(lead, frame, ClauseKind.FirstTouch);
        var start = Deadlines.ClockStart(lead, clause);
        var promised = clause is not null && Deadlines.IsHistory(lead, start);
        var made = start == LeadFacts.Never ? null : lead.FirstTouch(start, clause?.Method);
        var first = made?.Moment ?? Moment.Never;
        var due = promised ? Deadlines.Computed(lead, frame, ClauseKind.FirstTouch, frame.Seen(first.At)) : LeadFacts.Never;
        return new SpeedClock(start, due, first, made?.By, Deadlines.CalendarAt(lead, frame, clause, start), promised, true);
    }
}
