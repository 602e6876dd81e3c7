using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>Metric 12: a reason for the rejection that is the decision, for a loss, and, where the clause says <c>Of</c> all, for every MQL.</summary>
internal static class FeedbackDuties
{
    internal static void Of(LeadFacts lead, Frame frame, List<Duty> into)
    {
        var (_, rejection) = lead.DecisionAsOf(frame.AsOf);
        var lost = frame.Seen(lead.LostSecond);
        if (rejection is null && lost == LeadFacts.Never && !frame.FeedbackOfAll)
        {
            return;
        }

        if (Deadlines.ClauseOf(lead, frame.Policy, ClauseKind.Feedback) is not { } clause)
        {
            return;
        }

        if (rejection is not null)
        {
            into.Add(Make(lead, frame, clause, rejection.At, rejection.Reason is null ? LeadFacts.Never : rejection.At));
        }

        if (lost != LeadFacts.Never)
        {
            into.Add(Make(lead, frame, clause, lost, lead.LostWithReason ? lost : LeadFacts.Never));
        }

        if (clause.Of == FeedbackScope.All && lead.MqlSecond <= frame.AsOf)
        {
            var said = Math.Min(rejection?.Reason is null ? LeadFacts.Never : rejection.At, lead.LostWithReason ? lost : LeadFacts.Never);
            into.Add(Make(lead, frame, clause, lead.MqlSecond, said));
        }
    }

    private static Duty Make(LeadFacts lead, Frame frame, Clause clause, long start, long saidAtOnce)
    {
        var said = Math.Min(saidAtOnce, lead.FeedbackIsBlank ? LeadFacts.Never : lead.FeedbackSecond);
        var done = Math.Max(start, said);
        var frozen = lead.Obligations.Find(one => one.Clause == ClauseKind.Feedback && one.StartedAt == start);
        if (done == start)
        {
            return new Duty(ClauseKind.Feedback, start, LeadFacts.Never, done) { IsComputed = frozen is null };
        }

        return frozen is not null
            ? new Duty(ClauseKind.Feedback, start, frozen.DueAsOf(frame.AsOf, lead), done)
            : new Duty(ClauseKind.Feedback, start, Deadlines.DueOf(clause.Within, start, frame.Policy), done) { IsComputed = true };
    }
}
