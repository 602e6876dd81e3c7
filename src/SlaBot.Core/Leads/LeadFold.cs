using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads;

/// <summary>Folds events into a <see cref="LeadState"/>. The same events always give the same state.</summary>
public static class LeadFold
{
    /// <summary>The state after all of them; null for none. The first must be a <see cref="LeadReceived"/> or a
    /// <see cref="HistoryOpened"/>.</summary>
    public static LeadState? Of(IEnumerable<LeadEvent> events)
    {
        LeadState? state = null;
        foreach (var each in events)
        {
            state = Apply(state, each);
        }

        return state;
    }

    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The first event is neither a <see cref="LeadReceived"/> nor a
    /// <see cref="HistoryOpened"/>.</exception>
    public static LeadState Apply(LeadState? state, LeadEvent happened)
    {
        var next = (state, happened) switch
        {
            (null, HistoryOpened opened) =>
                new LeadState { Id = opened.Lead, IsHistory = true, ReceivedAt = opened.At },
            ({ IsHistory: true }, not Erased) => HistoryFold.Step(state, happened),
            (_, LeadReceived received) =>
                new LeadState { Id = received.Lead, Profile = received.Profile, SentOwner = received.SentOwner,
                    ReceivedAt = received.At, IsTest = received.IsTest,
                    OwnersSaid = Said([], received.Sender, received.SentOwner, isKept: false) },
            _ => Step(state ?? throw new InvalidOperationException("A lead begins with LeadReceived."), happened),
        };
        var version = (state?.Version ?? 0) + 1;
        return next with
        {
            Version = version,
            FactVersion = happened.IsFact ? version : state?.FactVersion ?? version,
            OwnerVersion = happened is Assigned or Queued or Undone ? version : next.OwnerVersion,
            Undoable = next.IsHistory ? null : UndoFold.After(state, happened, version),
        };
    }

    internal static LeadState Step(LeadState lead, LeadEvent happened) => happened switch
    {
        Undone undone => UndoFold.TakeBack(lead, undone),
        ProfileMerged merged => lead with
        {
            Profile = merged.Profile,
            SentOwner = merged.SentOwner ?? lead.SentOwner,
            OwnersSaid = Said(lead.OwnersSaid, merged.Sender, merged.SentOwner, merged.IsOwnerKept),
        },
        ActivityAdded added =>
            lead with { Profile = lead.Profile with { Activity = [.. lead.Profile.Activity, added.Activity] } },
        DuplicateFlagged flagged => lead with { DuplicateOf = flagged.OtherLead },
        MqlReached mql => lead with
        {
            MqlAt = lead.MqlAt ?? mql.At,
            Criteria = mql.Criteria,
            RefusedBy = [],
            Forfeits = [],
            Stage = LeadStage.MarketingQualified,
            Profile = mql.Tier is null ? lead.Profile : lead.Profile with { Tier = mql.Tier },
        },
        Queued queued => lead with
        {
            Stage = LeadStage.Queue,
            QueuedAt = queued.At,
            QueuedWhy = queued.Reason,
            Owner = null,
            Forfeits = OwnerFold.Lost(lead, queued.At, null, queued.Missed),
            RefusedBy = OwnerFold.Refusing(lead, queued.Missed),
            Team = null,
            AssignedAt = null,
            DecidedAt = null,
            RevisitOn = null,
            RevisitAt = null,
            PastOwners = Past(lead),
            Obligations = OwnerFold.LetGo(lead.Obligations),
        },
        Assigned assigned => OwnerFold.Assign(lead, assigned),
        CardDelivered delivered =>
            lead.Owner == delivered.Owner ? lead with { DeliveredAt = lead.DeliveredAt ?? delivered.At } : lead,
        CardUndelivered or HistoryOpened => lead,
        Paused paused => lead with { PausedAt = paused.At, PauseReason = paused.Reason },
        Resumed => lead with { PausedAt = null, PauseReason = null, ResumedAt = happened.At },
        Erased => LeadEraser.Blank(lead),
        _ => SalesStep(lead, happened),
    };

