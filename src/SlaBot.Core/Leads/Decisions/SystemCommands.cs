using SlaBot.Core.Leads.Obligations;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>What the program itself does to a lead: covering an absence, reporting a card, erasing.</summary>
internal static class SystemCommands
{
    /// <summary>The cover takes over untouched and accepted leads alike; without a cover the untouched ones go to the roster.</summary>
    public static Refusal? Over(DecisionBuilder draft, HandOver command)
    {
        var lead = draft.State;
        if (!lead.IsOpen || !Rights.Same(lead.Owner, command.Away))
        {
            return null;
        }

        if (draft.Terms.People.Find(command.Cover) is { } person && !Rights.Same(person.Email, lead.Owner) && draft.Terms.AbsenceOf(person.Email, draft.Now) is null)
        {
            draft.AssignTo(person.Email, AssignmentWay.Cover, $"covers for {draft.Terms.People.NameOf(command.Away)}", draft.Now);
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
