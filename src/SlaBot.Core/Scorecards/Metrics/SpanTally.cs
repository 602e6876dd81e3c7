using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>The spans of metrics 7, 8 and 15, each in the week of its end.</summary>
internal sealed class SpanTally(ReportingPeriod frame, Credit credit)
{
    private readonly List<long> handoffs = [];
    private readonly List<long> touches = [];
    private readonly Step[] steps = [new(), new(), new(), new()];

    internal void Add(LeadFacts lead)
    {
        if (lead.MqlSecond <= frame.AsOf && JudgedDuties.HandedOver(lead, frame) is var end && frame.Holds(end)
            && credit.ToFirst(lead, frame.AsOf))
        {
            handoffs.Add(Handoff(lead, end));
        }

        var clock = SpeedClock.Of(lead, frame);
        if (frame.Holds(clock.Touch.At)
            && credit.To(lead, clock.TouchedBy ?? lead.AssignmentAt(clock.Touch.At).Owner, clock.Touch.At))
        {
            touches.Add(ReportingPeriod.Business(clock.Calendar, clock.Start, clock.Touch.At));
        }

        steps[0].Add(frame, credit, lead, lead.MqlSecond, lead.AcceptedSecond);
        steps[1].Add(frame, credit, lead, lead.AcceptedSecond, lead.SqlSecond);
        steps[2].Add(frame, credit, lead, lead.SqlSecond, lead.SqoSecond);
        steps[3].Add(frame, credit, lead, lead.SqoSecond, lead.WonSecond);
    }

    /// <summary>On the clause's own clock, so that a mean can be held against the target.</summary>
    private long Handoff(LeadFacts lead, long end) =>
        Deadlines.ClauseOf(lead, frame, ClauseKind.Handoff)
            ?.Within.Unit is TargetUnit.Business or TargetUnit.BusinessDays
            ? ReportingPeriod.Business(frame.Calendar, lead.MqlSecond, end)
            : end - lead.MqlSecond;

    internal HandoffMetric Handoff(JudgedShare judged)
    {
        var all = Statistics.Of(handoffs);
        return new HandoffMetric
        {
            N = all.N,
            Mean = all.Mean,
            Median = all.Median,
            P90 = all.P90,
            Share = Share.Of(judged.Num, judged.Den),
            WithoutExcused = judged.WithoutExcused,
            Late = judged.Late,
            Missed = judged.Missed,
            Pending = judged.Pending,
        };
    }

    internal SpeedMetric Speed(JudgedShare judged)
    {
        var all = Statistics.Of(touches);
        return new SpeedMetric
        {
            N = all.N,
            Mean = all.Mean,
            Median = all.Median,
            P90 = all.P90,
            Compliance = Share.Of(judged.Num, judged.Den),
            WithoutExcused = judged.WithoutExcused,
            Late = judged.Late,
            Missed = judged.Missed,
            Pending = judged.Pending,
            Exempt = judged.Exempt,
        };
    }

    internal VelocityMetric Velocity() => new()
    {
        MqlToSal = steps[0].ToMetric(),
        SalToSql = steps[1].ToMetric(),
        SqlToSqo = steps[2].ToMetric(),
        SqoToWon = steps[3].ToMetric(),
    };

    private sealed class Step
    {
        private readonly List<long> elapsed = [];
        private readonly List<long> business = [];
        private long outOfOrder;

        internal void Add(ReportingPeriod frame, Credit credit, LeadFacts lead, long earlier, long later)
        {
            if (!frame.Holds(later) || earlier > frame.AsOf || !credit.At(lead, later))
            {
                return;
            }

            if (earlier > later)
            {
                outOfOrder++;
                return;
            }

            elapsed.Add(later - earlier);
            business.Add(ReportingPeriod.Business(frame.Calendar, earlier, later));
        }

        internal VelocityStep ToMetric() => new(Statistics.Of(elapsed), Statistics.Of(business), outOfOrder);
    }
}

/// <summary>
/// The lead's own clock of metric 8: it starts once and is not restarted by a reassignment; its deadline is the first
/// owner's, pauses included.
/// <c>IsPromised</c> is false where no agreement gave it a deadline; its statistics count all the same, and run through
/// pauses.
/// </summary>
internal readonly record struct SpeedClock(long Start, long Due, Moment Touch, string? TouchedBy,
    BusinessCalendar Calendar, bool IsPromised, bool IsComputed)
{
    internal static SpeedClock Of(LeadFacts lead, ReportingPeriod frame)
    {
        if (Deadlines.Frozen(lead, ClauseKind.FirstTouch, LeadFacts.Never - 1) is { } frozen)
        {
            var touch = lead.FirstTouch(frozen.StartedAt, frozen.Method);
            return new SpeedClock(
                frozen.StartedAt, frozen.DueAsOf(frame.AsOf, lead), touch?.Moment ?? Moment.Never, touch?.By,
                frame.CalendarOf(frozen.CalendarVersion), true, false);
        }

        var clause = Deadlines.ClauseOf(lead, frame, ClauseKind.FirstTouch);
        var start = Deadlines.ClockStart(lead, clause);
        var promised = clause is not null && Deadlines.IsHistory(lead, start);
        var made = start == LeadFacts.Never ? null : lead.FirstTouch(start, clause?.Method);
        var first = made?.Moment ?? Moment.Never;
        var due = promised
            ? Deadlines.Computed(lead, frame, ClauseKind.FirstTouch, frame.Seen(first.At)) : LeadFacts.Never;
        return new SpeedClock(start, due, first, made?.By, Deadlines.CalendarAt(lead, frame, clause, start), promised,
            true);
    }
}
