using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>The spans of metrics 7, 8 and 15, each in the week of its end.</summary>
internal sealed class SpanTally(Frame frame)
{
    private readonly List<long> handoffs = [];
    private readonly List<long> touches = [];
    private readonly Step[] steps = [new(), new(), new(), new()];

    internal void Add(LeadFacts lead)
    {
        if (lead.MqlSecond <= frame.AsOf && lead.AssignedSecond != LeadFacts.Never)
        {
            var assigned = Math.Max(lead.AssignedSecond, lead.MqlSecond);
            if (frame.Holds(assigned))
            {
                handoffs.Add(assigned - lead.MqlSecond);
            }
        }

        var clock = SpeedClock.Of(lead, frame);
        if (frame.Holds(clock.Touch))
        {
            touches.Add(Frame.Business(clock.Calendar, clock.Start, clock.Touch));
        }

        steps[0].Add(frame, lead.MqlSecond, lead.AcceptedSecond);
        steps[1].Add(frame, lead.AcceptedSecond, lead.SqlSecond);
        steps[2].Add(frame, lead.SqlSecond, lead.SqoSecond);
        steps[3].Add(frame, lead.SqoSecond, lead.WonSecond);
    }

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

        internal void Add(Frame frame, long earlier, long later)
        {
            if (!frame.Holds(later) || earlier > frame.AsOf)
            {
                return;
            }

            if (earlier > later)
            {
                outOfOrder++;
                return;
            }

            elapsed.Add(later - earlier);
            business.Add(Frame.Business(frame.Calendar, earlier, later));
        }

        internal VelocityStep ToMetric() => new(Statistics.Of(elapsed), Statistics.Of(business), outOfOrder);
    }
}
