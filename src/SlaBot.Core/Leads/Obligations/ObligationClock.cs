using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Obligations;

/// <summary>Starts obligations, judges them by the evidence in the state, and lets due instants pass.</summary>
public static class ObligationClock
{
    /// <summary>How long after it came a test is erased (PRODUCT, Tests and slips).</summary>
    private static readonly Duration TestLasts = Duration.FromDays(1);

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
                $"{clause.Within} from then is more than ten years ahead on the calendar \"{calendar.Name}\": check "
                + $"its hours and holidays.");
            return;
        }

        var armed = NoticeSchedule.Arm(clause, start, due, calendar, owner, draft.Terms);
        var obligation = Made(draft, clause, start, due)
            with { Owner = owner, CountsFrom = countsFrom < start ? countsFrom : null,
                CalendarVersion = calendar.Version, Alerts = armed };
        draft.Emit(new ObligationStarted(obligation) { At = start, RecordedAt = draft.Now });
    }

    /// <summary>Starts every clause that counts from this moment of the lead's life, in the order of
    /// <see cref="ClauseKind"/>.</summary>
    internal static void StartAll(this DecisionBuilder draft, LeadMoment moment, Instant start)
    {
        foreach (var definition in ClauseDefinition.All)
        {
            // Only a first touch may count from another moment than its kind's own.
            var mayStart = definition.StartsAt == moment || definition.Terms.HasFlag(ClauseTerms.FromAndMethod);
            if (mayStart && draft.ClauseFor(definition.Kind)?.StartsAt == moment)
            {
                draft.Start(definition.Kind, start);
            }
        }
    }

    private static Obligation Made(DecisionBuilder draft, Clause clause, Instant start, Instant due)
    {
        var cycle = draft.State.Obligations.Count(obligation => obligation.Clause == clause.Kind) + 1;
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
    /// Cancels what ran at that instant and is now moot. An action told late counts at its own time: a breach of after
    /// it is superseded too, and leaves its trace; what was met after it never had to be.
    /// </summary>
    internal static void Cancel(this DecisionBuilder draft, Instant at, string why, Func<Obligation, bool> which)
    {
        foreach (var obligation in draft.State.Obligations.Where(item => RanAt(item, at) && which(item))
            .OrderBy(item => item.DueAt).ToList())
        {
            draft.MoveByOpenPause(obligation, at);
            draft.Emit(
                new ObligationCancelled(obligation.Id, why) { At = Instant.Max(at, obligation.StartedAt),
                    RecordedAt = draft.Now });
        }
    }

    /// <summary>What is cancelled or excused while a pause holds it keeps the deadline that the pause has moved so far:
    /// the lead's own clock is judged by it.</summary>
    internal static void MoveByOpenPause(this DecisionBuilder draft, Obligation obligation, Instant at)
    {
        if (draft.State.PausedAt < at && obligation.Status == ObligationStatus.Running
            && StandsStill(draft.State, obligation))
        {
            PauseShift.Move(draft, obligation, Instant.Max(draft.State.PausedAt!.Value, obligation.StartedAt), at);
        }
    }

    /// <summary>
    /// The work ended at that instant, by an outcome or a loss: a cadence that was not complete by then was missed
    /// then, whatever time it still had.
    /// </summary>
    internal static void EndCadence(this DecisionBuilder draft, Instant at, string why)
    {
        foreach (var obligation in draft.State.Obligations
            .Where(item => item.Clause == ClauseKind.Cadence && item.StartedAt <= at && EndsAfter(item, at)).ToList())
        {
            draft.Emit(new ObligationBreached(obligation.Id) { At = at, RecordedAt = draft.Now, Why = why });
        }
    }

    private static bool EndsAfter(Obligation obligation, Instant at) =>
        obligation.Status != ObligationStatus.Waived && !(obligation.EndedAt <= at);

    private static bool RanAt(Obligation obligation, Instant at) =>
        obligation.Status == ObligationStatus.Running
            || (obligation.Status == ObligationStatus.Breached
                && (obligation.EndedShort ? obligation.EndedAt > at : obligation.DueAt >= at))
                || (obligation.Status is ObligationStatus.Met or ObligationStatus.Cancelled && obligation.EndedAt > at);

    /// <summary>Judges every obligation by the evidence that the state now holds; the evidence's own time
    /// counts.</summary>
    internal static void Settle(this DecisionBuilder draft)
    {
        foreach (var obligation in draft.State.Obligations.ToList())
        {
            if (obligation.Status == ObligationStatus.Waived)
            {
                SettleExcused(draft, obligation);
                continue;
            }

            if (WasDoneBefore(draft.State, obligation))
            {
                Moot(draft, obligation);
                continue;
            }

            if (Evidence.Of(obligation, draft.State) is not { } done)
            {
                continue;
            }

            if (done < obligation.StartedAt && obligation.CountsFrom is not null)
            {
                Moot(draft, obligation);
            }
            else if (obligation.Status != ObligationStatus.Cancelled || done < obligation.EndedAt)
            {
                Judge(draft, obligation, Instant.Max(done, obligation.StartedAt));
            }
        }
    }

    /// <summary>What was excused stays so; that it was done, and when, still counts among all duties.</summary>
    private static void SettleExcused(DecisionBuilder draft, Obligation obligation)
    {
        if (Evidence.Of(obligation, draft.State) is { } done && done >= obligation.StartedAt
            && !(obligation.FulfilledAt <= done))
        {
            draft.Emit(new ObligationFulfilled(obligation.Id) { At = done, RecordedAt = draft.Now });
        }
    }

    /// <summary>What is told late shows that it was done before the new owner's clock began: that clock never had cause
    /// to run.</summary>
    private static void Moot(DecisionBuilder draft, Obligation obligation)
    {
        if (obligation.Status != ObligationStatus.Cancelled || obligation.EndedAt > obligation.StartedAt)
        {
            draft.Emit(
                new ObligationCancelled(obligation.Id, "done before the handover") { At = obligation.StartedAt,
                    RecordedAt = draft.Now });
        }
    }

    /// <summary>Whether the clock that this one goes on with was met before the handover, by its own owner's wording:
    /// then nothing was left to hand over.</summary>
    private static bool WasDoneBefore(LeadState lead, Obligation obligation) => obligation.CountsFrom is not null
        && lead.Obligations.LastOrDefault(
            other =>
                other.Clause == obligation.Clause
                    && other.Cycle < obligation.Cycle) is { Status: ObligationStatus.Met } before
                    && before.EndedAt < obligation.StartedAt;

    private static void Judge(DecisionBuilder draft, Obligation obligation, Instant done)
    {
        if (IsInTime(draft.State, obligation, done))
        {
            if (obligation.Status != ObligationStatus.Met || done < obligation.EndedAt)
            {
                draft.Emit(new ObligationMet(obligation.Id) { At = done, RecordedAt = draft.Now });
            }

            return;
        }

        if (obligation.Status == ObligationStatus.Running)
        {
            draft.Emit(new ObligationBreached(obligation.Id) { At = obligation.DueAt, RecordedAt = draft.Now });
        }

        if (obligation.Status is (ObligationStatus.Running or ObligationStatus.Breached) && !obligation.EndedShort
            && (obligation.FulfilledAt is null || done < obligation.FulfilledAt))
        {
            draft.Emit(new ObligationFulfilled(obligation.Id) { At = done, RecordedAt = draft.Now });
        }
    }

    /// <summary>
    /// At or before the deadline, or while a pause held the clock. A clock cancelled past its deadline without a breach
    /// stood still then;
    /// what was done before it was cancelled is in time.
    /// </summary>
    private static bool IsInTime(LeadState lead, Obligation obligation, Instant done) =>
        obligation.EndedShort ? done < obligation.EndedAt : done <= obligation.DueAt || obligation.Status switch
    {
        ObligationStatus.Running => StandsStill(lead, obligation),
        ObligationStatus.Cancelled => obligation.BreachedAt is null,

        // What came before something that was in time was in time too, also while a pause held the clock.
        ObligationStatus.Met => done <= obligation.EndedAt,
        ObligationStatus.Breached or ObligationStatus.Waived => false,
    };

    /// <summary>The next instant at which something happens to the lead by itself; null when nothing is
    /// armed.</summary>
    public static Instant? WakeAt(LeadState lead) => NextDue(lead)?.At;

    /// <summary>Something that happens by itself: when, and as which event.</summary>
    internal sealed record DueThing(Instant At, int Rank, Func<Instant, LeadEvent> Happening);

    /// <summary>What happens to the lead by itself next; null when nothing is armed.</summary>
    internal static DueThing? NextDue(LeadState lead)
    {
        DueThing? best = lead.RevisitAt is { } revisit
            ? new DueThing(revisit, 3, now => new RevisitCame { At = revisit, RecordedAt = now }) : null;
        if (lead is { IsTest: true, IsErased: false })
        {
            var over = lead.ReceivedAt + TestLasts;
            best = best?.At < over ? best : new DueThing(over, 4, now => new Erased { At = over, RecordedAt = now });
        }

        foreach (var obligation in lead.Obligations)
        {
            if (NextDue(lead, obligation) is { } due
                && (best is null || (due.At, due.Rank).CompareTo((best.At, best.Rank)) < 0))
            {
                best = due;
            }
        }

        return best;
    }

    private static DueThing? NextDue(LeadState lead, Obligation obligation)
    {
        var running = obligation.Status == ObligationStatus.Running && !StandsStill(lead, obligation);
        if (!running && !obligation.Climbs)
        {
            return null;
        }

        var alert = obligation.Alerts.FirstOrDefault(alert => alert.IsWarning == running);
        if (alert is not null && (!running || alert.At <= obligation.DueAt))
        {
            return new DueThing(alert.At, running ? 0 : 2,
                now => new NoticeRaised(obligation.Id, alert.Level, alert.Tell) { At = alert.At, RecordedAt = now });
        }

        return running
            ? new DueThing(obligation.DueAt, 1,
                now => new ObligationBreached(obligation.Id) { At = obligation.DueAt, RecordedAt = now }) : null;
    }

    /// <summary>True while a pause holds this clock; one that an action told late starts may have run out before the
    /// pause began.</summary>
    internal static bool StandsStill(LeadState lead, Obligation obligation) =>
        lead.PausedAt <= obligation.DueAt && obligation.Party == Party.Sales;
}
