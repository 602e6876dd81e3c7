using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Tests.Leads;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>Rules of METRICS.md that were read differently once: reasons, ties, cadence, excuses, slices.</summary>
public class ExactRuleTests
{
    [Fact]
    public void Feedback_SaidBeforeTheLoss_IsNotItsReason()
    {
        var early = Lead("A").Mql("2026-11-09 09:00").Says("2026-11-16 09:00", "price").Stage("2026-11-16 10:00", LeadStage.Lost);
        var after = Lead("B").Mql("2026-11-09 09:00").Says("2026-11-16 09:00", "price").Stage("2026-11-16 10:00", LeadStage.Lost).Says("2026-11-17 09:00", "price");

        Card(early).Feedback.ShouldBe(new JudgedShare { Den = 1, Missed = 1 });
        Card(after).Feedback.ShouldBe(new JudgedShare { Num = 1, Den = 1 });
    }

    [Fact]
    public void Feedback_InTheLossOwnSecond_CountsWhenItArrivedAfterIt()
    {
        var before = Lead("A").Mql("2026-11-09 09:00").Says("2026-11-16 10:00", "price").Stage("2026-11-16 10:00", LeadStage.Lost);
        var after = Lead("B").Mql("2026-11-09 09:00").Stage("2026-11-16 10:00", LeadStage.Lost).Says("2026-11-16 10:00", "price");

        Card(before).Feedback.Missed.ShouldBe(1);
        Card(after).Feedback.Num.ShouldBe(1);
    }

    [Fact]
    public void Cadence_SqlThenLostInOneSecond_IsExempt_LostThenSqlIsJudged()
    {
        var won = Lead("A").Mql("2026-11-09 09:00").Given("2026-11-09 09:00").Yes("2026-11-16 09:00").Stage("2026-11-17 10:00", LeadStage.SalesQualified).Stage("2026-11-17 10:00", LeadStage.Lost);
        var lost = Lead("B").Mql("2026-11-09 09:00").Given("2026-11-09 09:00").Yes("2026-11-16 09:00").Stage("2026-11-17 10:00", LeadStage.Lost).Stage("2026-11-17 10:00", LeadStage.SalesQualified);

        Card(won).Cadence.Exempt.ShouldBe(1);
        Card(lost).Cadence.Missed.ShouldBe(1);
    }

    [Fact]
    public void Cadence_IsJudgedAtTheTouchThatCompletesIt()
    {
        var lead = Lead().Mql("2026-11-09 09:00").Given("2026-11-09 09:00").Yes("2026-11-16 09:00").Call("2026-11-16 10:00").Call("2026-11-16 11:00", "email").Call("2026-11-17 10:00");

        CardAsOf("2026-11-17 09:59:59", lead).Cadence.ShouldBe(new JudgedShare { Pending = 1 });
        CardAsOf("2026-11-17 10:00", lead).Cadence.ShouldBe(new JudgedShare { Num = 1, Den = 1 });
    }

    [Fact]
    public void Cadence_CutShort_IsBreachedAtThatInstant_AndNobodyIsPinged()
    {
        var office = new Office().With(ClauseKind.Cadence, clause => clause with { Ladder = [new Rung(Office.TargetOf("0 minutes"), ["manager"])] });
        var story = Story.Accepted(office).Do("11-16 11:00", Office.Ana, Commands.Dispose("Contacted - Not Qualified")).Tick("12-15 09:00");

        var cadence = story["cadence#1"];
        (cadence.Status, cadence.EndedAt, cadence.Raised.Count).ShouldBe((ObligationStatus.Breached, Story.At("11-16 11:00"), 0));
        cadence.DueAt.ShouldBeGreaterThan(cadence.EndedAt!.Value);
        var card = Live(story, "2026-11-22 23:59");
        card.Cadence.Missed.ShouldBe(1);
        card.Breaches.ShouldContain(breach => breach.Clause == "cadence" && breach.Due == Story.At("11-16 11:00"));
    }

