using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>The judged items of one lead as of an instant (METRICS.md, metrics 7 to 12).</summary>
internal static class Duties
{
    internal static void Of(LeadFacts lead, Frame frame, List<Duty> into)
    {
        if (lead.MqlSecond <= frame.AsOf)
        {
            Add(Handoff(lead, frame));
        }

        Add(FirstTouch(lead, frame));
        if (lead.AssignedSecond <= frame.AsOf)
        {
            Add(Decision(lead, frame));
        }

        if (lead.AcceptedSecond <= frame.AsOf)
        {
            Add(CadenceDuty.Of(lead, frame));
            Add(Disposition(lead, frame));
        }

        FeedbackDuties.Of(lead, frame, into);

        void Add(Duty? duty)
        {
            if (duty is { } one)
            {
                into.Add(one);
            }
        }
    }

    private static Duty? Handoff(LeadFacts lead, Frame frame)
    {
        var done = lead.AssignedSecond == LeadFacts.Never ? LeadFacts.Never : Math.Max(lead.AssignedSecond, lead.MqlSecond);
        if (!Deadlines.IsHistory(lead, lead.MqlSecond) && Deadlines.Frozen(lead, ClauseKind.Handoff, frame.AsOf) is { } frozen)
        {
            return new Duty(ClauseKind.Handoff, lead.MqlSecond, frozen.DueAsOf(frame.AsOf, lead), done);
        }

        // A sender that names the owner leaves nothing to hand over, and no obligation of it.
        return Deadlines.IsHistory(lead, lead.MqlSecond) || done == lead.MqlSecond
            ? Computed(lead, frame, ClauseKind.Handoff, lead.MqlSecond, done, deadlines => deadlines.Handoff)
            : null;
    }

    private static Duty? FirstTouch(LeadFacts lead, Frame frame)
    {
        var clock = SpeedClock.Of(lead, frame);
        return clock.Start > frame.AsOf || !clock.IsPromised ? null
            : new Duty(ClauseKind.FirstTouch, clock.Start, clock.Due, clock.Touch, lead.RejectionAsOf(frame.AsOf)?.At ?? LeadFacts.Never)
            {
                IsComputed = clock.IsComputed,
            };
    }

    private static Duty? Decision(LeadFacts lead, Frame frame)
    {
        var (at, _) = lead.DecisionAsOf(frame.AsOf);
        return FrozenOrComputed(lead, frame, ClauseKind.Decision, lead.AssignedSecond, at, deadlines => deadlines.Decision);
    }

    private static Duty? Disposition(LeadFacts lead, Frame frame)
    {
        var stage = Math.Min(Math.Min(lead.SqlSecond, lead.SqoSecond), Math.Min(lead.WonSecond, lead.LostSecond));
        var done = Math.Min(lead.DisposedSecond, stage);
        return FrozenOrComputed(lead, frame, ClauseKind.Disposition, lead.AcceptedSecond, done, deadlines => deadlines.Disposition);
    }

    private static Duty? FrozenOrComputed(LeadFacts lead, Frame frame, ClauseKind kind, long start, long done, Func<ComputedDeadlines, long> due)
    {
        // What was done before the clock started is done when it starts.
        var clamped = Math.Max(done, start);
        if (Deadlines.IsHistory(lead, start))
        {
            return Computed(lead, frame, kind, start, clamped, due);
        }

        return Deadlines.Frozen(lead, kind, frame.AsOf) is { } frozen ? new Duty(kind, start, frozen.DueAsOf(frame.AsOf, lead), clamped) : null;
    }

    private static Duty? Computed(LeadFacts lead, Frame frame, ClauseKind kind, long start, long done, Func<ComputedDeadlines, long> due) =>
        Deadlines.ClauseOf(lead, frame.Policy, kind) is null ? null
        : new Duty(kind, start, due(Deadlines.Computed(lead, frame.Policy)), done) { IsComputed = true };
}