    private static LeadState SalesStep(LeadState lead, LeadEvent happened) => happened switch
    {
        Accepted =>
            lead with { AcceptedAt = lead.AcceptedAt ?? happened.At, DecidedAt = happened.At, IsDecided = true,
                Stage = LeadStage.SalesAccepted },
        Rejected rejected => OwnerFold.Reject(lead, rejected),
        Touched { IsAutomatic: true } sent => lead with { AutomaticTouches = InOrder(lead.AutomaticTouches, sent) },
        Touched touched => lead with { Touches = InOrder(lead.Touches, touched) },
        Reached reached => lead with { Touches = [.. lead.Touches.Select(
            touch => IsOf(touch, reached) ? touch with { Connected = true } : touch)] },
        Disposed disposed => StageFold.Dispose(lead, disposed),
        StageReached reached => StageFold.Reach(lead, reached),
        AmountSet amount => lead with { Profile = lead.Profile with { Amount = amount.Amount } },
        FeedbackGiven feedback =>
            lead with { Feedback = feedback.Reason, FeedbackAt = feedback.At,
                ReasonsAt = [.. lead.ReasonsAt, feedback.At] },
        Recycled recycled =>
            lead with { Stage = LeadStage.Recycled, RevisitOn = recycled.RevisitOn, RevisitAt = recycled.RevisitAt },
        RevisitCame => lead with { RevisitAt = null },
        StatusUpdated updated => StageFold.Update(lead, updated),
        Rated rated => lead with { Rating = new Rating(rated.Fit, rated.Timing) },
        Disputed disputed =>
            lead with { Rejection = lead.Rejection! with { DisputedAt = disputed.At, DisputeNote = disputed.Note } },
        Ruled ruled => lead with { Rejection = lead.Rejection! with { Upheld = ruled.Upheld, RuledAt = ruled.At } },
        _ => ObligationFold.Step(lead, happened),
    };

    /// <summary>Work is over: nobody climbs a ladder for what sales still owed.</summary>
    internal static LeadState Ended(LeadState lead, bool ends) => !ends ? lead : lead with
    {
        Obligations = [.. lead.Obligations.Select(obligation =>
            obligation.Climbs && obligation.Party == Party.Sales && obligation.Clause != ClauseKind.Feedback
                ? obligation with { LadderStopped = true } : obligation)],
    };

    /// <summary>Who lost or refused the lead, its present owner among them.</summary>
    public static IReadOnlyList<string> Past(LeadState lead) =>
        lead.Owner is null || lead.PastOwners.Contains(lead.Owner) ? lead.PastOwners : [.. lead.PastOwners, lead.Owner];

    private static IReadOnlyList<SaidOwner> Said(IReadOnlyList<SaidOwner> before, string? sender, string? owner, bool isKept) =>
        owner is null ? before
        : [.. before.Where(said => said.Sender != (sender ?? "")), new SaidOwner(sender ?? "", owner, isKept)];

    private static bool IsOf(Touch touch, Reached reached) => touch.At == reached.TouchAt
        && string.Equals(touch.By, reached.By, StringComparison.OrdinalIgnoreCase)
        && string.Equals(touch.Channel, reached.Channel, StringComparison.OrdinalIgnoreCase);

    internal static IReadOnlyList<Touch> InOrder(IReadOnlyList<Touch> touches, Touched touched)
    {
        var touch = new Touch(touched.At, touched.RecordedAt, touched.By, touched.Owner, touched.Channel,
            touched.Connected, touched.Note, touched.SelfReported);
        var at = touches.Count;
        while (at > 0 && touches[at - 1].At > touch.At)
        {
            at--;
        }

        return [.. touches.Take(at), touch, .. touches.Skip(at)];
    }
}

/// <summary>The part of the fold that keeps what may be taken back: the lead as it was before, for five minutes, unless
/// another person has acted since.</summary>
internal static class UndoFold
{
    /// <summary>How long after its recording something may be taken back (PRODUCT, Undo).</summary>
    public static readonly Duration Within = Duration.FromMinutes(5);

    /// <summary>Not taken back by itself: it stands here for what may follow it in the same step.</summary>
    public const string Resume = "resume";

    private const string Accept = "accept";

    public static LeadState TakeBack(LeadState lead, Undone undone) => (lead.Undoable?.Before ?? lead) with
    {
        TakenBack = new TakenBack(undone.At, undone.By, undone.What),
    };

    public static Undoable? After(LeadState? before, LeadEvent happened, int version)
    {
        if (before is null || before.IsHistory)
        {
            return null;
        }

        if (WhatOf(happened) is { } what && happened.By is { } by)
        {
            // The acceptance that a stage implies, and the end of a pause that anything brings, are one thing with it.
            if (before.Undoable is { } first && first.RecordedAt == happened.RecordedAt && first.By == by
                && (first.What == Resume || (first.What == Accept && happened is StageReached or Resumed)))
            {
                return first with { What = happened is Resumed ? first.What : what };
            }

            return new Undoable(version, what, by, happened.RecordedAt, before with { Undoable = null });
        }

        return before.Undoable is not { } open || happened.RecordedAt > open.RecordedAt + Within ? null
            : IsTold(happened) ? open with { Before = LeadFold.Step(open.Before, happened) }
            : Follows(happened, open) ? open
            : null;
    }

