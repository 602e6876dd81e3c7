using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>Starts obligations, judges them by the evidence in the state, and lets due instants pass.</summary>
public static class ObligationClock
{
    /// <summary>Starts a clause at an instant, if the agreement has it.</summary>
    internal static void Start(this DecisionBuilder draft, ClauseKind kind, Instant start, Instant? countsFrom = null)
    {
        if (draft.ClauseFor(kind) is not { } clause)
        {
            return;
        }

        var owner = kind.Party() == Party.Sales ? draft.State.Owner : null;
        var calendar = draft.Terms.People.Find(owner)?.Calendar ?? draft.Terms.Policy.Calendar;
        if (clause.Within.DeadlineFrom(start, calendar) is not { } due)
        {
            draft.Refusal = new Refusal("no-deadline",
                $"{clause.Within} from then is more than ten years ahead on the calendar \"{calendar.Name}\": check its hours and holidays.");
            return;
        }

        var armed = NoticeSchedule.Arm(clause, start, due, calendar, owner, draft.Terms);
        var obligation = Made(draft, clause, start, due) with { Owner = owner, CountsFrom = countsFrom < start ? countsFrom : null, CalendarVersion = calendar.Version, Alerts = armed };
        draft.Emit(new ObligationStarted(obligation) { At = start, RecordedAt = draft.Now });
    }

    private static Obligation Made(DecisionBuilder draft, Clause clause, Instant start, Instant due)
    {
        var cycle = draft.State.Obligations.Count(one => one.Clause == clause.Kind) + 1;
        return new Obligation
        {
            Id = $"{clause.Kind.Name()}#{cycle}",
            Clause = clause.Kind,
            Cycle = cycle,
            StartedAt = start,
            DueAt = due,
            Within = clause.Within,
            For = clause.For,
            PolicyVersion = draft.Terms.Policy.Version,
            CalendarVersion = "",
            Touches = clause.Touches,
            Channels = clause.Channels,
            Method = clause.Method,
            UntilDelivered = clause.Kind == ClauseKind.Handoff && clause.Until == HandoffEnd.Delivered,
        };
    }

    /// <summary>
    /// Cancels what ran at that instant and is now moot. A deed told late counts at its own time: a breach of after it is superseded too,
    /// and leaves its trace; what was met after it never had to be.
    /// </summary>
    internal static void Cancel(this DecisionBuilder draft, Instant at, string why, Func<Obligation, bool> which)
    {
        foreach (var one in draft.State.Obligations.Where(one => RanAt(one, at) && which(one)).OrderBy(one => one.DueAt).ToList())
        {
            draft.MoveByOpenPause(one, at);
            draft.Emit(new ObligationCancelled(one.Id, why) { At = Instant.Max(at, one.StartedAt), RecordedAt = draft.Now });
        }
    }

    /// <summary>What is cancelled or excused while a pause holds it keeps the deadline that the pause has moved so far: the lead's own clock is judged by it.</summary>
    internal static void MoveByOpenPause(this DecisionBuilder draft, Obligation one, Instant at)
    {
        if (draft.State.PausedAt < at && one.Status == ObligationStatus.Running && StandsStill(draft.State, one))
        {
            PauseShift.Move(draft, one, Instant.Max(draft.State.PausedAt!.Value, one.StartedAt), at);
        }
    }

    /// <summary>
    /// The work ended at that instant, by an outcome or a loss: a cadence that was not complete by then was missed then, whatever time it still had.
    /// </summary>
    internal static void EndCadence(this DecisionBuilder draft, Instant at, string why)
    {
        foreach (var one in draft.State.Obligations.Where(one => one.Clause == ClauseKind.Cadence && one.StartedAt <= at && EndsAfter(one, at)).ToList())
        {
            draft.Emit(new ObligationBreached(one.Id) { At = at, RecordedAt = draft.Now, Why = why });
        }
    }

    private static bool EndsAfter(Obligation one, Instant at) => one.Status != ObligationStatus.Waived && !(one.EndedAt <= at);

    private static bool RanAt(Obligation one, Instant at) =>
        one.Status == ObligationStatus.Running || (one.Status == ObligationStatus.Breached && (one.EndedShort ? one.EndedAt > at : one.DueAt >= at)) || (one.Status == ObligationStatus.Met && one.EndedAt > at);

    /// <summary>Judges every obligation by the evidence that the state now holds; the evidence's own time counts.</summary>
    internal static void Settle(this DecisionBuilder draft)
    {
        foreach (var one in draft.State.Obligations.ToList())
        {
            if (one.Status == ObligationStatus.Waived)
            {
                SettleExcused(draft, one);
                continue;
            }

            if (WasDoneBefore(draft.State, one))
            {
                Moot(draft, one);
                continue;
            }

            if (Evidence.Of(one, draft.State) is not { } done)
            {
                continue;
            }

            if (done < one.StartedAt && one.CountsFrom is not null)
            {
                Moot(draft, one);
            }
            else if (one.Status != ObligationStatus.Cancelled || done < one.EndedAt)
            {
                Judge(draft, one, Instant.Max(done, one.StartedAt));
            }
        }
    }