    [Fact]
    public void Cadence_EndedBecauseThereIsNobodyToWork_IsCredited_WhereTheAgreementNamesNoCodes()
    {
        var story = Story.Accepted().Do("11-16 10:30", Office.Ana, Commands.Dispose("Bad Data")).Tick("12-15 09:00");

        story["cadence#1"].Status.ShouldBe(ObligationStatus.Met);
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Breached, "its deadline was at 10:00");
        Live(story, "2026-11-22 23:59").Cadence.Num.ShouldBe(1);
    }

    [Fact]
    public void FirstTouch_EndedByAnOutcomeFirst_IsExempt_LostIsJudged()
    {
        var ended = Story.Accepted().Do("11-16 09:45", Office.Ana, Commands.Dispose("Bad Data")).Tick("12-15 09:00");
        // Where the agreement asks for no outcome before a loss.
        var free = new Office { Policy = Office.Mutual with { CodeBeforeLost = false, CadenceCodes = [] } };
        var lost = Story.Accepted(free).Do("11-16 09:45", Office.Ana, Commands.Advance(LeadStage.Lost, "gone")).Tick("12-15 09:00");

        ended["firstTouch#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        Live(ended, "2026-11-22 23:59").SpeedToLead.Exempt.ShouldBe(1);
        lost["firstTouch#1"].Status.ShouldBe(ObligationStatus.Breached);
        lost["firstTouch#1"].Raised.ShouldAllBe(alert => alert.At <= Story.At("11-16 09:45"), "nobody is pinged about a lead that is lost");
        Live(lost, "2026-11-22 23:59").SpeedToLead.Missed.ShouldBe(1);
    }

    [Fact]
    public void FirstTouch_RejectedInTheDeadlinesSecond_IsExemptEverywhere()
    {
        var story = Story.Begun().Do("11-16 10:00", Office.Ana, Commands.Reject()).Tick("12-15 09:00");

        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        var card = Live(story, "2026-11-22 23:59");
        (card.SpeedToLead.Exempt, card.SpeedToLead.Compliance.Den).ShouldBe((1, 0));
        card.Attainment.ShouldNotContain(line => line.Clause == "firstTouch");
    }

    [Fact]
    public void Handoff_UnderABusinessTarget_IsToldInBusinessTime()
    {
        var policy = With(Promise(ClauseKind.Handoff, "1 business hour"));
        var lead = Lead().Mql("2026-11-15 12:00").Given("2026-11-16 09:20");

        ScorecardMaker.Make([lead], policy, Week47).Handoff.Mean.ShouldBe(20 * 60);
        Card(Lead().Mql("2026-11-15 12:00").Given("2026-11-16 09:20")).Handoff.Mean.ShouldBe((21 * 60 + 20) * 60);
    }

    [Fact]
    public void Reroute_InAHistory_IsNoDecision_ByItsTypeOrByTheAgreementsReasons()
    {
        var policy = Mutual with { RejectReasons = [new("Not my territory", RejectConsequence.Reroute), new("Not our ICP", RejectConsequence.Nurture)] };
        Rehearsed(policy, """{"type":"rejected","reason":"not my territory "}""").Rejected.ShouldBe(0);
        Rehearsed(policy, """{"type":"rerouted","reason":"whatever"}""").Rejected.ShouldBe(0);
        Rehearsed(policy, """{"type":"rejected","reason":"Not our ICP"}""").Rejected.ShouldBe(1);
    }

    [Fact]
    public void Excused_LeavesTheMissInTheRow_AndOutOfTheRateBesideIt()
    {
        var story = Story.Begun().Tick("11-16 12:00").Do("11-16 13:00", Office.Milo, Commands.Waive(ClauseKind.FirstTouch)).Tick("12-15 09:00");

        var speed = Live(story, "2026-11-22 23:59").SpeedToLead;
        speed.Compliance.ShouldBe(Share.Of(0, 1));
        speed.WithoutExcused.ShouldBe(new Share());
        ScorecardJson.Write(Live(story, "2026-11-22 23:59")).ShouldContain("\"withoutExcused\":{\"num\":0,\"den\":0,\"rate\":null}");
        ScorecardJson.Write(Live(Story.Begun(), "2026-11-22 23:59")).ShouldNotContain("withoutExcused");
    }

    [Fact]
    public void ByOwner_ADutyIsTheirsWhoOwedIt_AndTheSlicesAddUp()
    {
        var story = Story.Begun().Tick("11-16 11:00").Do("11-16 12:00", Office.Milo, Commands.Assign(Office.Ben)).Do("11-16 12:30", Office.Ben, Commands.Touch()).Tick("12-15 09:00");
        var facts = LiveFacts.Of(Commands.Lead, story.Events);
        var slices = new SliceTally(SliceBy.Owner, story.Office.Policy, Week47, At("2026-11-22 23:59"));
        slices.Add(facts);

        var (ana, ben, all) = (slices.Of(Office.Ana), slices.Of(Office.Ben), Live(story, "2026-11-22 23:59"));
        ana.SpeedToLead.Compliance.ShouldBe(Share.Of(0, 1));
        ben.SpeedToLead.Compliance.ShouldBe(Share.Of(1, 1));
        (ana.MqlVolume.Count, ben.MqlVolume.Count).ShouldBe((1, 0));
        all.Owners.Select(line => (line.Owner, line.SpeedToLead)).ShouldBe([(Office.Ana, Share.Of(0, 1)), (Office.Ben, Share.Of(1, 1))]);
        all.Attainment.Single(line => line.Clause == "firstTouch").Raw.ShouldBe(Share.Of(1, 2));
        all.Handovers.ShouldContain(new HandoverLine("firstTouch", 2, 1, 1));
        ScorecardCsv.WriteSlices([ana, ben]).ShouldContain($"2026-W47,{Office.Ana},speedToLead,sales,0,0,1,");
    }

    [Fact]
    public void QuotaOfNothing_IsGrey_AndAGreyWeekBreaksNoRunAndSettlesNothing()
    {
        var closed = new IsoWeek(2026, 52);
        var policy = Mutual with { Calendar = Closed(closed) };
        var card = ScorecardMaker.Make([], policy, closed);
        card.Metrics.Single(line => line.Key == "mqlVolume").Colour.ShouldBe(Colour.Grey);
        MissedWeeks.IsGreen(card, Party.Marketing, policy.Review).ShouldBeFalse();
        var (before, after) = (Red(closed.Previous, policy), Red(closed.Next, policy));
        MissedWeeks.InARow([before, card], after, policy.Review).ShouldBe([Party.Marketing]);
        MissedWeeks.InARow([before with { Practice = true, Misses = [] }, card], after, policy.Review).ShouldBeEmpty();
    }

    private static Scorecard Red(IsoWeek week, SlaPolicy policy) => ScorecardMaker.Make([], policy, week) with
    {
        Misses = [new Miss(Party.Marketing, "mqlVolume")],
    };

    private static SlaBot.Core.Time.BusinessCalendar Closed(IsoWeek week) => SlaBot.Core.Time.BusinessCalendar.From(NewYork.Definition with
    {
        Holidays = [.. Enumerable.Range(0, 7).Select(day => week.Monday.PlusDays(day))],
    });

    private static AcceptanceShare Rehearsed(SlaPolicy policy, string line)
    {
        var history = new HistoryLeads(policy);
        history.Add(System.Text.Encoding.UTF8.GetBytes("""{"id":"1","lead":"L","ts":"2026-11-16T09:00:00-05:00","type":"mql_reached"}"""));
        history.Add(System.Text.Encoding.UTF8.GetBytes("""{"id":"2","lead":"L","ts":"2026-11-16T10:00:00-05:00",""" + line[1..]));
        history.BadLines.ShouldBe(0);
        return ScorecardMaker.Make(history.Facts(), policy, Week47).Acceptance;
    }

    private static Scorecard Live(Story story, string asOf) =>
        ScorecardMaker.Make([LiveFacts.Of(Commands.Lead, story.Events)], story.Office.Policy, Week47, At(asOf), null, story.Office.Terms.CalendarOf, story.Office.Everyone);
}
