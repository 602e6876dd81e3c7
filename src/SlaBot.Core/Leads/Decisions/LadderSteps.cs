using NodaTime;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>What happens to a lead by itself, and the step of a ladder that gives it to somebody else.</summary>
/// <remarks>Source: PRODUCT, Take back. The breach stays with whom it was; whoever lost the lead does not get it by the
/// routing again, and gets it back when the deadline turns out to have been kept.</remarks>
internal static class LadderSteps
{
    /// <summary>
    /// Lets everything due up to the instant happen in order, each stamped with its own instant: a breach is the
    /// deadline, whoever looks and whenever. A lead is taken back last, and now: nobody could have worked it before.
    /// </summary>
    internal static void CatchUp(this DecisionBuilder draft, Instant upTo, bool inclusive, bool mayTakeBack = true)
    {
        var steps = new List<(string Obligation, int Times)>();
        while (ObligationClock.NextDue(draft.State) is { } due && (due.At < upTo || (inclusive && due.At == upTo)))
        {
            var happened = due.Happening(draft.Now);
            if (mayTakeBack && happened is NoticeRaised raised && StepOf(draft.State, raised) is { } times)
            {
                steps.Add((raised.Id, times));
            }

            if (happened is Erased)
            {
                // A test is over.
                draft.EndPause(due.At);
                draft.Cancel(due.At, "a test", _ => true);
            }

            draft.Emit(happened);
        }

        foreach (var (obligation, times) in steps)
        {
            Take(draft, draft.State.Obligations.First(duty => duty.Id == obligation), times);
        }
    }

    /// <summary>A deadline that had been kept after all: the lead goes back, unless whoever has it has touched or
    /// decided.</summary>
    public static void GiveBack(DecisionBuilder draft)
    {
        var lead = draft.State;
        if (lead.Forfeits is not [.., var last] || !Rights.Same(lead.Owner, last.To)
            || lead.Stage is not (LeadStage.Queue or LeadStage.Assigned or LeadStage.SalesAccepted
                or LeadStage.SalesQualified or LeadStage.Opportunity)
            || lead.Obligations.FirstOrDefault(duty => duty.Id == last.Obligation) is not { Status: ObligationStatus.Met }
            || lead.DecidedAt >= last.At || lead.Touches.Any(touch => touch.At >= last.At && !Rights.Same(touch.By, last.From))
            || draft.Terms.People.Find(last.From) is not { } owner || draft.Terms.AbsenceOf(owner.Email, draft.Now) is not null)
        {
            return;
        }

        draft.AssignTo(owner.Email, AssignmentWay.GivenBack, "the deadline had been kept after all", draft.Now);
    }

    private static int? StepOf(LeadState lead, NoticeRaised raised) => lead.Obligations
        .First(duty => duty.Id == raised.Id).Alerts
        .FirstOrDefault(alert => alert.Level == raised.Level && alert.At == raised.At)?.TakesBack;

    private static void Take(DecisionBuilder draft, Obligation missed, int times)
    {
        var lead = draft.State;
        if (!lead.IsOpen || lead.PausedAt is not null || !missed.Climbs || lead.Owner is not { } owner
            || !Rights.Same(missed.Owner, owner))
        {
            return;
        }

        var people = draft.Terms.People;
        var head = $"taken back from {people.NameOf(owner)}: {Title(missed)} was missed";
        var why = $"it was taken back {times} times already";
        if (lead.Forfeits.Count < times)
        {
            var placement = draft.Terms.Place(lead with { RefusedBy = OwnerFold.Refusing(lead, missed.Id) }, draft.Now);
            if (placement.Owner is { } next)
            {
                draft.HandOver(new Assigned(people.Find(next)?.Email ?? next, owner, AssignmentWay.TakenBack,
                    $"{head}; {placement.Reason}", people.Find(next)?.Team)
                {
                    At = draft.Now, RecordedAt = draft.Now, Missed = missed.Id,
                });
                return;
            }

            why = placement.Reason;
        }

        // An accepted lead stays with its owner: there it is worked, if late.
        if (lead.Stage == LeadStage.Assigned)
        {
            draft.CancelSales(draft.Now, "waits in the queue", isForfeit: true);
            draft.Emit(new Queued($"{char.ToUpperInvariant(head[0])}{head[1..]}; {why}")
            {
                At = draft.Now, RecordedAt = draft.Now, Missed = missed.Id,
            });
        }
    }

    private static string Title(Obligation missed)
    {
        var title = ClauseDefinition.Of(missed.Clause).Title;
        return char.ToLowerInvariant(title[0]) + title[1..];
    }
}
