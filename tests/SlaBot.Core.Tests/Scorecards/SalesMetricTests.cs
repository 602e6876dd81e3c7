using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class SalesMetricTests
{
    [Theory]
    // Given at 16:30, one business hour ends at 09:30 the next morning.
    [InlineData("2026-11-17 09:30:00", "met")]
    [InlineData("2026-11-17 09:30:01", "late")]
    [InlineData("2026-11-16 16:30:00", "met")]
    [InlineData("2026-11-16 16:29:59", "missed")]
    [InlineData("2026-11-23 00:00:00", "missed")]
    public void Speed_TouchAtTheDeadline_IsInTime(string touch, string expected)
    {
        var speed = Card(Lead().Mql("2026-11-16 16:30").Given("2026-11-16 16:30").Call(touch)).SpeedToLead;

        speed.Compliance.ShouldBe(Share.Of(expected == "met" ? 1 : 0, 1));
        (speed.Late, speed.Missed).ShouldBe((expected == "late" ? 1L : 0, expected == "missed" ? 1L : 0));
    }

    [Fact]
    public void Speed_GivenOnFridayAfternoon_LandsOnTheCloseAndASaturdayTouchIsLate()
    {
        var lead = Lead().Mql("2026-11-20 16:00").Given("2026-11-20 16:00").Call("2026-11-21 10:00");

        var card = Card(lead);

        card.SpeedToLead.Late.ShouldBe(1);
        card.SpeedToLead.Mean.ShouldBe(3600);
        var breach = card.Breaches.ShouldHaveSingleItem();
        breach.ShouldBe(new BreachLine("L1", "firstTouch", "ana@x", At("2026-11-20 17:00"), At("2026-11-21 10:00"), false));
    }

    [Fact]
    public void Speed_RejectedBeforeTouchAtOrBeforeTheDeadline_IsExempt()
    {
        var card = Card(
            Lead("a").Mql("2026-11-16 10:00").Given("2026-11-16 10:00").No("2026-11-16 10:59:59"),
            Lead("b").Mql("2026-11-16 10:00").Given("2026-11-16 10:00").No("2026-11-16 11:00"),
            Lead("d").Mql("2026-11-16 10:00").Given("2026-11-16 10:00").No("2026-11-16 11:00:01"),
            Lead("c").Mql("2026-11-16 10:00").Given("2026-11-16 10:00").Call("2026-11-16 10:30").No("2026-11-16 10:45"));

        card.SpeedToLead.Exempt.ShouldBe(2);
        card.SpeedToLead.Compliance.ShouldBe(Share.Of(1, 2));
    }

    [Fact]
    public void Speed_AsOfBeforeTheDeadline_IsPending_AndMissedTurnsLateOnceTouched()
    {
        var lead = Lead().Mql("2026-11-16 10:00").Given("2026-11-16 10:00").Call("2026-11-16 12:00");

        CardAsOf("2026-11-16 10:59:59", lead).SpeedToLead.Pending.ShouldBe(1);
        CardAsOf("2026-11-16 11:00:00", lead).SpeedToLead.Missed.ShouldBe(1);
        CardAsOf("2026-11-16 12:00:00", lead).SpeedToLead.Late.ShouldBe(1);
    }

    [Fact]
    public void Speed_ClauseFromMql_StartsThere()
    {
        var policy = With(Promise(ClauseKind.FirstTouch, "24 hours") with { From = ClauseStart.Mql });
        var lead = Lead().Mql("2026-11-16 10:00").Given("2026-11-17 09:00").Call("2026-11-17 10:00");

        var speed = ScorecardMaker.Make([lead], policy, Week47).SpeedToLead;

        speed.Compliance.ShouldBe(Share.Of(1, 1));
        speed.Mean.ShouldBe(8 * 3600);
    }

    [Fact]
    public void Cadence_EnoughTouchesOnEnoughChannelsFromAcceptance_IsFull()
    {
        var card = Card(
            Accepted("full").Call("2026-11-10 10:00").Call("2026-11-10 11:00", "email").Call("2026-11-11 10:00").Code("2026-11-16 10:00"),
            Accepted("one channel").Call("2026-11-10 10:00").Call("2026-11-10 11:00").Call("2026-11-11 10:00").Code("2026-11-16 10:00"),
            Accepted("too early").Call("2026-11-08 23:00", "email").Call("2026-11-10 11:00").Call("2026-11-11 10:00").Code("2026-11-16 10:00"),
            Accepted("credited").Code("2026-11-16 10:00", "Unable to contact"),
            Accepted("qualified").Stage("2026-11-16 09:59:59", LeadStage.SalesQualified).Code("2026-11-16 10:00"),
            Accepted("running"));

        card.Cadence.ShouldBe(new JudgedShare { Num = 1, Den = 3, Missed = 2, Pending = 1, Exempt = 1 }, "the full one was judged the week before, at its last touch");

        LeadFacts Accepted(string id) => Lead(id).Mql("2026-11-09 09:00").Given("2026-11-09 09:00").Yes("2026-11-09 09:00");
    }

    [Fact]
    public void Cadence_WindowEnd_IsTheCloseOfTheTenthBusinessDay()
    {
        var lead = Lead().Given("2026-11-03 23:00").Yes("2026-11-03 23:00")
            .Call("2026-11-04 10:00").Call("2026-11-05 10:00", "email").Call("2026-11-17 17:00");
        var late = Lead("late").Given("2026-11-03 23:00").Yes("2026-11-03 23:00")
            .Call("2026-11-04 10:00").Call("2026-11-05 10:00", "email").Call("2026-11-17 17:00:01");

        CardAsOf("2026-11-17 16:59:59", lead).Cadence.Pending.ShouldBe(1);
        Card(lead, late).Cadence.ShouldBe(new JudgedShare { Num = 1, Den = 2, Missed = 1 });
    }

    [Fact]
    public void Decision_ByTheCloseOfTheThirdBusinessDay_IsInTime()
    {
        var card = Card(
            Lead("in time").Given("2026-11-16 10:00").Yes("2026-11-19 17:00"),
            Lead("late").Given("2026-11-16 10:00").No("2026-11-19 17:00:01"),
            Lead("missed").Given("2026-11-13 10:00"),
            Lead("running").Given("2026-11-20 10:00"));

        card.Decision.ShouldBe(new JudgedShare { Num = 1, Den = 3, Late = 1, Missed = 1, Pending = 1 });
    }

    [Fact]
    public void Disposition_AnOutcomeOrAStage_Counts()
    {
        var card = Card(
            Lead("code").Yes("2026-11-13 10:00").Code("2026-11-20 17:00"),
            Lead("stage").Yes("2026-11-13 10:00").Stage("2026-11-17 10:00", LeadStage.SalesQualified),
            Lead("late").Yes("2026-11-13 10:00").Code("2026-11-20 17:00:01"),
            Lead("running").Yes("2026-11-16 10:00"));

        card.Disposition.ShouldBe(new JudgedShare { Num = 2, Den = 3, Late = 1, Pending = 1 });
    }

    [Fact]
    public void Feedback_AtOnceOrWithinTheTarget_IsInTime_BlankIsNoReason()
    {
        var card = Card(
            Lead("at once").No("2026-11-16 10:00", "Duplicate"),
            Lead("after").No("2026-11-16 10:00", null).Says("2026-11-18 17:00", "Duplicate"),
            Lead("late").No("2026-11-16 10:00", " ").Says("2026-11-18 17:00:01", "Duplicate"),
            Lead("blank").No("2026-11-16 10:00", null).Says("2026-11-17 10:00", ""),
            Lead("lost").Stage("2026-11-16 10:00", LeadStage.Lost, reason: "Price"),
            Lead("running").Stage("2026-11-20 10:00", LeadStage.Lost),
            Lead("no decision").Yes("2026-11-16 09:00").No("2026-11-16 10:00", null));

        card.Feedback.ShouldBe(new JudgedShare { Num = 3, Den = 5, Late = 1, Missed = 1, Pending = 1 });
    }

    [Fact]
    public void Feedback_OfAll_AsksItOfEveryMql()
    {
        var policy = With(Promise(ClauseKind.Feedback, "2 business days") with { Of = FeedbackScope.All });
        var leads = new[] { Lead("said").Mql("2026-11-16 10:00").Says("2026-11-16 11:00", "Good one"), Lead("silent").Mql("2026-11-16 10:00") };

        ScorecardMaker.Make(leads, policy, Week47).Feedback.ShouldBe(new JudgedShare { Num = 1, Den = 2, Missed = 1 });
    }

    [Fact]
    public void Velocity_ElapsedAndBusinessSeconds_OutOfOrderApart()
    {
        var card = Card(
            Lead("a").Mql("2026-11-13 16:00").Yes("2026-11-16 10:00"),
            Lead("b").Mql("2026-11-16 10:00").Yes("2026-11-16 10:00"),
            Lead("c").Mql("2026-11-17 10:00").Yes("2026-11-16 10:00"),
            Lead("d").Yes("2026-11-16 10:00"),
            Lead("e").Mql("2026-11-24 10:00").Yes("2026-11-16 10:00"));

        var step = card.Velocity.MqlToSal;
        step.OutOfOrder.ShouldBe(1);
        step.Elapsed.ShouldBe(new Statistics { N = 2, Mean = 33 * 3600, Median = 33 * 3600, P90 = 66 * 3600 });
        step.Business.ShouldBe(new Statistics { N = 2, Mean = 3600, Median = 3600, P90 = 7200 });
    }

    [Fact]
    public void Speed_AcrossAClockChange_CountsWallClockHours()
    {
        // The clocks go back on Sunday 1 November: Friday 16:30 and one business hour is Monday 09:30 standard time.
        var lead = Lead().Given("2026-10-30 16:30").Call("2026-11-02 09:30");

        ScorecardMaker.Make([lead], Mutual, new IsoWeek(2026, 45)).SpeedToLead.Compliance.ShouldBe(Share.Of(1, 1));
        ScorecardMaker.Make([lead], Mutual, new IsoWeek(2026, 45)).SpeedToLead.Mean.ShouldBe(3600);
    }
}
