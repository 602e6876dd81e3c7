using SlaBot.Core.Leads.Obligations;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>Takes back what somebody did by a slip: within five minutes, unless another person has acted since.</summary>
/// <remarks>Source: PRODUCT, Undo. The lead is as it was before; what fell due meanwhile is decided anew, at its own
/// instant.</remarks>
internal static class TakingBack
{
    public static Refusal? Undo(DecisionBuilder draft, Undo command)
    {
        var lead = draft.State;
        var name = LeadName.Of(lead);
        if (lead.Undoable is not { What: not UndoFold.Resume } open || command.By is null || !Rights.Same(open.By, command.By)
            || (command.Event is { } meant && meant != open.Version) || command.SeenVersion < open.Version)
        {
            return new Refusal("nothing-to-undo",
                $"There is nothing of yours to undo on {name}: it was undone already, something else has happened since, or "
                + "it was longer ago than five minutes.");
        }

        if (draft.Now > open.RecordedAt + UndoFold.Within)
        {
            return new Refusal("too-late",
                $"That is longer ago than five minutes and stands. Change what is wrong on {name} with its own button, or ask a "
                + "manager or RevOps.");
        }

        draft.Emit(new Undone(open.Version, open.What) { At = draft.Now, RecordedAt = draft.Now, By = command.By });
        if (lead is { DeliveredAt: { } delivered, Owner: { } owner } && draft.State.DeliveredAt is null
            && Rights.Same(draft.State.Owner, owner))
        {
            // That the card has arrived is no part of what was undone.
            draft.Emit(new CardDelivered(owner) { At = delivered, RecordedAt = draft.Now });
        }

        return null;
    }
}
