using NodaTime;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>Passes responsibility: chooses an owner, ends the old owner's clocks, starts the new owner's.</summary>
internal static class Assignment
{
    /// <summary>Gives the lead to whom the sender named, else to the owner of the same e-mail, else by the routing;
    /// else to the queue.</summary>
    public static void Place(this DecisionBuilder draft, Instant at)
    {
        var lead = draft.State;
        if (Present(draft, lead.SentOwner, at) is { } sent && !lead.PastOwners.Contains(sent))
        {
            draft.AssignTo(sent, AssignmentWay.Sender, "the sender named the owner", SentAt(draft, at));
        }
        else if (Present(draft, draft.Terms.SameContact?.Owner, at) is { } same && !lead.PastOwners.Contains(same))
        {
            draft.AssignTo(same, AssignmentWay.SameContact,
                $"{AssignmentReason.SameContact} under {draft.Terms.SameContact!.Value.Lead}", at);
        }
        else
        {
            draft.PlaceByRules(AssignmentWay.Rule, at);
        }
    }

    /// <summary>The sender gives it to another owner: an assignment, at the sender's instant.</summary>
    public static void MoveTo(this DecisionBuilder draft, string owner) =>
        draft.AssignTo(Present(draft, owner, draft.Now) ?? owner, AssignmentWay.Sender, "the sender gave it to another owner",
            SentAt(draft, draft.Now));

    // When the sender assigned it, but neither before it was an MQL nor before its present owner got it.
    private static Instant SentAt(DecisionBuilder draft, Instant at)
    {
        var since = (draft.Command as ReceiveLead)?.AssignedAt is { } said ? Instant.Min(said, at) : at;
        return Instant.Max(Instant.Max(since, draft.State.MqlAt ?? since), draft.State.AssignedAt ?? since);
    }

    /// <summary>
    /// Gives the lead by the routing, passing over past owners; else to the queue. A queued lead stays there, and an
    /// accepted one with its owner, while nobody is eligible.
    /// </summary>
    public static void PlaceByRules(this DecisionBuilder draft, AssignmentWay way, Instant at)
    {
        var placement = draft.Terms.Place(draft.State, at);
        if (placement.Owner is { } owner)
        {
            draft.AssignTo(owner, way, placement.Reason, at);
        }
        else if (draft.State.Stage is not (LeadStage.Queue or LeadStage.SalesAccepted or LeadStage.SalesQualified
            or LeadStage.Opportunity))
        {
            draft.CancelSales(at, "waits in the queue");
            draft.Emit(new Queued(placement.Reason) { At = at, RecordedAt = draft.Now });
        }
    }

    /// <summary>Hands the lead to this owner.</summary>
    public static void AssignTo(this DecisionBuilder draft, string owner, AssignmentWay way, string why, Instant at)
    {
        var email = draft.Terms.People.Find(owner)?.Email ?? owner;
        draft.HandOver(
            new Assigned(email, draft.State.Owner, way, why, draft.Terms.People.Find(email)?.Team)
        {
            At = at,
            RecordedAt = draft.Now,
            By = draft.Command.By,
        });
    }

    /// <summary>Old clocks are cancelled, breaches and stage stay, the new owner's clocks start; touches count for the
    /// lead.</summary>
    internal static void HandOver(this DecisionBuilder draft, Assigned assigned)
    {
        var (before, at) = (draft.State, assigned.At);
        var carried = before.Obligations.Where(obligation => IsWork(obligation.Clause) && WasOwed(obligation, at))
            .Select(obligation => obligation.Clause).ToHashSet();
        draft.Settle();
        draft.CancelSales(at, $"moved to {draft.Terms.People.NameOf(assigned.Owner)}", assigned.Missed is not null);
        draft.Emit(assigned);
        draft.Settle();
        Reminding(draft, before);
        StartClocks(draft, before, carried, at);
    }

    /// <summary>A clock that ran before anybody owned the lead has somebody to remind now, in their own
    /// hours.</summary>
    private static void Reminding(DecisionBuilder draft, LeadState before)
    {
        foreach (var obligation in draft.State.Running
            .Where(item =>
                item.Owner is not null && before.Obligations.Any(old => old.Id == item.Id && old.Owner is null))
                .ToList())
        {
            var alerts = NoticeSchedule.InHoursOf(obligation, draft.Terms.People.Find(obligation.Owner)?.Calendar);
            if (!alerts.SequenceEqual(obligation.Alerts))
            {
                draft.Emit(
                    new RemindersMoved(obligation.Id, alerts) { At = draft.State.AssignedAt!.Value,
                        RecordedAt = draft.Now });
            }
        }
    }

