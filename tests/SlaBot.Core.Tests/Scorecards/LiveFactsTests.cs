using SlaBot.Core.Time;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

public class LiveFactsTests
{
    private static readonly Instant Monday10 = At("2026-11-16 10:00");
    private static readonly Instant Monday11 = At("2026-11-16 11:00");

    [Fact]
    public void Breach_TheDeadlineThatPassed_NeedsNobodyToHaveLooked()
    {
        var card = Live([Received(), Started(ClauseKind.FirstTouch, Monday10, Monday11)]);

        card.SpeedToLead.Missed.ShouldBe(1);
        card.Attainment.ShouldBe([new AttainmentLine("firstTouch", Share.Of(0, 1), Share.Of(0, 1), 0)]);
        card.Breaches.ShouldBe([new BreachLine("L1", "firstTouch", "ana@x", Monday11, null, false)]);
    }

    [Fact]
    public void Breach_EvidenceInTimeToldLate_IsMet()
    {
        var touched = At("2026-11-16 10:30");
        var card = Live(
        [
            Received(),
            Started(ClauseKind.FirstTouch, Monday10, Monday11),
            new ObligationBreached("FirstTouch#1") { At = Monday11, RecordedAt = Monday11 },
            new Touched("ana@x", "call", null, null, true) { At = touched, RecordedAt = At("2026-11-16 15:00") },
            new ObligationMet("FirstTouch#1") { At = touched, RecordedAt = At("2026-11-16 15:00") },
        ]);

        card.SpeedToLead.Compliance.ShouldBe(Share.Of(1, 1));
        card.Attainment.Single().Raw.ShouldBe(Share.Of(1, 1));
        card.Breaches.ShouldBeEmpty();
        card.Owners.ShouldBe([new OwnerLine("ana@x", Share.Of(1, 1), new(), 1, 0, 0)]);
    }

    [Fact]
    public void Waiver_IsLeftOutOfTheAdjustedRateOnly_AndTheBreachIsStillShown()
    {
        var card = Live(
        [
            Received(),
            Started(ClauseKind.FirstTouch, Monday10, Monday11),
            new ObligationBreached("FirstTouch#1") { At = Monday11, RecordedAt = Monday11 },
            new ObligationFulfilled("FirstTouch#1") { At = At("2026-11-16 12:00"), RecordedAt = At("2026-11-16 12:00") },
            new ObligationWaived("FirstTouch#1", "outage") { At = At("2026-11-17 12:00"), RecordedAt = At("2026-11-17 12:00") },
        ]);

        card.Attainment.ShouldBe([new AttainmentLine("firstTouch", Share.Of(0, 1), new(), 1)]);
        card.Breaches.ShouldBe([new BreachLine("L1", "firstTouch", "ana@x", Monday11, At("2026-11-16 12:00"), true)]);
    }

    [Fact]
    public void Cancelled_BeforeItsDeadline_IsNotJudged_ButTheLeadsOwnClockRunsOn()
    {
        // Given to Ana, then to Ben after half an hour: Ana's duty is moot, the lead has waited since Ana got it.
        var half = At("2026-11-16 10:30");
        var card = Live(
        [
            Received(),
            Started(ClauseKind.FirstTouch, Monday10, Monday11),
            new ObligationCancelled("FirstTouch#1", "reassigned") { At = half, RecordedAt = half },
            Started(ClauseKind.FirstTouch, half, At("2026-11-16 11:30"), 2, "ben@x"),
            new Touched("ben@x", "call", null, null, false) { At = At("2026-11-16 11:15"), RecordedAt = At("2026-11-16 11:15") },
            new ObligationMet("FirstTouch#2") { At = At("2026-11-16 11:15"), RecordedAt = At("2026-11-16 11:15") },
        ]);

        card.Attainment.Single().Raw.ShouldBe(Share.Of(1, 1));
        card.SpeedToLead.Late.ShouldBe(1);
        card.SpeedToLead.Mean.ShouldBe(75 * 60);
    }

