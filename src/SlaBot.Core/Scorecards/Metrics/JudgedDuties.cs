using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>The judged items of one lead as of an instant (METRICS.md, metrics 7 to 12).</summary>
internal static class JudgedDuties
{
    private static readonly Judge[] Judges = [.. Enum.GetValues<ClauseKind>().Select(Of)];

    private delegate void Judge(LeadFacts lead, ReportingPeriod frame, List<JudgedDuty> into);

    internal static void Of(LeadFacts lead, ReportingPeriod frame, List<JudgedDuty> into)
    {
        foreach (var judge in Judges)
        {
            judge(lead, frame, into);
        }
    }

    private static Judge Of(ClauseKind kind) => kind switch
    {
        ClauseKind.Handoff => Once(Handoff, lead => lead.MqlSecond),
        ClauseKind.Decision => Once(Decision, lead => lead.AssignedSecond),
        ClauseKind.FirstTouch => Once(FirstTouch),
        ClauseKind.Cadence => Once(CadenceDuty.Of, lead => lead.AcceptedSecond),
        ClauseKind.Disposition => Once(Disposition, lead => lead.AcceptedSecond),
        ClauseKind.Feedback => FeedbackDuties.Of,

        // Recurring obligations are counted one by one (PeopleTally); no number counts the answers to disputes.
        ClauseKind.StatusUpdate or ClauseKind.DisputeAnswer => static (_, _, _) => { },
    };

    /// <summary>A lead that is judged once, when it has come so far.</summary>
    private static Judge Once(Func<LeadFacts, ReportingPeriod, JudgedDuty?> dutyOf,
        Func<LeadFacts, long>? from = null) =>
        (lead, frame, into) =>
        {
            if ((from is null || from(lead) <= frame.AsOf) && dutyOf(lead, frame) is { } duty)
            {
                into.Add(duty);
            }
        };

    private static JudgedDuty? Handoff(LeadFacts lead, ReportingPeriod frame)
    {
        var done = HandedOver(lead, frame);
        if (!Deadlines.IsHistory(lead, lead.MqlSecond)
            && Deadlines.Frozen(lead, ClauseKind.Handoff, frame.AsOf) is { } frozen)
        {
            return new JudgedDuty(ClauseKind.Handoff, lead.MqlSecond, frozen.DueAsOf(frame.AsOf, lead),
                done) { IsExcused = IsExcused(lead, frame, ClauseKind.Handoff) };
        }

        // A sender that names the owner leaves nothing to hand over, and no obligation of it.
        return Deadlines.IsHistory(lead, lead.MqlSecond) || done == lead.MqlSecond
            ? Computed(lead, frame, ClauseKind.Handoff, lead.MqlSecond, done)
            : null;
    }

    /// <summary>
    /// The end of the handoff: the first assignment, or the first delivery of the card where the agreement asks for
    /// that and deliveries are told;
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

    private static bool IsExcused(LeadFacts lead, ReportingPeriod frame, ClauseKind kind) =>
        lead.IsExcusedAsOf(frame.AsOf, kind);

