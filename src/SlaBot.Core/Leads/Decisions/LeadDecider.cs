using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>The only place where a lead's fate is decided: (state, command) to events, or to a refusal. Pure.</summary>
public static class LeadDecider
{
    /// <summary>
    /// Decides a command. What fell due before it happens first, each at its own instant; then the command; then what
    /// the command itself made due. A refusal writes nothing: what was due is then left to the timer, whose rows stand.
    /// </summary>
    /// <param name="lead">The lead as it stands; null when there is none yet.</param>
    /// <param name="command">The command; <c>Now</c> is set.</param>
    /// <param name="terms">What decisions are made under.</param>
    public static Decision Decide(LeadState? lead, LeadCommand command, DecisionContext terms)
    {
        if (command is ImportHistory line)
        {
            return HistoryImport.Record(lead, line, terms);
        }

        var draft = new DecisionBuilder(lead, terms, command);
        if (lead is null)
        {
            return command is ReceiveLead first ? Qualification.New(draft, first) : Unknown(command.Lead);
        }

        if (HistoryImport.Closed(lead, command) is { } closed)
        {
            return draft.No(closed.Code, closed.Sentence);
        }

        draft.CatchUp(command.Now, inclusive: command is Tick);
        if ((Guard(draft) ?? Forbids(draft.State, command, terms.Policy, terms.People)) is { } refusal)
        {
            return draft.No(refusal.Code, refusal.Sentence);
        }

        draft.Refusal = Route(draft, command);
        if (draft.Refusal is null)
        {
            draft.Settle();
            draft.CatchUp(command.Now, inclusive: command is Tick);
            LadderSteps.GiveBack(draft);
        }

        return draft.Done();
    }

    /// <summary>Why the person of the command (<c>By</c>) may not ask for it at all, whatever it says, and who may;
    /// null when they may.</summary>
    /// <param name="lead">The lead as it stands.</param>
    /// <param name="command">The command; of what it says, only <c>By</c> counts.</param>
    /// <param name="policy">The agreement in force: it names the arbiter.</param>
    /// <param name="people">Everybody.</param>
    public static Refusal? Forbids(LeadState lead, LeadCommand command, SlaPolicy policy, People people) =>
        Rights.Check(lead, command, policy, people);

    private static Decision Unknown(string lead) =>
        Decision.No("unknown-lead", $"There is no lead {lead}. Check the id, or send the lead first.");

    private static Refusal? Guard(DecisionBuilder draft)
    {
        var command = draft.Command;
        if (command.At > command.Now)
        {
            return new Refusal("in-future",
                "That time is still to come: give the time at which it happened, or none for now.");
        }

        // What the person did may well be older than the lead.
        if (command.At < draft.State.ReceivedAt && command is not AddActivity)
        {
            return new Refusal("too-early", $"That is before {LeadName.Of(draft.State)} arrived. Check the time.");
        }

        return draft.State.IsErased && command is not (Tick or Place or HandOver or ReportCard or Erase)
            ? new Refusal("erased", "This lead was erased on request; only its counts remain.")
            : null;
    }

    private static Refusal? Route(DecisionBuilder draft, LeadCommand command) => command switch
    {
        Tick => null,
        ReceiveLead again => Qualification.Again(draft, again),
        AddActivity activity => Qualification.Activity(draft, activity),
        Place => FromQueue(draft),
        HandOver away => SystemCommands.Over(draft, away),
        ReportCard report => SystemCommands.Report(draft, report),
        Erase => SystemCommands.Erase(draft),
        Accept => Acceptance.Accept(draft),
        Reject reject => Acceptance.Reject(draft, reject),
        LogTouch touch => SellerWork.Touch(draft, touch),
        Dispose dispose => SellerWork.Dispose(draft, dispose),
        Advance advance => StageAdvance.Advance(draft, advance),
        SetAmount amount => SellerWork.Amount(draft, amount),
        GiveFeedback feedback => SellerWork.Feedback(draft, feedback),
        UpdateStatus update => SellerWork.Update(draft, update),
        Rate rate => SellerWork.Rate(draft, rate),
        Recycle recycle => Disputes.Recycle(draft, recycle),
        DisputeRejection dispute => Disputes.Dispute(draft, dispute),
        RuleDispute rule => Disputes.Rule(draft, rule),
        Assign assign => Oversight.Assign(draft, assign),
        Pause pause => Oversight.Pause(draft, pause),
        Resume => Oversight.Resume(draft),
        Waive waive => Oversight.Waive(draft, waive),
        Undo undo => TakingBack.Undo(draft, undo),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "No such command."),
    };

    private static Refusal? FromQueue(DecisionBuilder draft)
    {
        if (draft.State.Stage == LeadStage.Queue && !draft.State.IsErased)
        {
            draft.Place(draft.Now);
        }

        return draft.Refusal;
    }
}

/// <summary>What the program itself does to a lead: covering an absence, reporting a card, erasing.</summary>
internal static class SystemCommands
{
    /// <summary>The cover takes over untouched and accepted leads alike; without a cover the untouched ones go to the
    /// roster.</summary>
    public static Refusal? Over(DecisionBuilder draft, HandOver command)
    {
        var lead = draft.State;
        if (!lead.IsOpen || !Rights.Same(lead.Owner, command.Away))
        {
            return null;
        }

        if (draft.Terms.People.Find(command.Cover) is { } person && !Rights.Same(person.Email, lead.Owner)
            && draft.Terms.AbsenceOf(person.Email, draft.Now) is null)
        {
            draft.AssignTo(person.Email, AssignmentWay.Cover, $"covers for {draft.Terms.People.NameOf(command.Away)}",
                draft.Now);
        }
        else if (lead.Touches.Count == 0)
        {
            draft.PlaceByRules(AssignmentWay.Cover, draft.Now);
        }

        return draft.Refusal;
    }

    public static Refusal? Report(DecisionBuilder draft, ReportCard command)
    {
        if (!Rights.Same(draft.State.Owner, command.Owner) || draft.State.DeliveredAt is not null)
        {
            return null;
        }

        draft.Emit(command.Fault is { } fault
            ? new CardUndelivered(draft.State.Owner!, fault) { At = command.Action, RecordedAt = draft.Now }
            : new CardDelivered(draft.State.Owner!) { At = command.Action, RecordedAt = draft.Now });
        return null;
    }

    public static Refusal? Erase(DecisionBuilder draft)
    {
        if (draft.State.IsErased)
        {
            return null;
        }

        draft.EndPause(draft.Now);
        draft.Cancel(draft.Now, "erased on request", _ => true);
        draft.Emit(new Erased { At = draft.Now, RecordedAt = draft.Now, By = draft.Command.By });
        return null;
    }
}
