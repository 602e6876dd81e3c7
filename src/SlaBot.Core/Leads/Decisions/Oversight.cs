using NodaTime;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>What managers and RevOps do: reassign, excuse, pause.</summary>
internal static class Oversight
{
    public static Refusal? Assign(DecisionBuilder draft, Assign command)
    {
        // Who reassigns means to take it from the owner whom the form was drawn under.
        if (SellerWork.CheckFresh(draft, isTold: command.SeenVersion < draft.State.OwnerVersion) is { } no)
        {
            return no;
        }

        var lead = draft.State;
        var name = LeadName.Of(lead);
        if (lead.Stage is LeadStage.Inquiry or LeadStage.Won or LeadStage.Lost
            || (lead.HasEnded && lead.Stage != LeadStage.Recycled))
        {
            return lead.Stage == LeadStage.Inquiry
                ? new Refusal("not-qualified", $"{name} is not qualified yet; it is assigned when it is.")
                : new Refusal("already-closed", $"{name} is already closed; there is nothing to reassign.");
        }

        if (lead.Owner is { } owner && command.Action < lead.AssignedAt)
        {
            return new Refusal("too-early",
                $"{name} was only given to {draft.Terms.People.NameOf(owner)} after that time. Check the time.");
        }

        if (command.Action < lead.DecidedAt)
        {
            return new Refusal("too-early",
                $"{name} was "
                + $"{(lead.Stage is LeadStage.Rejected or LeadStage.Recycled ? "rejected" : "accepted")} after that "
                    + $"time. Check the time.");
        }

        return CheckNewOwner(draft, command.Owner, name) ?? Give(draft, command);
    }

    public static Refusal? Pause(DecisionBuilder draft, Pause command)
    {
        var lead = draft.State;
        if (lead.PausedAt is not null || !lead.IsOpen)
        {
            return new Refusal(lead.IsOpen ? "already-paused" : "not-open",
                $"{LeadName.Of(lead)} {(lead.IsOpen ? "is already paused" : "is not in work; there is nothing to pause")}.");
        }

        if (command.Action < lead.ResumedAt)
        {
            return new Refusal("too-early",
                $"An earlier pause of {LeadName.Of(lead)} ended after that time. Check the time.");
        }

        Take(draft, new Paused(command.Reason) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        return null;
    }

    /// <summary>What a pause brings: sales' clocks stand still from its own time on.</summary>
    internal static void Take(DecisionBuilder draft, Paused paused)
    {
        draft.Emit(paused);
        PauseShift.HoldFrom(draft, paused.At);
    }

    public static Refusal? Resume(DecisionBuilder draft)
    {
        if (draft.State.PausedAt is not { } since || draft.Command.Action < since)
        {
            return new Refusal("not-paused",
                $"{LeadName.Of(draft.State)} is not paused{(draft.State.PausedAt is null ? "" : " at that time yet")}.");
        }

        draft.EndPause(draft.Command.Action);
        return draft.Refusal;
    }

    /// <summary>Lets sales' clocks run again, where they stand still; closing a lead does so too.</summary>
    public static void EndPause(this DecisionBuilder draft, Instant at)
    {
        if (draft.State.PausedAt is not { } since)
        {
            return;
        }

        var until = Instant.Max(at, since);
        var moved = draft.State.Running.Where(obligation => obligation.Party == Party.Sales).ToList();
        draft.Emit(new Resumed { At = until, RecordedAt = draft.Now, By = draft.Command.By });
        foreach (var obligation in moved)
        {
            PauseShift.Move(draft, obligation, Instant.Max(since, obligation.StartedAt), until);
        }

        PauseShift.RunFrom(draft, since, until);
    }

    public static Refusal? Waive(DecisionBuilder draft, Waive command)
    {
        if (!TryExcuse(draft, command.Clause, command.Reason, command.Action))
        {
            return new Refusal("nothing-to-waive",
                $"{LeadName.Of(draft.State)} has no open or missed duty \"{command.Clause.Name()}\" to excuse.");
        }

        return null;
    }

    /// <summary>Excuses the last miss of a clause, else the clock of it that runs; false where there is
    /// neither.</summary>
    internal static bool TryExcuse(DecisionBuilder draft, ClauseKind clause, string reason, Instant at)
    {
        var candidates = draft.State.Obligations.Where(obligation => obligation.Clause == clause).ToList();
        var chosen = candidates.LastOrDefault(candidate => candidate.Status == ObligationStatus.Breached)
            ?? candidates.LastOrDefault(candidate => candidate.Status == ObligationStatus.Running);
        if (chosen is null)
        {
            return false;
        }

        draft.MoveByOpenPause(chosen, at);
        draft.Emit(
            new ObligationWaived(chosen.Id, reason) { At = Instant.Max(at, chosen.StartedAt), RecordedAt = draft.Now,
                By = draft.Command.By });
        return true;
    }

    private static Refusal? CheckNewOwner(DecisionBuilder draft, string owner, string name)
    {
        if (draft.Terms.People.Find(owner) is not { } person)
        {
            return new Refusal("unknown-person",
                $"{owner} is not among the people in the settings; choose one of the sellers.");
        }

        if (Rights.Same(person.Email, draft.State.Owner) && draft.State.IsOpen)
        {
            return new Refusal("already-theirs", $"{person.Name} already has {name}.");
        }

        if (!person.MayOwn)
        {
            return new Refusal("not-a-seller",
                $"{person.Name} does not work leads; give {name} to a rep or a manager.");
        }

        return draft.Terms.AbsenceOf(person.Email, draft.Now) is null
            ? null
            : new Refusal("away", $"{person.Name} is away; choose somebody else for {name}.");
    }

    private static Refusal? Give(DecisionBuilder draft, Assign command)
    {
        draft.AssignTo(command.Owner, AssignmentWay.ByHand, $"given by {draft.Terms.People.NameOf(command.By)}",
            command.Action);
        return draft.Refusal;
    }
}