    private static JudgedDuty? FirstTouch(LeadFacts lead, ReportingPeriod frame)
    {
        var clock = SpeedClock.Of(lead, frame);
        if (clock.Start > frame.AsOf || !clock.IsPromised)
        {
            return null;
        }

        // Rejected or ended by an outcome before any touch, there was nobody left to touch; a lead that was lost or won
        // is judged like any other.
        var ended = lead.EndedSecond >= clock.Start ? lead.EndedAt : Moment.Never;
        var over = Moment.Min(lead.RejectedFrom(clock.Start, frame.AsOf), ended);
        return new JudgedDuty(ClauseKind.FirstTouch, clock.Start, clock.Due, clock.Touch.At,
            over < clock.Touch ? over.At : LeadFacts.Never)
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

    private static JudgedDuty? FrozenOrComputed(LeadFacts lead, ReportingPeriod frame, ClauseKind kind, long start,
        long done)
    {
        // What was done before the clock started is done when it starts.
        var clamped = Math.Max(done, start);
        if (Deadlines.IsHistory(lead, start))
        {
            return Computed(lead, frame, kind, start, clamped);
        }

        return Deadlines.Frozen(lead, kind, frame.AsOf) is { } frozen
            ? new JudgedDuty(kind, start, frozen.DueAsOf(frame.AsOf, lead),
                clamped) { IsExcused = IsExcused(lead, frame, kind) }
            : null;
    }

    private static JudgedDuty? Computed(LeadFacts lead, ReportingPeriod frame, ClauseKind kind, long start,
        long done) =>
        Deadlines.ClauseOf(lead, frame, kind) is null ? null
        : new JudgedDuty(kind, start, Deadlines.Computed(lead, frame, kind, frame.Seen(done)),
            done) { IsComputed = true, IsExcused = IsExcused(lead, frame, kind) };
}

/// <summary>
/// One judged item of one lead as the metrics see it: judged at the earlier of <c>Done</c> and <c>Due</c>, exempt when
/// <c>Moot</c> is at or before <c>Due</c>; it is set only where it came before <c>Done</c>, which the order of arrival
/// decides within a second. <c>Full</c>, where set, is the verdict in place of "done in time" (cadence). Seconds; never
/// for what did not happen.
/// </summary>
internal readonly record struct JudgedDuty(ClauseKind Clause, long Start, long Due, long Done,
    long Moot = LeadFacts.Never)
{
    internal bool? Full { get; init; }

    /// <summary>When a cadence was full, also where that was too late; never where it was not.</summary>
    internal long FullAt { get; init; } = LeadFacts.Never;

    /// <summary>Somebody excused a duty of this clause by name: without the excused, a miss does not count.</summary>
    internal bool IsExcused { get; init; }

    /// <summary>True when no frozen obligation stands for it.</summary>
    internal bool IsComputed { get; init; }

    internal MetricOutcome Settle(long asOf)
    {
        if (Start > asOf)
        {
            return MetricOutcome.NotYet;
        }

        var done = Done <= asOf ? Done : LeadFacts.Never;
        var first = Math.Min(done, Due);
        if (Moot <= asOf && Moot <= Due)
        {
            return new MetricOutcome(Outcome.Exempt, Math.Max(Moot, Start));
        }

        if (first > asOf)
        {
            return MetricOutcome.StillPending;
        }

        if (Full is { } full)
        {
            return new MetricOutcome(full ? Outcome.Met : Outcome.Missed, first);
        }

        return done <= Due
            ? new MetricOutcome(Outcome.Met, done)
            : new MetricOutcome(done == LeadFacts.Never ? Outcome.Missed : Outcome.Late, Due);
    }
}

/// <summary>
/// Metric 9: judged at the earliest of the touch that completes the cadence, the window's end, the first ending outcome
/// and the loss; exempt when SQL, SQO or Won came before that. Full when complete by then, or ended with a code that
/// the agreement credits.
/// </summary>
internal static class CadenceDuty
{
    internal static JudgedDuty? Of(LeadFacts lead, ReportingPeriod frame)
    {
        if (Deadlines.IsHistory(lead, lead.AcceptedSecond))
        {
            return Deadlines.ClauseOf(lead, frame, ClauseKind.Cadence) is not { } clause ? null
                : Make(lead, frame, null, clause.Touches, clause.Channels, Credits(lead, clause))
                    with { IsComputed = true };
        }

        return Deadlines.Frozen(lead, ClauseKind.Cadence, frame.AsOf) is { } frozen
            ? Make(lead, frame, frozen, frozen.Touches, frozen.Channels, lead.EndedCredited)
            : null;
    }

    private static JudgedDuty Make(LeadFacts lead, ReportingPeriod frame, ObligationFacts? frozen, int touches,
        int channels, bool credited)
    {
        var start = lead.AcceptedSecond;
        var complete = lead.CompleteFrom(start, touches, channels);
        var ended = Moment.Min(lead.EndedAt, lead.LostAt);
        var over = Moment.Min(complete, ended);
        over = over.At < start ? lead.AcceptedAt : over;
        var due = frozen?.DueAsOf(frame.AsOf, lead)
            ?? Deadlines.Computed(lead, frame, ClauseKind.Cadence, frame.Seen(over.At));
        var full = complete.At <= due && !(over < complete);
        full |= credited && lead.EndedSecond <= due && !(over < lead.EndedAt);
        var advanced = Moment.Min(lead.SqlAt, Moment.Min(lead.SqoAt, lead.WonAt));
        return new JudgedDuty(ClauseKind.Cadence, start, due, over.At, advanced < over ? advanced.At : LeadFacts.Never)
        {
            Full = full,
            FullAt = Math.Min(complete.At, credited ? lead.EndedSecond : LeadFacts.Never),
            IsExcused = lead.IsExcusedAsOf(frame.AsOf, ClauseKind.Cadence),
        };
    }

    private static bool Credits(LeadFacts lead, Clause clause) =>
        lead.EndedCredited || (lead.EndedCode is { } code && clause.Credits(code));
}

/// <summary>
/// Metric 12: a reason for the rejection that is the decision, for a loss, and, where the clause says <c>Of</c> all,
/// for every MQL: given with it or after it. What was said before it is not its reason.
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

        if (lead.MqlSecond <= frame.AsOf
            && Deadlines.ClauseOf(lead, frame, ClauseKind.Feedback, lead.MqlSecond)?.Of == FeedbackScope.All)
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
        var frozen = lead.Obligations.Find(
            obligation => obligation.Clause == ClauseKind.Feedback && obligation.StartedAt == start.At);
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
