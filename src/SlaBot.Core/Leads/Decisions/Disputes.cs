using NodaTime;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>What follows a rejection: nurture, dispute, ruling.</summary>
internal static class Disputes
{
    public static Refusal? Recycle(DecisionBuilder draft, Recycle command)
    {
        var lead = draft.State;
        if (!(lead.Stage is LeadStage.Rejected or LeadStage.Recycled or LeadStage.Lost || lead.HasEnded))
        {
            return new Refusal("still-open",
                $"{LeadName.Of(lead)} is {lead.Stage.Title()}: only a rejected or closed lead goes into nurture.");
        }

        var calendar = draft.Terms.Policy.Calendar;
        if (command.RevisitOn <= draft.Now.InZone(calendar.Zone).Date)
        {
            return new Refusal("in-past", "The revisit date must be a day still to come.");
        }

        var opens = calendar.NextOpen(calendar.Zone.AtStartOfDay(command.RevisitOn).ToInstant());
        draft.Emit(
            new Recycled(command.RevisitOn,
                opens ?? calendar.Zone.AtStartOfDay(command.RevisitOn).ToInstant()) { At = command.Action,
                    RecordedAt = draft.Now, By = command.By });
        return null;
    }

    public static Refusal? Dispute(DecisionBuilder draft, DisputeRejection command)
    {
        if (CheckDisputable(draft, command.Action) is { } refusal)
        {
            return refusal;
        }

        Take(draft, new Disputed(command.Note) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        return draft.Refusal;
    }

    /// <summary>What a dispute brings: an answer is owed.</summary>
    internal static void Take(DecisionBuilder draft, Disputed disputed)
    {
        draft.Emit(disputed);
        draft.Start(ClauseKind.DisputeAnswer, disputed.At);
    }

    public static Refusal? Rule(DecisionBuilder draft, RuleDispute command)
    {
        var lead = draft.State;
        if (lead.Rejection is not { DisputedAt: not null, Upheld: null } rejection)
        {
            return new Refusal("nothing-to-rule", $"No dispute about {LeadName.Of(lead)} is open.");
        }

        if (command.Action < rejection.DisputedAt)
        {
            return new Refusal("too-early",
                $"The rejection of {LeadName.Of(lead)} was not disputed yet at that time. Check the time.");
        }

        draft.Emit(
            new Ruled(command.Upheld, command.Note) { At = command.Action, RecordedAt = draft.Now, By = command.By });
        draft.Settle();
        if (!command.Upheld && draft.State.Stage is (LeadStage.Rejected or LeadStage.Recycled))
        {
            // Whoever gets it learns of it now, also when the ruling is told late.
            ReturnTo(draft, rejection.Owner, draft.Now);
        }

        return draft.Refusal;
    }

    private static Refusal? CheckDisputable(DecisionBuilder draft, Instant at)
    {
        var lead = draft.State;
        var name = LeadName.Of(lead);
        if (lead.Rejection is not { Then: RejectConsequence.Nurture } rejection
            || lead.Stage is not (LeadStage.Rejected or LeadStage.Recycled))
        {
            return new Refusal("not-rejected", $"{name} is not rejected: there is nothing to dispute.");
        }

        if (rejection.DisputedAt is not null)
        {
            return new Refusal("already-disputed",
                $"The rejection of {name} was already "
                + $"disputed{(rejection.Upheld is null ? "; the ruling is awaited" : "")}.");
        }

        if (at < rejection.At)
        {
            return new Refusal("too-early", $"{name} was not rejected yet at that time. Check the time.");
        }

        if (draft.Terms.Policy.DisputeWindow.DeadlineFrom(rejection.At, draft.Terms.Policy.Calendar) < at)
        {
            return new Refusal("too-late",
                $"A rejection may be disputed within {draft.Terms.Policy.DisputeWindow}; that time is over for {name}.");
        }

        return null;
    }

    /// <summary>An overturned lead goes back to who rejected it, unless they are away or gone.</summary>
    private static void ReturnTo(DecisionBuilder draft, string owner, Instant at)
    {
        var there = draft.Terms.People.Find(owner) is not null && draft.Terms.AbsenceOf(owner, at) is null;
        if (there)
        {
            draft.AssignTo(owner, AssignmentWay.Overturned, "the rejection was overturned", at);
        }
        else
        {
            draft.PlaceByRules(AssignmentWay.Overturned, at);
        }
    }
}