    /// <summary>What a sender tells of the lead stays told, whatever is taken back.</summary>
    public static bool IsTold(LeadEvent happened) => happened is ProfileMerged or ActivityAdded or DuplicateFlagged;

    private static string? WhatOf(LeadEvent happened) => happened switch
    {
        Accepted => Accept,
        Resumed => Resume,
        Rejected => "reject",
        Touched { IsAutomatic: false } => "touch",
        Disposed => "dispose",
        StageReached => "advance",
        _ => null,
    };

    // What the program made of it, and what it does by itself.
    private static bool Follows(LeadEvent happened, Undoable open) => happened switch
    {
        ObligationStarted or ObligationMet or ObligationBreached or BreachWithdrawn or ObligationFulfilled
            or ObligationCancelled or DeadlineMoved or RemindersMoved or NoticeRaised or CardDelivered
            or CardUndelivered => true,
        Reached => open.What == "touch" && happened.By == open.By,
        Assigned { Way: AssignmentWay.Reroute } or Queued => happened.RecordedAt == open.RecordedAt,
        _ => false,
    };
}

/// <summary>A lead's events as the numbers know them.</summary>
public static class LeadLog
{
    /// <summary>The events without those that were taken back.</summary>
    /// <param name="events">All events of one lead, from the first, in order of arrival.</param>
    public static IReadOnlyList<LeadEvent> WithoutUndone(IReadOnlyList<LeadEvent> events)
    {
        if (!events.Any(happened => happened is Undone))
        {
            return events;
        }

        var kept = new List<(int Version, LeadEvent Event)>();
        foreach (var (at, happened) in events.Index())
        {
            if (happened is Undone undone)
            {
                kept.RemoveAll(pair => pair.Version >= undone.Version && !UndoFold.IsTold(pair.Event));
            }

            kept.Add((at + 1, happened));
        }

        return [.. kept.Select(pair => pair.Event)];
    }
}

/// <summary>The part of the fold in which responsibility passes.</summary>
internal static class OwnerFold
{
    public static LeadState Assign(LeadState lead, Assigned assigned)
    {
        var working = lead.Stage is LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity;
        return lead with
        {
            Stage = working ? lead.Stage : LeadStage.Assigned,
            IsDecided = working,
            DecidedAt = working ? lead.DecidedAt : null,
            Dispositions = working ? lead.Dispositions : StageFold.Supersede(lead.Dispositions, assigned.At),
            ReopenedAt = lead.Stage == LeadStage.Recycled ? assigned.At : lead.ReopenedAt,
            Owner = assigned.Owner,
            Forfeits = assigned.Way == AssignmentWay.GivenBack ? [.. lead.Forfeits.SkipLast(1)]
                : Lost(lead, assigned.At, assigned.Owner, assigned.Missed),
            RefusedBy = assigned.Way == AssignmentWay.GivenBack
                ? [.. lead.RefusedBy.Where(person => !Same(person, assigned.Owner))] : Refusing(lead, assigned.Missed),
            Team = assigned.Team,
            AssignedAt = assigned.At,
            FirstAssignedAt = lead.FirstAssignedAt ?? assigned.At,
            AssignedWhy = assigned.Why,
            DeliveredAt = null,
            PastOwners = lead.Owner == assigned.Owner ? lead.PastOwners : LeadFold.Past(lead),
            RevisitOn = null,
            RevisitAt = null,
            Obligations = [.. lead.Obligations.Select(obligation => PassOn(obligation, assigned.Owner))],
        };
    }

    /// <summary>Those who lost it by a missed deadline; its owner among them where one took it now.</summary>
    public static IReadOnlyList<Forfeit> Lost(LeadState lead, Instant at, string? to, string? missed) =>
        missed is null || lead.Owner is null ? lead.Forfeits : [.. lead.Forfeits, new Forfeit(at, lead.Owner, to, missed)];

