using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Tests.Leads;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>The numbers say of a pause what the lead itself says: there is one deadline.</summary>
public class StoodStillTests
{
    [Fact]
    public void ExcusedWhileAPauseHeldIt_KeepsTheDeadlineMovedSoFar_AndIsLeftOutWithoutTheExcused()
    {
        var story = Story.Accepted(new Office().Within(ClauseKind.Disposition, "48 hours")).Do("11-16 10:00", Office.Milo, Commands.Pause())
            .Do("11-19 10:00", Office.Milo, Commands.Waive(ClauseKind.Disposition)).Do("11-20 10:00", Office.Milo, Commands.Resume);
        story.Line("disposition#1").ShouldBe("Waived 11-16 09:30 due 11-21 09:30 end 11-19 10:00");
        Card(story).Attainment.Single(attainmentLine => attainmentLine.Clause == "disposition").ShouldSatisfyAllConditions(attainmentLine => attainmentLine.Raw.ShouldBe(Share.Of(0, 1)), attainmentLine => attainmentLine.Adjusted.ShouldBe(new Share()));
        Card(story).Disposition.ShouldSatisfyAllConditions(judgedShare => judgedShare.Missed.ShouldBe(1), judgedShare => judgedShare.WithoutExcused.ShouldBe(new Share()));
    }

    [Fact]
    public void DoneWhileAPauseHeldIt_IsInTime_AlsoOnceThePauseIsOver()
    {
        var story = Story.Begun().Do("11-16 10:00", Office.Milo, Commands.Pause()).Do("11-20 10:00", Office.Ana, Commands.Accept).Do("11-20 16:00", Office.Milo, Commands.Resume);
        story.Line("decision#1").ShouldBe("Met 11-16 09:00 due 11-19 17:00 end 11-20 10:00");
        (Card(story).Decision.Num, Card(story).Decision.Den).ShouldBe((1, 1));
    }

    [Fact]
    public void MovedOnWhileAPauseHeldIt_IsNoBreachOfTheOldOwner()
    {
        var story = Story.Begun().Do("11-16 09:40", Office.Milo, Commands.Pause()).Do("11-17 12:00", Office.Milo, Commands.Assign(Office.Ben)).Do("11-17 13:00", Office.Milo, Commands.Resume)
            .Do("11-17 13:10", Office.Ben, Commands.Touch());
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        Card(story).Attainment.Single(attainmentLine => attainmentLine.Clause == "firstTouch").Raw.ShouldBe(Share.Of(1, 1));
    }

    [Fact]
    public void PausedInTheDeadlinesOwnSecond_AfterTheBreach_IsABreachInEveryNumber()
    {
        var story = Story.Begun().Tick("11-19 17:00").Do("11-19 17:00", Office.Milo, Commands.Pause()).Do("11-20 12:00", Office.Ana, Commands.Accept);
        story["decision#1"].Status.ShouldBe(ObligationStatus.Breached);
        Card(story).Decision.ShouldSatisfyAllConditions(judgedShare => judgedShare.Missed.ShouldBe(0), judgedShare => judgedShare.Late.ShouldBe(1), judgedShare => (judgedShare.Num, judgedShare.Den).ShouldBe((0, 1)));
    }

    [Fact]
    public void EndedBeforeTheTouch_ToldAfterIt_IsNotJudged()
    {
        var story = Story.Begun().Do("11-16 09:50", Office.Ana, Commands.Touch()).Do("11-16 11:00", Office.Ana, Commands.Reject(), at: "11-16 09:20");
        Card(story).Attainment.ShouldNotContain(attainmentLine => attainmentLine.Clause == "firstTouch");
        Card(story).SpeedToLead.Exempt.ShouldBe(1);
    }

    [Fact]
    public void MetInTheSecondOfTheHandover_ThenFoundDoneBeforeIt_IsJudgedOnce()
    {
        var story = Story.Accepted(new Office().With(ClauseKind.Cadence, clause => clause with { Touches = 1 })).Do("11-16 10:00", Office.Milo, Commands.Assign(Office.Ben))
            .Do("11-16 10:00", Office.Ben, Commands.Touch()).Do("11-16 11:00", Office.Milo, Commands.Touch(), at: "11-16 09:40");
        story["cadence#2"].Status.ShouldBe(ObligationStatus.Cancelled);
        Card(story).Attainment.Single(attainmentLine => attainmentLine.Clause == "cadence").Raw.ShouldBe(Share.Of(1, 1));
    }

    private static Scorecard Card(Story story) => ScorecardMaker.Make([LiveFacts.Of("L1", story.Events)], story.Office.Policy, ScorecardWorld.Week47);
}
