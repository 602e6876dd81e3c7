using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Reassignment, waivers and pauses.</summary>
public class OversightTests
{
    [Fact]
    public void Assign_ToSomebodyWhoIsNoSeller_IsRefused() =>
        Story.Begun().No("not-a-seller", "11-16 09:10", Office.Milo, Commands.Assign(Office.Maya)).State.Owner.ShouldBe(Office.Ana);

    [Fact]
    public void Assign_UntouchedAndUndecided_CancelsTheOldClocksAndStartsFreshOnes()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Milo, Commands.Assign("BEN@x.com"));
        story.State.Owner.ShouldBe(Office.Ben);
        story.State.PastOwners.ShouldBe([Office.Ana]);
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        story["decision#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        story.Line("firstTouch#2").ShouldBe("Running 11-16 09:30 due 11-16 10:30 end -");
        story["decision#2"].Owner.ShouldBe(Office.Ben);
        story.No("not-yours", "11-16 09:31", Office.Ana, Commands.Accept);
    }

    [Fact]
    public void Assign_Touched_StartsNoFirstTouchAndKeepsBreaches()
    {
        var story = Story.Begun().Do("11-16 11:00", Office.Ana, Commands.Touch()).Do("11-16 11:30", Office.Milo, Commands.Assign(Office.Ben));
        story.Line("firstTouch#1").ShouldBe("Breached 11-16 09:00 due 11-16 10:00 end 11-16 10:00 breach 11-16 10:00 done 11-16 11:00");
        story.State.Obligations.Count(obligation => obligation.Clause == ClauseKind.FirstTouch).ShouldBe(1);
        story.State.Obligations.Count(obligation => obligation.Clause == ClauseKind.Decision).ShouldBe(2);
    }

    [Fact]
    public void Assign_TouchOfBeforeToldAfter_MeetsTheOldClockAndEndsTheNewOne()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Milo, Commands.Assign(Office.Ben)).Do("11-16 12:00", Office.Milo, Commands.Touch(), at: "11-16 09:20");
        story.Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 10:00 end 11-16 09:20");
        story.Line("firstTouch#2").ShouldBe("Cancelled 11-16 09:30 due 11-16 10:30 end 11-16 09:30 breach 11-16 10:30");
    }

    [Fact]
    public void Assign_Accepted_KeepsStageAndTouchesAndCarriesTheWorkOn()
    {
        var story = Story.Accepted();
        for (var touch = 1; touch <= 5; touch++)
        {
            story.Do($"11-16 10:0{touch}", Office.Ana, Commands.Touch());
        }

        story.Do("11-18 09:00", Office.Milo, Commands.Assign(Office.Ben));
        story.State.Stage.ShouldBe(LeadStage.SalesAccepted);
        story.Line("cadence#2").ShouldBe("Running 11-18 09:00 due 12-03 17:00 end -");
        story.Do("11-18 10:00", Office.Ben, Commands.Touch()).Line("cadence#2").ShouldBe("Met 11-18 09:00 due 12-03 17:00 end 11-18 10:00");
        story.State.Obligations.ShouldNotContain(obligation => obligation.Clause == ClauseKind.Decision && obligation.Cycle == 2);
    }

    [Fact]
    public void Assign_Again_LeavesTheFirstHandoffAndWhatIsOwedFromTheMql()
    {
        var office = new Office().With(ClauseKind.Feedback, clause => clause with { Of = FeedbackScope.All });
        var story = Story.Begun(office).Do("11-16 09:02", null, Commands.Card(Office.Ana)).Do("11-16 09:30", Office.Milo, Commands.Assign(Office.Ben));
        story.State.FirstAssignedAt.ShouldBe(Story.At("11-16 09:00"));
        story.State.DeliveredAt.ShouldBeNull("the new owner's card is still on its way");
        story["feedback#1"].Status.ShouldBe(ObligationStatus.Running);
    }

    [Fact]
    public void Assign_WrongPersonOrTime_IsRefused()
    {
        var story = Story.Begun().No("unknown-person", "11-16 10:00", Office.Milo, Commands.Assign("who@x.com")).No("already-theirs", "11-16 10:00", Office.Milo, Commands.Assign("ANA@X.com"));
        story.Office.Absences.Add(new(Office.Ben, Story.At("11-16 09:00"), Story.At("11-17 09:00"), null, Office.Ben));
        story.No("away", "11-16 10:00", Office.Milo, Commands.Assign(Office.Ben)).No("stale", "11-16 10:00", Office.Milo, Commands.Assign(Office.Lena) with { SeenVersion = 1 });
        story.Do("11-16 10:00", Office.Milo, Commands.Assign(Office.Lena)).No("too-early", "11-16 11:00", Office.Milo, Commands.Assign(Office.Ana), at: "11-16 09:59");
    }

    [Fact]
    public void Assign_ToldLate_CountsAtItsOwnTime()
    {
        var story = Story.Begun().Tick("11-16 11:00").Do("11-16 11:00", Office.Milo, Commands.Assign(Office.Ben), at: "11-16 09:30");
        story.Line("firstTouch#1").ShouldBe("Cancelled 11-16 09:00 due 11-16 10:00 end 11-16 09:30 breach 11-16 10:00");
        story.Line("firstTouch#2").ShouldBe("Breached 11-16 09:30 due 11-16 10:30 end 11-16 10:30 breach 11-16 10:30");
    }

    [Fact]
    public void Waive_BreachedThenRunning_KeepsTheTrace()
    {
        var story = Story.Begun().Tick("11-16 11:00").Do("11-16 11:00", Office.Milo, Commands.Waive(ClauseKind.FirstTouch));
        story.Line("firstTouch#1").ShouldBe("Waived 11-16 09:00 due 11-16 10:00 end 11-16 11:00 breach 11-16 10:00");
        story["firstTouch#1"].WaivedBy.ShouldBe(Office.Milo);
        story.No("nothing-to-waive", "11-16 11:01", Office.Milo, Commands.Waive(ClauseKind.FirstTouch)).Do("11-16 11:01", Office.Rita, Commands.Waive(ClauseKind.Decision));
        story.Tick("11-30 09:00").State.Obligations.ShouldNotContain(obligation => obligation.Status == ObligationStatus.Breached);
    }

    [Fact]
    public void Waive_DoneLateAlready_KeepsTheLateAction() =>
        Story.Begun().Do("11-16 11:00", Office.Ana, Commands.Touch()).Do("11-16 11:30", Office.Milo, Commands.Waive(ClauseKind.FirstTouch)).Line("firstTouch#1")
            .ShouldBe("Waived 11-16 09:00 due 11-16 10:00 end 11-16 11:30 breach 11-16 10:00 done 11-16 11:00");

    [Fact]
    public void Pause_OfSalesClocks_LeavesMarketingsRunning()
    {
        var office = new Office().With(ClauseKind.Handoff, clause => clause with { Until = HandoffEnd.Delivered });
        Story.Begun(office).Do("11-16 09:02", Office.Milo, Commands.Pause()).Tick("11-16 09:05")["handoff#1"].Status.ShouldBe(ObligationStatus.Breached);
        var resumed = Story.Begun(office).Do("11-16 09:01", Office.Milo, Commands.Pause()).Do("11-16 09:03", Office.Milo, Commands.Resume);
        Story.Local(resumed["handoff#1"].DueAt).ShouldBe("11-16 09:05:00");
        Story.Local(resumed["firstTouch#1"].DueAt).ShouldBe("11-16 10:02:00");
    }

    [Theory]
    [InlineData("1 business day", "11-17 10:00", "11-17 17:00", "11-17 17:00")]
    [InlineData("1 business hour", "11-16 09:30", "11-16 11:30", "11-16 12:00")]
    [InlineData("1 business hour", "11-16 09:30", "11-17 09:00", "11-17 09:30")]
    [InlineData("2 hours", "11-16 09:30", "11-17 09:30", "11-17 11:00")]
    [InlineData("2 business days", "11-16 10:00", "11-18 10:00", "11-20 17:00")]
    [InlineData("2 business days", "11-16 10:00", "11-16 16:00", "11-18 17:00")]
    [InlineData("1 business day", "11-17 10:00", "11-17 18:00", "11-18 17:00")]
    [InlineData("1 business day", "11-17 10:00", "11-22 18:00", "11-23 17:00")]
    [InlineData("3 calendar days", "11-16 10:00", "11-18 10:00", "11-21 23:59:59")]
    public void Pause_ThenResume_MovesTheDeadlineByItsOwnKindOfTime(string within, string from, string until, string due)
    {
        var story = Story.Begun(new Office().Within(ClauseKind.FirstTouch, within)).Do(from, Office.Milo, Commands.Pause()).Tick(until);
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Running, "a clock that stands still cannot run out");
        story.Do(until, Office.Milo, Commands.Resume);
        Story.Local(story["firstTouch#1"].DueAt).ShouldStartWith(due);
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Running);
        var rung = story["firstTouch#1"].Alerts.First(alert => !alert.IsWarning);
        rung.At.ShouldBe(story["firstTouch#1"].DueAt);
    }

    [Fact]
    public void Pause_Warnings_MoveWithTheDeadline()
    {
        var story = Story.Begun().Do("11-16 09:40", Office.Milo, Commands.Pause()).Do("11-16 10:40", Office.Milo, Commands.Resume).Tick("11-16 16:30");
        story.Raised("firstTouch#1").ShouldBe(["warning-1 11-16 09:30:00", "warning-2 11-16 10:48:00", "rung-1 11-16 11:00:00", "rung-2 11-16 15:00:00"]);
    }

    [Fact]
    public void Pause_TouchMeanwhile_Counts()
    {
        var story = Story.Begun().Do("11-16 09:40", Office.Milo, Commands.Pause()).Do("11-17 12:00", Office.Ana, Commands.Touch());
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Met);
        story.Do("11-17 13:00", Office.Milo, Commands.Resume)["firstTouch#1"].Status.ShouldBe(ObligationStatus.Met);
        story["firstTouch#1"].BreachedAt.ShouldBeNull();
    }

    [Fact]
    public void Pause_ToldLate_TakesBackTheBreachSinceThen()
    {
        var story = Story.Begun().Tick("11-16 10:30");
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Breached);

        story.Do("11-16 10:40", Office.Milo, Commands.Pause(), at: "11-16 09:50").Tick("11-16 15:00");
        story.Line("firstTouch#1").ShouldBe("Running 11-16 09:00 due 11-16 10:00 end -");
        story.Raised("firstTouch#1").ShouldBe(["warning-1 11-16 09:30:00", "warning-2 11-16 09:48:00", "rung-1 11-16 10:00:00"], "nobody is told any more");

        story.Do("11-16 15:00", Office.Milo, Commands.Resume, at: "11-16 11:30").Tick("11-16 16:00");
        story.Line("firstTouch#1").ShouldBe("Breached 11-16 09:00 due 11-16 11:40 end 11-16 11:40 breach 11-16 11:40");
        story.Raised("firstTouch#1").Last().ShouldBe("rung-2 11-16 15:40:00");
    }

    [Theory]
    [InlineData("11-16 10:00", "Running 11-16 09:00 due 11-16 10:00 end -")]
    [InlineData("11-16 10:00:01", "Breached 11-16 09:00 due 11-16 10:00 end 11-16 10:00 breach 11-16 10:00")]
    public void Pause_ToldLate_ButFromAfterTheDeadline_TakesNothingBack(string from, string line) =>
        Story.Begun().Tick("11-16 10:30").Do("11-16 10:40", Office.Milo, Commands.Pause(), at: from).Line("firstTouch#1").ShouldBe(line);

    [Fact]
    public void Pause_ToldLate_OfADutyDoneSince_HasItInTime()
    {
        var story = Story.Begun().Do("11-16 10:20", Office.Ana, Commands.Touch()).Do("11-16 10:40", Office.Milo, Commands.Pause(), at: "11-16 09:50");
        story.Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 10:00 end 11-16 10:20");
    }

    [Fact]
    public void Pause_ToldLate_OfALeadHandedOverSince_EndsThePastOwnersClockThere()
    {
        var story = Story.Begun().Do("11-16 11:00", Office.Milo, Commands.Assign(Office.Ben)).Do("11-16 12:30", Office.Milo, Commands.Pause(), at: "11-16 09:50");
        story.Line("firstTouch#1").ShouldBe("Cancelled 11-16 09:00 due 11-16 11:10 end 11-16 11:00");
        story.Line("firstTouch#2").ShouldBe("Running 11-16 11:00 due 11-16 12:00 end -");
    }

    [Fact]
    public void Pause_ToldLate_OfAMissThatWasExcused_LeavesTheExcuse()
    {
        var story = Story.Begun().Do("11-16 11:00", Office.Milo, Commands.Waive(ClauseKind.FirstTouch)).Do("11-16 12:30", Office.Milo, Commands.Pause(), at: "11-16 09:50");
        story.Line("firstTouch#1").ShouldBe("Waived 11-16 09:00 due 11-16 11:10 end 11-16 11:00");
    }

    [Fact]
    public void Resume_ToldLate_WhatWasDoneSinceIsJudgedByTheMovedDeadline()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Milo, Commands.Pause()).Do("11-16 12:00", Office.Ana, Commands.Touch());
        story.Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 10:00 end 11-16 12:00");
        story.Do("11-16 13:00", Office.Milo, Commands.Resume, at: "11-16 10:00");
        story.Line("firstTouch#1").ShouldBe("Breached 11-16 09:00 due 11-16 10:30 end 11-16 10:30 breach 11-16 10:30 done 11-16 12:00");
    }

    [Fact]
    public void Pause_ClosedMeanwhile_Ends()
    {
        var story = Story.Accepted().Do("11-16 09:40", Office.Milo, Commands.Pause())
            .Do("11-17 11:00", Office.Ana, Commands.Dispose("Bad Data")).Do("11-17 12:00", Office.Ana, Commands.Advance(LeadStage.Lost));
        story.State.PausedAt.ShouldBeNull();
        story.Tick("11-20 12:00")["feedback#1"].Status.ShouldBe(ObligationStatus.Breached, "a reason stays owed");
    }

    [Fact]
    public void Pause_NewOwnerMeanwhile_TheirClockStandsStillToo()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Milo, Commands.Pause()).Do("11-16 10:00", Office.Milo, Commands.Assign(Office.Ben)).Tick("11-16 12:00");
        story.Do("11-16 12:00", Office.Milo, Commands.Resume).Line("firstTouch#2").ShouldBe("Running 11-16 10:00 due 11-16 13:00 end -");
    }

    [Fact]
    public void Pause_TwiceOrWithoutOne_IsRefused()
    {
        var story = Story.Begun().No("not-paused", "11-16 09:10", Office.Milo, Commands.Resume).Do("11-16 09:10", Office.Milo, Commands.Pause()).No("already-paused", "11-16 09:11", Office.Milo, Commands.Pause());
        story.No("not-paused", "11-16 09:12", Office.Milo, Commands.Resume, at: "11-16 09:09").Do("11-16 09:20", Office.Milo, Commands.Resume);
        story.No("too-early", "11-16 09:30", Office.Milo, Commands.Pause(), at: "11-16 09:15");
    }
}