    /// <summary>What was excused stays so; that it was done, and when, still counts among all duties.</summary>
    private static void SettleExcused(DecisionBuilder draft, Obligation one)
    {
        if (Evidence.Of(one, draft.State) is { } done && done >= one.StartedAt && !(one.FulfilledAt <= done))
        {
            draft.Emit(new ObligationFulfilled(one.Id) { At = done, RecordedAt = draft.Now });
        }
    }

    /// <summary>What is told late shows that it was done before the new owner's clock began: that clock never had cause to run.</summary>
    private static void Moot(DecisionBuilder draft, Obligation one)
    {
        if (one.Status != ObligationStatus.Cancelled)
        {
            draft.Emit(new ObligationCancelled(one.Id, "done before the handover") { At = one.StartedAt, RecordedAt = draft.Now });
        }
    }

    /// <summary>Whether the clock that this one goes on with was met before the handover, by its own owner's wording: then nothing was left to hand over.</summary>
    private static bool WasDoneBefore(LeadState lead, Obligation one) => one.CountsFrom is not null
        && lead.Obligations.LastOrDefault(other => other.Clause == one.Clause && other.Cycle < one.Cycle) is { Status: ObligationStatus.Met } before && before.EndedAt < one.StartedAt;

    private static void Judge(DecisionBuilder draft, Obligation one, Instant done)
    {
        if (IsInTime(draft.State, one, done))
        {
            if (one.Status != ObligationStatus.Met || done < one.EndedAt)
            {
                draft.Emit(new ObligationMet(one.Id) { At = done, RecordedAt = draft.Now });
            }

            return;
        }

        if (one.Status == ObligationStatus.Running)
        {
            draft.Emit(new ObligationBreached(one.Id) { At = one.DueAt, RecordedAt = draft.Now });
        }

        if (one.Status is (ObligationStatus.Running or ObligationStatus.Breached) && !one.EndedShort && (one.FulfilledAt is null || done < one.FulfilledAt))
        {
            draft.Emit(new ObligationFulfilled(one.Id) { At = done, RecordedAt = draft.Now });
        }
    }

    /// <summary>
    /// At or before the deadline, or while a pause held the clock. A clock cancelled past its deadline without a breach stood still then;
    /// what was done before it was cancelled is in time.
    /// </summary>
    private static bool IsInTime(LeadState lead, Obligation one, Instant done) => one.EndedShort ? done < one.EndedAt : done <= one.DueAt || one.Status switch
    {
        ObligationStatus.Running => StandsStill(lead, one),
        ObligationStatus.Cancelled => one.BreachedAt is null,

        // What came before something that was in time was in time too, also while a pause held the clock.
        ObligationStatus.Met => done <= one.EndedAt,
        _ => false,
    };

    /// <summary>
    /// Lets everything due up to the instant happen in order, each stamped with its own instant: a breach is the deadline, whoever looks and whenever.
    /// </summary>
    internal static void CatchUp(this DecisionBuilder draft, Instant upTo, bool inclusive)
    {
        while (NextDue(draft.State) is { } due && (due.At < upTo || (inclusive && due.At == upTo)))
        {
            draft.Emit(due.Happening(draft.Now));
        }
    }

    /// <summary>The next instant at which something happens to the lead by itself; null when nothing is armed.</summary>
    public static Instant? WakeAt(LeadState lead) => NextDue(lead)?.At;

    private sealed record DueThing(Instant At, int Rank, Func<Instant, LeadEvent> Happening);

    private static DueThing? NextDue(LeadState lead)
    {
        DueThing? best = lead.RevisitAt is { } revisit ? new DueThing(revisit, 3, now => new RevisitCame { At = revisit, RecordedAt = now }) : null;
        foreach (var one in lead.Obligations)
        {
            if (NextDue(lead, one) is { } due && (best is null || (due.At, due.Rank).CompareTo((best.At, best.Rank)) < 0))
            {
                best = due;
            }
        }

        return best;
    }

    private static DueThing? NextDue(LeadState lead, Obligation one)
    {
        var running = one.Status == ObligationStatus.Running && !StandsStill(lead, one);
        if (!running && !one.Climbs)
        {
            return null;
        }

        var alert = one.Alerts.FirstOrDefault(alert => alert.IsWarning == running);
        if (alert is not null && (!running || alert.At <= one.DueAt))
        {
            return new DueThing(alert.At, running ? 0 : 2, now => new NoticeRaised(one.Id, alert.Level, alert.Tell) { At = alert.At, RecordedAt = now });
        }

        return running ? new DueThing(one.DueAt, 1, now => new ObligationBreached(one.Id) { At = one.DueAt, RecordedAt = now }) : null;
    }

    /// <summary>True while a pause holds this clock; one that a deed told late starts may have run out before the pause began.</summary>
    internal static bool StandsStill(LeadState lead, Obligation one) => lead.PausedAt <= one.DueAt && one.Party == Party.Sales;
}