    /// <summary>To whom it is not routed again; its owner among them where a missed deadline took it.</summary>
    public static IReadOnlyList<string> Refusing(LeadState lead, string? missed) =>
        missed is null || lead.Owner is null || lead.RefusedBy.Any(person => Same(person, lead.Owner))
            ? lead.RefusedBy : [.. lead.RefusedBy, lead.Owner];

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    public static LeadState Reject(LeadState lead, Rejected rejected)
    {
        var next = lead with
        {
            DecidedAt = rejected.At,
            Rejection = new Rejection(rejected.At, rejected.Owner, rejected.Reason, rejected.Note, rejected.Then),
            Feedback = string.IsNullOrWhiteSpace(rejected.Reason) ? lead.Feedback : rejected.Reason,
            FeedbackAt = string.IsNullOrWhiteSpace(rejected.Reason) ? lead.FeedbackAt : rejected.At,
            ReasonsAt = rejected.Then == RejectConsequence.Reroute || string.IsNullOrWhiteSpace(rejected.Reason)
                ? lead.ReasonsAt : [.. lead.ReasonsAt, rejected.At],
        };
        return rejected.Then == RejectConsequence.Reroute
            ? next with { RefusedBy = [.. lead.RefusedBy.Append(rejected.Owner).Distinct(StringComparer.OrdinalIgnoreCase)] }
            : LeadFold.Ended(next with { Stage = LeadStage.Rejected, IsDecided = true }, ends: true);
    }

    /// <summary>Nobody climbs a ladder for a seller who no longer holds the lead.</summary>
    public static IReadOnlyList<Obligation> LetGo(IReadOnlyList<Obligation> all) =>
        [.. all.Select(
            obligation =>
                obligation.Climbs && obligation.Party == Party.Sales && obligation.Owner is not null
                    ? obligation with { LadderStopped = true } : obligation)];

    /// <summary>A clock that began before anybody owned the lead gets its owner; nobody climbs the ladder for a past
    /// owner's breach.</summary>
    private static Obligation PassOn(Obligation obligation, string owner)
    {
        if (obligation.Party != Party.Sales)
        {
            return obligation;
        }

        if (obligation.Owner is null)
        {
            return obligation.Status is ObligationStatus.Running or ObligationStatus.Breached
                ? obligation with { Owner = owner } : obligation;
        }

        return obligation.Climbs && obligation.Owner != owner ? obligation with { LadderStopped = true } : obligation;
    }
}

/// <summary>The part of the fold in which a lead reaches a stage; the first entry into each counts.</summary>
internal static class StageFold
{
    public static LeadState Reach(LeadState lead, StageReached reached)
    {
        var next = Dated(lead, reached) with
        {
            Stage = reached.Stage,
            AdvancedAt = lead.AdvancedAt > reached.At ? lead.AdvancedAt : reached.At,
            Dispositions = Supersede(lead.Dispositions, reached.At),
        };
        if (reached.Amount is { } amount)
        {
            next = next with { Profile = next.Profile with { Amount = amount } };
        }

        if (reached.Stage == LeadStage.Lost && !string.IsNullOrWhiteSpace(reached.Reason))
        {
            next = next
                with { Feedback = reached.Reason, FeedbackAt = reached.At,
                    ReasonsAt = [.. next.ReasonsAt, reached.At] };
        }
        else if (reached.Stage == LeadStage.Lost)
        {
            next = next with { ReasonsAt = [.. next.ReasonsAt.Where(at => at > reached.At)] };
        }

        return LeadFold.Ended(next, reached.Stage is LeadStage.Won or LeadStage.Lost);
    }

    /// <summary>An ending outcome ends the work, unless it is told late and the lead has advanced or come back
    /// since.</summary>
    public static LeadState Dispose(LeadState lead, Disposed disposed)
    {
        var late = lead.AdvancedAt > disposed.At || lead.ReopenedAt > disposed.At;
        var outcome = new Disposition(disposed.At, disposed.Code, disposed.Reason, disposed.Ends,
            disposed.Credited) { Superseded = late };
        return LeadFold.Ended(lead, disposed.Ends && !late) with { Dispositions = [.. lead.Dispositions, outcome] };
    }

    /// <summary>What was given up to that instant ends nothing any more.</summary>
    public static IReadOnlyList<Disposition> Supersede(IReadOnlyList<Disposition> all, Instant at) =>
        [.. all.Select(disposition => disposition.At <= at ? disposition with { Superseded = true } : disposition)];

    /// <summary>The newest update by its own time is the one shown.</summary>
    public static LeadState Update(LeadState lead, StatusUpdated updated)
    {
        var next = lead with { Updates = [.. lead.Updates.Append(updated.At).Order()] };
        return lead.StatusAt > updated.At ? next : next with { Status = updated.Status, StatusAt = updated.At };
    }

