using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>
/// Metric 12: a reason for the rejection that is the decision, for a loss, and, where the clause says <c>Of</c> all, for every MQL: given with it
/// or after it. What was said before it is not its reason.
/// </summary>
internal static class FeedbackDuties
{
    internal static void Of(LeadFacts lead, ReportingPeriod frame, List<JudgedDuty> into)
    {
        var (_, rejection) = lead.DecisionAsOf(frame.AsOf);
        var isLost = lead.LostSecond <= frame.AsOf;
        if (rejection is null && !isLost && !frame.FeedbackOfAll)
        {
            return;
        }

        if (rejection is not null)
        {
            Add(rejection.Moment);
        }

        if (isLost)
        {
            Add(lead.LostAt);
        }

        if (lead.MqlSecond <= frame.AsOf && Deadlines.ClauseOf(lead, frame, ClauseKind.Feedback, lead.MqlSecond)?.Of == FeedbackScope.All)
        {
            Add(new Moment(lead.MqlSecond, 0));
        }

        void Add(Moment start)
        {
            if (Make(lead, frame, start) is { } duty)
            {
                into.Add(duty);
            }
        }
    }

    private static JudgedDuty? Make(LeadFacts lead, ReportingPeriod frame, Moment start)
    {
        if (Deadlines.ClauseOf(lead, frame, ClauseKind.Feedback, start.At) is not { } clause)
        {
            return null;
        }

        var done = lead.ReasonFrom(start).At;
        var frozen = lead.Obligations.Find(obligation => obligation.Clause == ClauseKind.Feedback && obligation.StartedAt == start.At);
        var due = done == start.At ? LeadFacts.Never
            : frozen is not null ? frozen.DueAsOf(frame.AsOf, lead)
            : Deadlines.Computed(lead, frame, clause, start.At, frame.Seen(done));
        return new JudgedDuty(ClauseKind.Feedback, start.At, due, done)
        {
            IsComputed = frozen is null,
            IsExcused = lead.IsExcusedAsOf(frame.AsOf, ClauseKind.Feedback),
        };
    }
}
