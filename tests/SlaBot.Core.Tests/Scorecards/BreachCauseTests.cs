using SlaBot.Core.Time;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class BreachCauseTests
{
    private static readonly Instant Start = At("2026-11-16 10:00");

    private static readonly Instant Due = At("2026-11-16 11:00");

    [Theory]
    [InlineData("2026-11-16 10:29", BreachCause.Human)]
    [InlineData("2026-11-16 10:30", BreachCause.Source)]
    [InlineData("2026-11-16 12:00", BreachCause.Source)]
    public void Of_ToldLate_IsTheSourcesFromHalfTheTimeOn(string told, BreachCause cause) =>
        Cause(new MqlReached(true, [], null, new MqlData(0, 0, 0, 0)) { At = Start, RecordedAt = At(told) }).ShouldBe(cause);

    [Fact]
    public void Of_InTheQueue_IsRouting() =>
        Cause(new Queued("nobody") { At = Start, RecordedAt = Start }, Given with { At = At("2026-11-16 10:40"), RecordedAt = At("2026-11-16 10:40") }).ShouldBe(BreachCause.Routing);

    [Fact]
    public void Of_StillInTheQueue_IsRouting() => Cause(new Queued("nobody") { At = Start, RecordedAt = Start }).ShouldBe(BreachCause.Routing);

    [Fact]
    public void Of_CardLateOrNever_IsDelivery()
    {
        Cause(Given with { At = Start, RecordedAt = Start }, new CardDelivered("ana@x") { At = Start, RecordedAt = At("2026-11-16 10:50") }).ShouldBe(BreachCause.Delivery);
        Cause(Given with { At = Start, RecordedAt = Start }, new CardUndelivered("ana@x", "not in the chat") { At = Start, RecordedAt = Start }).ShouldBe(BreachCause.Delivery);
    }

    [Fact]
    public void Of_DeliveredAtOnce_IsWithThePeople() =>
        Cause(Given with { At = Start, RecordedAt = Start }, new CardDelivered("ana@x") { At = Start, RecordedAt = Start }).ShouldBe(BreachCause.Human);

    [Fact]
    public void Of_BusinessTarget_WeighsOpenTimeOnly()
    {
        // Friday 16:30 to Monday 09:30: the weekend in the queue is no time at all.
        var (from, due) = (At("2026-11-13 16:30"), At("2026-11-16 09:30"));
        LeadEvent[] events = [new Queued("nobody") { At = At("2026-11-13 16:50"), RecordedAt = Start }, Given with { At = At("2026-11-16 09:00"), RecordedAt = At("2026-11-16 09:00") }];

        Of(from, due, events).ShouldBe(BreachCause.Human);
    }

    private static Assigned Given => new("ana@x", null, default, "", null) { At = Start, RecordedAt = Start };

    private static BreachCause Cause(params LeadEvent[] events) => Of(Start, Due, events);

    private static BreachCause Of(Instant from, Instant due, LeadEvent[] events)
    {
        var duty = new Obligation
        {
            Id = "firstTouch#1",
            Clause = ClauseKind.FirstTouch,
            Cycle = 1,
            Owner = "ana@x",
            StartedAt = from,
            DueAt = due,
            Within = new Target(TargetUnit.Business, 3600),
            PolicyVersion = "1",
            CalendarVersion = NewYork.Version,
        };
        List<LeadEvent> all =
        [
            new LeadReceived("L1", new LeadProfile(), null) { At = from, RecordedAt = from },
            new ObligationStarted(duty) { At = from, RecordedAt = from },
            .. events,
            new ObligationBreached(duty.Id) { At = due, RecordedAt = due },
        ];
        return BreachCauses.Of(new BreachLine("L1", "firstTouch", "ana@x", due, null, false), all, _ => NewYork);
    }
}
