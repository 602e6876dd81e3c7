using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>Moves a lead to SQL, opportunity, won or lost, through the gates of the agreement.</summary>
internal static class StageAdvance
{
    public static Refusal? Advance(DecisionBuilder draft, Advance command)
    {
        if ((SellerWork.CheckAccepted(draft, "moving its stage") ?? CheckForward(draft, command) ?? CheckGate(draft, command)) is { } no)
        {
            return no;
        }

        if (command.Stage is LeadStage.Won or LeadStage.Lost)
        {
            Close(draft, command);
        }
        else
        {
            GoOn(draft, command);
        }

        return draft.Refusal;
    }

    private static void Close(DecisionBuilder draft, Advance command)
    {
        draft.EndPause(command.Action);
        Reach(draft, command);
        if (command.Stage == LeadStage.Lost)
        {
            draft.EndCadence(command.Action, command.Stage.Short());
        }

        // A first touch is judged whatever became of the lead; nobody is reminded of it any more.
        draft.Cancel(command.Action, command.Stage.Short(), obligation => IsOver(obligation.Clause) && obligation.Owner is not null);
        foreach (var obligation in draft.State.Running.Where(item => item.Clause == ClauseKind.FirstTouch && item.Alerts.Count > 0).ToList())
        {
            draft.Emit(new RemindersMoved(obligation.Id, []) { At = command.Action, RecordedAt = draft.Now });
        }

        if (command.Stage == LeadStage.Lost)
        {
            draft.StartFeedback(command.Action);
        }
    }

    private static bool IsOver(ClauseKind clause) =>
        clause == ClauseKind.Decision || ClauseDefinition.Of(clause).StartsAt == LeadMoment.Accepted;

    private static void GoOn(DecisionBuilder draft, Advance command)
    {
        var hadEnded = draft.State.HasEnded;
        Reach(draft, command);
        draft.Cancel(command.Action, $"reached {command.Stage.Short()}", obligation => obligation.Clause == ClauseKind.Cadence);
        if (hadEnded && !draft.State.HasEnded)
        {
            // Work goes on after an outcome such as "qualified", and so does the duty to say how it stands.
            draft.Start(ClauseKind.StatusUpdate, command.Action);
        }
    }

    private static void Reach(DecisionBuilder draft, Advance command)
    {
        var ticked = StageGates.Ticked(draft.Terms.Policy, command.Checklist);
        draft.Emit(new StageReached(command.Stage, command.Amount, command.Reason, ticked) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        draft.Settle();
    }

    private static Refusal? CheckForward(DecisionBuilder draft, Advance command) =>
        command.Stage == LeadStage.Lost || command.Stage > draft.State.Stage
            ? null
            : new Refusal("not-forward", $"{LeadName.Of(draft.State)} is already {draft.State.Stage.Called()}; stages only go forward.");

    private static Refusal? CheckGate(DecisionBuilder draft, Advance command)
    {
        var policy = draft.Terms.Policy;
        if (command.Stage == LeadStage.Lost && OutcomeGate.CheckLoss(policy, draft.State) is { } no)
        {
            return no;
        }

        var missing = StageGates.Missing(policy, draft.State, command.Stage, command.Checklist);
        return missing.Count == 0
            ? null
            : new Refusal("gate-incomplete", $"Before {command.Stage.Called()}, confirm: {string.Join("; ", missing)}.");
    }
}
