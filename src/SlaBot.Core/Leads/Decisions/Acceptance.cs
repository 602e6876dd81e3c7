using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>The seller's decision: accept, or reject with a reason.</summary>
internal static class Acceptance
{
    public static Refusal? Accept(DecisionBuilder draft)
    {
        if (CheckOpen(draft, "accept") is { } no)
        {
            return no;
        }

        Take(draft,
            new Accepted(draft.State.Owner!) { At = draft.Command.Action, RecordedAt = draft.Now,
                By = draft.Command.By });
        return draft.Refusal;
    }

    /// <summary>What an acceptance brings: the clocks of the work begin.</summary>
    internal static void Take(DecisionBuilder draft, Accepted accepted)
    {
        draft.Emit(accepted);
        draft.Settle();
        draft.StartAll(LeadMoment.Accepted, accepted.At);
    }

    public static Refusal? Reject(DecisionBuilder draft, Reject command)
    {
        if (CheckOpen(draft, "reject") is { } no)
        {
            return no;
        }

        var known = draft.Terms.Policy.RejectReasons;
        var reason = known.FirstOrDefault(rejectReason => Rights.Same(rejectReason.Reason, command.Reason));
        if (string.IsNullOrWhiteSpace(command.Reason) || (reason is null && known.Count > 0))
        {
            return new Refusal("unknown-reason",
                $"Give one of the agreed reasons: "
                + $"{string.Join("; ", known.Select(rejectReason => rejectReason.Reason))}.");
        }

        var (words, then) = reason ?? new RejectReason(command.Reason, RejectConsequence.Nurture);
        Take(draft,
            new Rejected(draft.State.Owner!, words, command.Note, then) { At = command.Action, RecordedAt = draft.Now,
                By = command.By });
        if (then == RejectConsequence.Reroute)
        {
            // The next owner learns of it now, also when the rejection is told late.
            draft.PlaceByRules(AssignmentWay.Reroute, draft.Now);
        }

        return draft.Refusal;
    }

    /// <summary>What a rejection brings: the seller's clocks end, and a reason is owed where it goes back to
    /// marketing.</summary>
    internal static void Take(DecisionBuilder draft, Rejected rejected)
    {
        var goesBack = rejected.Then == RejectConsequence.Nurture;
        if (goesBack)
        {
            draft.EndPause(rejected.At);
            draft.Cancel(rejected.At, "rejected again", obligation => obligation.Clause == ClauseKind.DisputeAnswer);
        }

        draft.Emit(rejected);
        draft.Settle();
        draft.CancelSales(rejected.At, "rejected");
        if (goesBack)
        {
            draft.StartFeedback(rejected.At);
        }
    }

    /// <summary>A reason is owed for a rejection or loss, unless one is owed already.</summary>
    public static void StartFeedback(this DecisionBuilder draft, NodaTime.Instant at)
    {
        if (!draft.State.Obligations.Any(
            obligation => obligation.Clause == ClauseKind.Feedback && obligation.Status == ObligationStatus.Running))
        {
            draft.Start(ClauseKind.Feedback, at);
        }
    }

    private static Refusal? CheckOpen(DecisionBuilder draft, string action)
    {
        var lead = draft.State;
        var name = LeadName.Of(lead);
        if (lead.Stage == LeadStage.Assigned)
        {
            return draft.Command.Action < lead.AssignedAt
                ? new Refusal("too-early",
                    $"{name} was not with {draft.Terms.People.NameOf(lead.Owner)} yet at that time. Check the time.")
                : null;
        }

        var owner = draft.Terms.People.NameOf(lead.Owner);
        return lead.Stage switch
        {
            LeadStage.Rejected or LeadStage.Recycled =>
                new Refusal("already-rejected",
                    $"{name} was already rejected by "
                    + $"{draft.Terms.People.NameOf(lead.Rejection?.Owner)} ({lead.Rejection?.Reason}). It is back at "
                        + $"marketing."),
            LeadStage.Inquiry or LeadStage.MarketingQualified =>
                new Refusal("not-qualified", $"{name} is not qualified yet: nothing to {action}."),
            LeadStage.Queue => new Refusal("not-assigned", $"{name} waits in the queue: assign it to somebody first."),
            LeadStage.Won or LeadStage.Lost =>
                new Refusal("already-closed", $"{name} is already {lead.Stage.Short()}."),
            LeadStage.Assigned or LeadStage.SalesAccepted or LeadStage.SalesQualified or LeadStage.Opportunity =>
                new Refusal("already-accepted",
                    $"{name} is already accepted by {owner}. To end the work, record the outcome instead."),
        };
    }
}