    private static LeadState Dated(LeadState lead, StageReached reached) => reached.Stage switch
    {
        LeadStage.SalesQualified => lead with { SqlAt = lead.SqlAt ?? reached.At },
        LeadStage.Opportunity => lead with { SqoAt = lead.SqoAt ?? reached.At },
        LeadStage.Won => lead with { WonAt = lead.WonAt ?? reached.At },
        LeadStage.Lost or LeadStage.Inquiry or LeadStage.MarketingQualified or LeadStage.Queue or LeadStage.Assigned
            or LeadStage.SalesAccepted or LeadStage.Rejected or LeadStage.Recycled =>
            lead with { LostAt = lead.LostAt ?? reached.At },
    };
}

/// <summary>The part of the fold that keeps the clocks.</summary>
internal static class ObligationFold
{
    public static LeadState Step(LeadState lead, LeadEvent happened) => happened switch
    {
        ObligationStarted started => lead with { Obligations = [.. lead.Obligations, started.Obligation] },
        ObligationMet met => Change(lead, met.Id, obligation => Done(obligation, ObligationStatus.Met, met)),
        ObligationBreached breached => Change(lead, breached.Id, obligation => obligation with
        {
            Status = ObligationStatus.Breached,
            EndedAt = breached.At,
            BreachedAt = breached.At,
            FulfilledAt = breached.Why is null ? obligation.FulfilledAt : null,
            Reason = breached.Why,
            LadderStopped = obligation.LadderStopped || breached.Why is not null || IsClosed(lead, obligation),
            Alerts = breached.Why is null ? [.. obligation.Alerts.Where(alert => !alert.IsWarning)] : [],
        }),
        BreachWithdrawn withdrawn => Change(lead, withdrawn.Id, obligation => Withdraw(lead, obligation)),
        ObligationFulfilled fulfilled =>
            Change(lead, fulfilled.Id, obligation => obligation with { FulfilledAt = fulfilled.At, Alerts = [] }),
        ObligationCancelled cancelled =>
            Change(lead, cancelled.Id,
                obligation => Done(obligation, ObligationStatus.Cancelled, cancelled) with { Reason = cancelled.Why }),
        ObligationWaived waived =>
            Change(lead, waived.Id, obligation => Done(obligation, ObligationStatus.Waived, waived) with
        {
            FulfilledAt = obligation.FulfilledAt,
            Reason = waived.Reason,
            WaivedBy = waived.By,
        }),
        DeadlineMoved moved => Change(lead, moved.Id, obligation => obligation with
        {
            DueAt = moved.DueAt,
            Alerts = moved.Alerts,
            PausedFor = obligation.PausedFor + moved.PausedFor,
        }),
        RemindersMoved moved => Change(lead, moved.Id, obligation => obligation with { Alerts = moved.Alerts }),
        NoticeRaised raised => Change(lead, raised.Id, obligation => obligation with
        {
            Alerts = [.. obligation.Alerts.Where(alert => alert.Level != raised.Level || alert.At != raised.At)],
            Raised = [.. obligation.Raised, new Alert(raised.Level, raised.At, raised.Tell)],
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name,
            "Nothing says what this event does to a lead."),
    };

    /// <summary>Of a lead that is won or lost nobody is chased for anything but the reason.</summary>
    private static bool IsClosed(LeadState lead, Obligation obligation) =>
        lead.Stage is LeadStage.Won or LeadStage.Lost
            && obligation is { Party: SlaBot.Core.Policy.Party.Sales,
                Clause: not SlaBot.Core.Policy.ClauseKind.Feedback };

    /// <summary>Runs again where it was breached; what was excused or had become moot only loses the trace. Whoever
    /// owes it still may be chased for it anew.</summary>
    private static Obligation Withdraw(LeadState lead, Obligation obligation) =>
        obligation.Status == ObligationStatus.Breached
            ? obligation with
            {
                Status = ObligationStatus.Running,
                EndedAt = null,
                BreachedAt = null,
                FulfilledAt = null,
                LadderStopped = obligation.LadderStopped && obligation.Owner != lead.Owner,
            }
            : obligation with { BreachedAt = null };

    private static Obligation Done(Obligation obligation, ObligationStatus status, LeadEvent by) =>
        obligation with { Status = status, EndedAt = by.At, FulfilledAt = null, Alerts = [] };

    private static LeadState Change(LeadState lead, string id, Func<Obligation, Obligation> change) =>
        lead with { Obligations = [
            .. lead.Obligations.Select(obligation => obligation.Id == id ? change(obligation) : obligation)] };
}
