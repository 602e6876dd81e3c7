using NodaTime;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Where a lead's deadlines come from: frozen with its obligations, else computed from the agreement, on the
/// owner's calendar where it is known.</summary>
internal static class Deadlines
{
    /// <summary>The wording that binds: that of the tier, the team and the region known when the clause starts, as
    /// later words change no deadline.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="frame">The agreement.</param>
    /// <param name="kind">Which clause.</param>
    /// <param name="from">When it starts; null where that is the clause's own start.</param>
    internal static Clause? ClauseOf(LeadFacts lead, ReportingPeriod frame, ClauseKind kind, long? from = null)
    {
        if (!frame.HasWordings(kind))
        {
            return frame.General(kind);
        }

        var start = from;
        if (start is null)
        {
            var team = kind == ClauseKind.Handoff ? null : lead.AssignmentAt(lead.AssignedSecond).Team;
            var last = frame.Policy.ClauseFor(kind, lead.Tier, team, lead.Region);
            start = last is null ? LeadFacts.Never : StartOf(lead, last);
        }

        var held = lead.AssignmentAsOf(start.Value == lead.MqlSecond ? start.Value - 1 : start.Value);
        return held is null
            && frame.Policy.ClauseFor(kind, lead.TierAsOf(start.Value), null, lead.RegionAsOf(start.Value)) is { } bound
            && BeginsAtMql(bound)
            ? bound
            : frame.Policy.ClauseFor(kind, lead.TierAsOf(start.Value), lead.AssignmentAsOf(start.Value)?.Team,
                lead.RegionAsOf(start.Value));
    }

    /// <summary>The first obligation of a clause that had started as of then.</summary>
    internal static ObligationFacts? Frozen(LeadFacts lead, ClauseKind kind, long asOf)
    {
        ObligationFacts? first = null;
        foreach (var obligation in lead.Obligations)
        {
            if (obligation.Clause == kind && obligation.StartedAt <= asOf
                && (first is null || obligation.StartedAt < first.StartedAt))
            {
                first = obligation;
            }
        }

        return first;
    }

    /// <summary>Whether a duty from this start is older than any obligation of the lead, as all are that come from a
    /// history file.</summary>
    internal static bool IsHistory(LeadFacts lead, long start) => start < lead.FirstObligationSecond;

    /// <summary>The start of the lead's own clock: the MQL instant, the first assignment (also where the agreement says
    /// nothing) or the acceptance.</summary>
    internal static long ClockStart(LeadFacts lead, Clause? clause) => clause?.From switch
    {
        ClauseStart.Mql => lead.MqlSecond,
        ClauseStart.Accepted => lead.AcceptedSecond,
        ClauseStart.Implied or ClauseStart.Assigned or null => lead.AssignedSecond,
    };

    /// <summary>The deadline that the agreement gives from the clause's own start, pauses included; never where the
    /// clause or its start is missing.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="frame">The agreement.</param>
    /// <param name="kind">Which clause.</param>
    /// <param name="done">When the duty was done: no later pause moves it.</param>
    internal static long Computed(LeadFacts lead, ReportingPeriod frame, ClauseKind kind, long done)
    {
        var kept = lead.Computed is { } known && ReferenceEquals(known.Policy, frame.Policy)
            ? known : lead.Computed = new ComputedDeadlines(frame.Policy);
        if (kept.Of(kind) is not { } deadline)
        {
            var clause = ClauseOf(lead, frame, kind);
            var start = clause is null ? LeadFacts.Never : StartOf(lead, clause);
            kept.Keep(kind, deadline = clause is null || start == LeadFacts.Never
                ? new ComputedDeadline(null, start, LeadFacts.Never)
                : new ComputedDeadline(clause, start, DueFrom(clause, start, CalendarAt(lead, frame, clause, start))));
        }

        return deadline.Clause is null ? LeadFacts.Never : Paused(lead, frame, deadline, done);
    }

    /// <summary>The same for a start of its own.</summary>
    internal static long Computed(LeadFacts lead, ReportingPeriod frame, Clause clause, long start, long done) =>
        Paused(lead, frame,
            new ComputedDeadline(clause, start, DueFrom(clause, start, CalendarAt(lead, frame, clause, start))), done);