    /// <summary>Cancels the running clocks that a seller owes; a reason owed for a rejection stays owed.</summary>
    /// <param name="draft">The decision.</param>
    /// <param name="at">From when on they are moot.</param>
    /// <param name="why">Why.</param>
    /// <param name="isForfeit">True where a miss took the lead away: what was missed at that very instant stays
    /// missed.</param>
    public static void CancelSales(this DecisionBuilder draft, Instant at, string why, bool isForfeit = false) =>
        draft.Cancel(at, why,
            obligation =>
                obligation.Party == Party.Sales && obligation.Owner is not null
                    && obligation.Clause != ClauseKind.Feedback
                    && !(isForfeit && obligation.Status == ObligationStatus.Breached));

    private static void StartClocks(DecisionBuilder draft, LeadState before, HashSet<ClauseKind> carried, Instant at)
    {
        if (StartsFirstTouch(draft, before, at, out var since))
        {
            draft.Start(ClauseKind.FirstTouch, at, since);
        }

        if (!draft.State.IsDecided)
        {
            draft.Start(ClauseKind.Decision, at);
        }

        // What an accepted lead still owed goes on with the new owner; without this it would owe nothing at all.
        foreach (var kind in carried.Where(_ => draft.State.IsDecided))
        {
            draft.Start(kind, at, kind == ClauseKind.StatusUpdate ? null : draft.State.DecidedAt);
        }

        // Of a handover told late: from each update since, the new owner owes the next.
        foreach (var update in draft.State.Updates
            .Where(update => update > at && carried.Contains(ClauseKind.StatusUpdate)).Distinct().ToList())
        {
            draft.Start(ClauseKind.StatusUpdate, update);
        }
    }

    /// <summary>True when the new owner owes a first touch: the lead was not touched since the clause's own start
    /// (<paramref name="since"/>).</summary>
    private static bool StartsFirstTouch(DecisionBuilder draft, LeadState before, Instant at, out Instant? since)
    {
        var clause = draft.ClauseFor(ClauseKind.FirstTouch);
        since = clause?.From switch
        {
            ClauseStart.Mql => before.MqlAt,
            ClauseStart.Accepted => draft.State.IsDecided ? before.DecidedAt : null,
            ClauseStart.Implied or ClauseStart.Assigned or null => before.FirstAssignedAt,
        };
        if (clause is null || since is not { } from)
        {
            return clause is { From: not (ClauseStart.Mql or ClauseStart.Accepted) };
        }

        // A clock from the MQL instant runs on with its first owner.
        var runsOn = clause.From == ClauseStart.Mql && before.FirstAssignedAt is null;
        return !runsOn
            && !before.Touches.Any(
                touch => touch.At >= from && touch.At <= at && Evidence.CountsFor(clause.Method, touch));
    }

    private static bool WasOwed(Obligation obligation, Instant at) => obligation.Status switch
    {
        ObligationStatus.Running => true,
        ObligationStatus.Breached =>
            !obligation.EndedShort && (obligation.FulfilledAt is null || obligation.FulfilledAt > at),
        ObligationStatus.Met => obligation.StartedAt <= at && obligation.EndedAt > at,
        ObligationStatus.Cancelled or ObligationStatus.Waived => false,
    };

    private static bool IsWork(ClauseKind kind) => ClauseDefinition.Of(kind).StartsAt == LeadMoment.Accepted;

    /// <summary>The person, or the cover while they are away; null when unknown, or away without a cover.</summary>
    private static string? Present(DecisionBuilder draft, string? email, Instant at)
    {
        // A test goes to whoever asked for it, who need be no seller.
        if (draft.Terms.People.Find(email) is not { } person || !(person.MayOwn || draft.State.IsTest))
        {
            return null;
        }

        if (draft.Terms.AbsenceOf(person.Email, at) is not { } absence)
        {
            return person.Email;
        }

        return absence.Cover is { } cover && draft.Terms.AbsenceOf(cover, at) is null
            ? draft.Terms.People.Find(cover)?.Email : null;
    }
}
