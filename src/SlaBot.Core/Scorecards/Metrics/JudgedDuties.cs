using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>The judged items of one lead as of an instant (METRICS.md, metrics 7 to 12).</summary>
internal static class JudgedDuties
{
    internal static void Of(LeadFacts lead, ReportingPeriod frame, List<JudgedDuty> into)
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

        void Add(JudgedDuty? duty)
        {
            if (duty is { } judgedDuty)
            {
                into.Add(judgedDuty);
            }
        }
    }

    private static JudgedDuty? Handoff(LeadFacts lead, ReportingPeriod frame)
    {
        var done = HandedOver(lead, frame);
        if (!Deadlines.IsHistory(lead, lead.MqlSecond) && Deadlines.Frozen(lead, ClauseKind.Handoff, frame.AsOf) is { } frozen)
        {
            return new JudgedDuty(ClauseKind.Handoff, lead.MqlSecond, frozen.DueAsOf(frame.AsOf, lead), done) { IsExcused = IsExcused(lead, frame, ClauseKind.Handoff) };
        }

        // A sender that names the owner leaves nothing to hand over, and no obligation of it.
        return Deadlines.IsHistory(lead, lead.MqlSecond) || done == lead.MqlSecond
            ? Computed(lead, frame, ClauseKind.Handoff, lead.MqlSecond, done)
            : null;
    }

    /// <summary>
    /// The end of the handoff: the first assignment, or the first delivery of the card where the agreement asks for that and deliveries are told;
    /// not before the MQL instant.
    /// </summary>
    internal static long HandedOver(LeadFacts lead, ReportingPeriod frame)
    {
        var done = lead.AssignedSecond;
        if (Deadlines.ClauseOf(lead, frame, ClauseKind.Handoff)?.Until == HandoffEnd.Delivered)
        {
            // Facts that were written before deliveries were among them know when the obligation was met.
            var frozen = Deadlines.Frozen(lead, ClauseKind.Handoff, frame.AsOf);
            done = frozen is not null ? Math.Min(lead.DeliveredSecond, Math.Min(frozen.MetAt, frozen.FulfilledAt))
                : lead.TellsDeliveries ? lead.DeliveredSecond
                : done;
        }

        return done == LeadFacts.Never ? done : Math.Max(done, lead.MqlSecond);
    }

    private static bool IsExcused(LeadFacts lead, ReportingPeriod frame, ClauseKind kind) => lead.IsExcusedAsOf(frame.AsOf, kind);

    private static JudgedDuty? FirstTouch(LeadFacts lead, ReportingPeriod frame)
    {
        var clock = SpeedClock.Of(lead, frame);
        if (clock.Start > frame.AsOf || !clock.IsPromised)
        {
            return null;
        }

        // Rejected or ended by an outcome before any touch, there was nobody left to touch; a lead that was lost or won is judged like any other.
        var ended = lead.EndedSecond >= clock.Start ? lead.EndedAt : Moment.Never;
        var over = Moment.Min(lead.RejectedFrom(clock.Start, frame.AsOf), ended);
        return new JudgedDuty(ClauseKind.FirstTouch, clock.Start, clock.Due, clock.Touch.At, over < clock.Touch ? over.At : LeadFacts.Never)
        {
            IsComputed = clock.IsComputed,
            IsExcused = IsExcused(lead, frame, ClauseKind.FirstTouch),
        };
    }

    private static JudgedDuty? Decision(LeadFacts lead, ReportingPeriod frame)
    {
        var (at, _) = lead.DecisionAsOf(frame.AsOf);
        return FrozenOrComputed(lead, frame, ClauseKind.Decision, lead.AssignedSecond, at);
    }

    private static JudgedDuty? Disposition(LeadFacts lead, ReportingPeriod frame)
    {
        var stage = Math.Min(Math.Min(lead.SqlSecond, lead.SqoSecond), Math.Min(lead.WonSecond, lead.LostSecond));
        var done = Math.Min(lead.DisposedSecond, stage);
        return FrozenOrComputed(lead, frame, ClauseKind.Disposition, lead.AcceptedSecond, done);
    }

    private static JudgedDuty? FrozenOrComputed(LeadFacts lead, ReportingPeriod frame, ClauseKind kind, long start, long done)
    {
        // What was done before the clock started is done when it starts.
        var clamped = Math.Max(done, start);
        if (Deadlines.IsHistory(lead, start))
        {
            return Computed(lead, frame, kind, start, clamped);
        }

        return Deadlines.Frozen(lead, kind, frame.AsOf) is { } frozen
            ? new JudgedDuty(kind, start, frozen.DueAsOf(frame.AsOf, lead), clamped) { IsExcused = IsExcused(lead, frame, kind) }
            : null;
    }

    private static JudgedDuty? Computed(LeadFacts lead, ReportingPeriod frame, ClauseKind kind, long start, long done) =>
        Deadlines.ClauseOf(lead, frame, kind) is null ? null
        : new JudgedDuty(kind, start, Deadlines.Computed(lead, frame, kind, frame.Seen(done)), done) { IsComputed = true, IsExcused = IsExcused(lead, frame, kind) };
}