    [Fact]
    public void Pause_MovesSalesDeadlines_TheFirstTouchToo()
    {
        var due = At("2026-11-17 17:00");
        var moved = At("2026-11-19 17:00");
        LeadEvent[] events =
        [
            Received(),
            new Assigned("ana@x", null, AssignmentWay.Rule, "", "east") { At = Monday10, RecordedAt = Monday10 },
            Started(ClauseKind.FirstTouch, Monday10, Monday11),
            Started(ClauseKind.Decision, Monday10, due),
            new Paused("holiday") { At = Monday10, RecordedAt = Monday10 },
            new Resumed { At = At("2026-11-18 10:00"), RecordedAt = At("2026-11-18 10:00") },
            new DeadlineMoved("FirstTouch#1", At("2026-11-18 11:00"), [], 1) { At = At("2026-11-18 10:00"), RecordedAt = At("2026-11-18 10:00") },
            new DeadlineMoved("Decision#1", moved, [], 2) { At = At("2026-11-18 10:00"), RecordedAt = At("2026-11-18 10:00") },
        ];

        Live(events, "2026-11-17 18:00").Decision.Pending.ShouldBe(1);
        Live(events, "2026-11-19 16:59:59").Decision.Pending.ShouldBe(1);
        var card = Live(events);
        card.Decision.Missed.ShouldBe(1);
        card.Breaches.Single(breach => breach.Clause == "decision").Due.ShouldBe(moved);
        card.SpeedToLead.Missed.ShouldBe(1);
        Live(events, "2026-11-18 10:59:59").SpeedToLead.Pending.ShouldBe(1);
    }

    [Fact]
    public void Deadlines_OnceFrozen_IgnoreANewAgreement()
    {
        var facts = LiveFacts.Of("L1", [Received(), Started(ClauseKind.FirstTouch, Monday10, Monday11), Touch("2026-11-16 10:50")]);
        var stricter = With(Promise(ClauseKind.FirstTouch, "5 business minutes"));

        ScorecardMaker.Make([facts], stricter, Week47).SpeedToLead.Compliance.ShouldBe(Share.Of(1, 1));
    }

    [Fact]
    public void Reroute_IsNoDecision_TheNextOneIs()
    {
        var card = Live(
        [
            Received(),
            new Rejected("ana@x", "Not my territory", null, RejectConsequence.Reroute) { At = Monday10, RecordedAt = Monday10 },
            new Accepted("ben@x") { At = Monday11, RecordedAt = Monday11 },
        ]);

        card.Acceptance.ShouldBe(new AcceptanceShare { Num = 1, Den = 1, Accepted = 1 });
    }

    [Fact]
    public void RejectedWithItsReason_IsOneObligationToGiveOne()
    {
        var card = Live(
        [
            Received(),
            new Rejected("ana@x", "Duplicate", null, RejectConsequence.Nurture) { At = Monday10, RecordedAt = Monday10 },
            Started(ClauseKind.Feedback, Monday10, At("2026-11-18 17:00")),
            new ObligationMet("Feedback#1") { At = Monday10, RecordedAt = Monday10 },
        ]);

        card.Feedback.Den.ShouldBe(1);
        card.Attainment.ShouldBe([new AttainmentLine("feedback", Share.Of(1, 1), Share.Of(1, 1), 0)]);
    }

    [Fact]
    public void OfMany_LeadByLead_KeepsThemApart()
    {
        var facts = LiveFacts.OfMany([("a", Received()), ("a", Touch("2026-11-16 10:50")), ("b", Received())]).ToList();

        facts.Select(fact => fact.Lead).ShouldBe(["a", "b"]);
    }

    private static Scorecard Live(IEnumerable<LeadEvent> events, string? asOf = null) =>
        ScorecardMaker.Make([LiveFacts.Of("L1", events)], Mutual, Week47, asOf is null ? null : At(asOf));

    private static LeadReceived Received() => new("L1", new LeadProfile { Source = "web" }, null) { At = At("2026-11-16 09:00"), RecordedAt = At("2026-11-16 09:00") };

    private static Touched Touch(string at) => new("ana@x", "call", null, null, false) { At = At(at), RecordedAt = At(at) };

    private static ObligationStarted Started(ClauseKind clause, Instant from, Instant due, int cycle = 1, string owner = "ana@x") =>
        new(new Obligation
        {
            Id = $"{clause}#{cycle}",
            Clause = clause,
            Cycle = cycle,
            Owner = owner,
            StartedAt = from,
            DueAt = due,
            Within = Target.Zero,
            PolicyVersion = "1",
            CalendarVersion = NewYork.Version,
        }) { At = from, RecordedAt = from };
}
