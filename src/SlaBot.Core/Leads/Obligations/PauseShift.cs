using NodaTime;
using SlaBot.Core.Policy;
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

    /// <summary>
    /// A pause held sales' clocks from its own time on, whenever it is told: a deadline that passed since was not
    /// missed, and what had ended meanwhile keeps the deadline that the pause had moved by then.
    /// </summary>
    public static void HoldFrom(DecisionBuilder draft, Instant since)
    {
        foreach (var obligation in draft.State.Obligations
            .Where(item => WasHeld(item, since) && (item.DueAt > since || since < draft.Now)).ToList())
        {
            if (obligation.BreachedAt is not null)
            {
                draft.Emit(new BreachWithdrawn(obligation.Id) { At = since, RecordedAt = draft.Now });
            }

            if (obligation.Status == ObligationStatus.Breached)
            {
                EndHeld(draft, draft.State.Obligations.First(item => item.Id == obligation.Id));
            }
            else
            {
                Move(draft, obligation, Instant.Max(since, obligation.StartedAt), obligation.EndedAt!.Value);
            }
        }

        // A reason that is owed again is not owed twice.
        foreach (var again in draft.State.Obligations
            .Where(item => item is { Clause: ClauseKind.Feedback, Status: ObligationStatus.Running }).Skip(1).ToList())
        {
            draft.Emit(new ObligationCancelled(again.Id, "a reason is owed already") { At = again.StartedAt,
                RecordedAt = draft.Now });
        }
    }

    /// <summary>A pause told late to have ended: what was done after that is in time only by the deadline that the
    /// pause left.</summary>
    public static void RunFrom(DecisionBuilder draft, Instant since, Instant until)
    {
        foreach (var obligation in draft.State.Obligations
            .Where(item =>
                item.Party == Party.Sales && item.Status == ObligationStatus.Met && item.EndedAt > until
                    && item.DueAt >= since && item.StartedAt < until)
                .ToList())
        {
            Move(draft, obligation, Instant.Max(since, obligation.StartedAt), until);
            var moved = draft.State.Obligations.First(item => item.Id == obligation.Id);
            if (moved.DueAt < moved.EndedAt)
            {
                draft.Emit(new ObligationBreached(moved.Id) { At = moved.DueAt, RecordedAt = draft.Now });
            }
        }
    }

    private static bool WasHeld(Obligation obligation, Instant since) =>
        obligation.Party == Party.Sales && obligation.DueAt >= since && obligation.Status switch
        {
            ObligationStatus.Breached => !obligation.EndedShort,
            ObligationStatus.Cancelled or ObligationStatus.Waived => obligation.EndedAt > since,
            ObligationStatus.Running or ObligationStatus.Met => false,
        };

    /// <summary>Ends a clock that runs again as it would have ended, had its deadline not passed first; what was done
    /// before that is judged with the others.</summary>
    private static void EndHeld(DecisionBuilder draft, Obligation obligation)
    {
        if (EndOf(draft, obligation) is not { } end || Evidence.Of(obligation, draft.State) <= end.At)
        {
            return;
        }

        if (end.IsMissed)
        {
            draft.Emit(new ObligationBreached(obligation.Id) { At = end.At, RecordedAt = draft.Now, Why = end.Why });
            return;
        }

        draft.MoveByOpenPause(obligation, end.At);
        draft.Emit(new ObligationCancelled(obligation.Id, end.Why) { At = end.At, RecordedAt = draft.Now });
    }

    /// <summary>When the lead left its owner, or the work on it ended otherwise, and whether that is a miss; null where
    /// it is still owed.</summary>
    private static (Instant At, string Why, bool IsMissed)? EndOf(DecisionBuilder draft, Obligation obligation)
    {
        var lead = draft.State;
        List<(Instant At, string Why, bool IsMissed)> ends = [];
        if (obligation.Clause is not ClauseKind.Feedback && LetGoAt(lead, obligation) is { } handover)
        {
            ends.Add((handover, $"moved to {draft.Terms.People.NameOf(lead.Owner)}", false));
        }

        if (obligation.Clause is ClauseKind.Cadence or ClauseKind.FirstTouch
            && lead.Dispositions.Where(given => given.Ends && given.At >= obligation.StartedAt)
                .MinBy(given => given.At) is { } outcome)
        {
            ends.Add((outcome.At, $"ended: {outcome.Code}", obligation.Clause == ClauseKind.Cadence));
        }

        if (obligation.Clause == ClauseKind.Cadence
            && new[] { lead.SqlAt, lead.SqoAt }.Where(at => at >= obligation.StartedAt).Min() is { } advanced)
        {
            ends.Add((advanced, $"reached {lead.Stage.Short()}", false));
        }

        return ends.Count == 0 ? null : ends.MinBy(end => end.At);
    }

    /// <summary>When its owner lost the lead: to the queue, by a rejection, or to the next owner.</summary>
    private static Instant? LetGoAt(LeadState lead, Obligation obligation)
    {
        var next = lead.Obligations
            .FirstOrDefault(other => other.Clause == obligation.Clause && other.Cycle > obligation.Cycle)?.StartedAt
                ?? (obligation.Owner == lead.Owner ? null : lead.AssignedAt);
        return next is null ? null : new[] { next, lead.Rejection?.At, lead.QueuedAt }
            .Where(at => at >= obligation.StartedAt && at <= next).Min();
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
