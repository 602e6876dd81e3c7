using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>
/// The lead's own clock of metric 8: it starts once, is not restarted by a reassignment and not moved by a pause. <c>IsPromised</c> is
/// false where no agreement gave it a deadline; its statistics count all the same.
/// </summary>
internal readonly record struct SpeedClock(long Start, long Due, long Touch, BusinessCalendar Calendar, bool IsPromised, bool IsComputed)
{
    internal static SpeedClock Of(LeadFacts lead, Frame frame)
    {
        if (Deadlines.Frozen(lead, ClauseKind.FirstTouch, LeadFacts.Never - 1) is { } frozen)
        {
            var touch = lead.FirstTouchFrom(frozen.StartedAt, frozen.Method);
            return new SpeedClock(frozen.StartedAt, frozen.DueAt, touch, frame.CalendarOf(frozen.CalendarVersion), true, false);
        }

        var clause = Deadlines.ClauseOf(lead, frame.Policy, ClauseKind.FirstTouch);
        var start = Deadlines.ClockStart(lead, clause);
        var promised = clause is not null && Deadlines.IsHistory(lead, start);
        var due = promised ? Deadlines.Computed(lead, frame.Policy).FirstTouch : LeadFacts.Never;
        return new SpeedClock(start, due, start == LeadFacts.Never ? start : lead.FirstTouchFrom(start, clause?.Method), frame.Calendar, promised, true);
    }
}