    private static long StartOf(LeadFacts lead, Clause clause) => clause.StartsAt switch
    {
        LeadMoment.Qualified => lead.MqlSecond,
        LeadMoment.Assigned => lead.AssignedSecond,
        LeadMoment.Accepted => lead.AcceptedSecond,
        LeadMoment.RejectedOrLost =>
            Math.Min(lead.LostSecond, lead.RejectionAsOf(LeadFacts.Never - 1)?.At ?? LeadFacts.Never),

        // No number of the scorecard counts the answer to a dispute.
        LeadMoment.Disputed => LeadFacts.Never,
    };

    /// <summary>The calendar of whoever held the lead at the start; at the MQL instant nobody does yet, also where it
    /// is assigned in the same second.</summary>
    internal static BusinessCalendar CalendarAt(LeadFacts lead, ReportingPeriod frame, Clause? clause, long start) =>
        clause?.Party != Party.Marketing && lead.HeldAt(MomentOf(lead, clause, start))?.Owner is { } owner
            && frame.CalendarOfOwner(owner) is { } own
            ? own
            : frame.Calendar;

    /// <summary>The moment at which a clause begins: within its second the order of arrival says who held the
    /// lead.</summary>
    private static Moment MomentOf(LeadFacts lead, Clause? clause, long start) => clause?.StartsAt switch
    {
        LeadMoment.Qualified => new Moment(start, 0),
        LeadMoment.Assigned or null => lead.FirstAssignment?.Moment ?? Moment.Never,
        LeadMoment.Accepted => lead.AcceptedAt,
        LeadMoment.RejectedOrLost => new Moment(start, start == lead.MqlSecond ? 0 : int.MaxValue),
        LeadMoment.Disputed => new Moment(start, int.MaxValue),
    };

    private static bool BeginsAtMql(Clause clause) =>
        clause.Kind == ClauseKind.FirstTouch && clause.From == ClauseStart.Mql;

    /// <summary>The end of a span from a second, on the agreement's calendar; never where the calendar does not reach
    /// so far.</summary>
    internal static long DueOf(Target target, long start, SlaPolicy policy) =>
        target.DeadlineFrom(Instant.FromUnixTimeSeconds(start), policy.Calendar)?.ToUnixTimeSeconds()
            ?? LeadFacts.Never;

    private static long DueFrom(Clause clause, long start, BusinessCalendar calendar) =>
        clause.Within.DeadlineFrom(Instant.FromUnixTimeSeconds(start), calendar)?.ToUnixTimeSeconds()
            ?? LeadFacts.Never;

    /// <summary>Moves a deadline of sales by the pauses that fell into its time, as they move an obligation; never
    /// while one holds the clock.</summary>
    private static long Paused(LeadFacts lead, ReportingPeriod frame, ComputedDeadline deadline, long done)
    {
        var due = deadline.Due;
        if (lead.Pauses.Count == 0 || deadline.Clause!.Party != Party.Sales || due == LeadFacts.Never)
        {
            return due;
        }

        // A handover or an excuse ends the clock; what a pause has moved by then stays.
        var handover = deadline.Clause!.Kind == ClauseKind.Feedback
            ? LeadFacts.Never : frame.Seen(lead.HandoverAfter(MomentOf(lead, deadline.Clause, deadline.Start)));
        handover = Math.Min(handover, frame.Seen(lead.ExcusedAt(deadline.Clause!.Kind)));
        foreach (var (from, end) in lead.Pauses.OrderBy(pause => pause.From))
        {
            var to = Math.Min(end, handover);
            if (from > frame.AsOf || from > due || from > done || from >= handover)
            {
                break;
            }

            if (to <= deadline.Start)
            {
                continue;
            }

            if (to > frame.AsOf || done <= to)
            {
                return LeadFacts.Never;
            }

            var calendar = CalendarAt(lead, frame, deadline.Clause!, deadline.Start);
            due = PauseShift.Moved(deadline.Clause!.Within, At(due), At(Math.Max(from, deadline.Start)), At(to),
                calendar).Due.ToUnixTimeSeconds();
        }

        return due;

        static Instant At(long second) => Instant.FromUnixTimeSeconds(second);
    }
}
