using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Leads;

/// <summary>From inquiry to won or lost.</summary>
public class LifeTests
{
    [Fact]
    public void Receive_CriteriaMet_IsAssignedAtOnceWithItsClocks()
    {
        var story = Story.Begun();
        story.State.Stage.ShouldBe(LeadStage.Assigned);
        story.State.Owner.ShouldBe(Office.Ana);
        story.Line("handoff#1").ShouldBe("Met 11-16 09:00 due 11-16 09:05 end 11-16 09:00");
        story.Line("firstTouch#1").ShouldBe("Running 11-16 09:00 due 11-16 10:00 end -");
        story.Line("decision#1").ShouldBe("Running 11-16 09:00 due 11-19 17:00 end -");
        story.State.Obligations.Count.ShouldBe(3);
    }

    [Fact]
    public void Receive_CriteriaNotMet_StaysAnInquiryUntilActivityMeetsThem()
    {
        var story = new Story(new Office()).Do("11-16 09:00", null, Commands.Receive(profile: Commands.Cold));
        story.State.Stage.ShouldBe(LeadStage.Inquiry);
        story.No("not-qualified", "11-16 09:10", Office.Rita, Commands.Touch()).No("not-qualified", "11-16 09:10", Office.Milo, Commands.Assign(Office.Ana));
        story.Do("11-16 10:00", null, Commands.Activity("demo"), at: "11-16 09:20");
        story.State.Stage.ShouldBe(LeadStage.Assigned);
        Story.Local(story.State.MqlAt).ShouldBe("11-16 10:00:00", "the MQL instant is when the criteria are found met, whatever the date of the activity");
        story.State.Criteria.ShouldContain(new CriterionResult("a demo", Finding.Met));
        story.State.Criteria.ShouldContain(new CriterionResult("score 70 or more", Finding.Missed));
    }

    [Fact]
    public void Receive_MqlAtInThePast_BreachesTheHandoffAndStartsSalesNow()
    {
        var story = new Story(new Office()).Do("11-16 10:00", null, Commands.Receive(mqlAt: Story.At("11-16 09:00"), profile: Commands.Cold));
        story.Line("handoff#1").ShouldBe("Breached 11-16 09:00 due 11-16 09:05 end 11-16 09:05 breach 11-16 09:05 done 11-16 10:00");
        story.Line("firstTouch#1").ShouldBe("Running 11-16 10:00 due 11-16 11:00 end -");
        Story.Local(story.State.MqlAt).ShouldBe("11-16 09:00:00");
    }

    [Fact]
    public void Receive_SameAgain_ChangesNothingAndMergesWhatIsNew()
    {
        var story = Story.Begun();
        var version = story.State.Version;
        story.Do("11-16 09:05", null, Commands.Receive()).State.Version.ShouldBe(version);
        story.Do("11-16 09:06", null, Commands.Receive(profile: Commands.Hot with { Region = "US" }));
        story.State.Profile.Region.ShouldBe("US");
        story.State.Version.ShouldBe(version + 1);
        story.State.FactVersion.ShouldBeLessThan(story.State.Version, "a merge makes no card stale");
    }

    [Fact]
    public void Life_AllTheWayToWon_EndsEveryClock()
    {
        var story = Story.Accepted();
        story.State.Stage.ShouldBe(LeadStage.SalesAccepted);
        story.Do("11-16 09:40", Office.Ana, Commands.Touch()).Do("11-17 09:00", Office.Ana, Commands.Advance(LeadStage.SalesQualified));
        story.State.Stage.ShouldBe(LeadStage.SalesQualified);
        story.Line("disposition#1").ShouldBe("Met 11-16 09:30 due 11-23 17:00 end 11-17 09:00");
        story["cadence#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        story.Do("11-18 09:00", Office.Ana, Commands.Advance(LeadStage.Opportunity)).Do("11-19 09:00", Office.Ana, Commands.Advance(LeadStage.Won));
        story.State.Stage.ShouldBe(LeadStage.Won);
        story.State.Profile.Amount.ShouldBe(100);
        story.State.IsOpen.ShouldBeFalse();
        ObligationClock.WakeAt(story.State).ShouldBeNull();
        story.No("already-closed", "11-20 09:00", Office.Ana, Commands.Advance(LeadStage.Lost))
            .No("already-closed", "11-20 09:00", Office.Milo, Commands.Assign(Office.Ben))
            .No("already-closed", "11-20 09:00", Office.Ana, Commands.Accept)
            .No("not-open", "11-20 09:00", Office.Milo, Commands.Pause());
    }

    [Fact]
    public void Lost_WithoutAReason_OwesFeedback()
    {
        var story = Story.Accepted().Do("11-16 09:40", Office.Ana, Commands.Touch())
            .Do("11-16 10:50", Office.Ana, Commands.Dispose("Bad Data")).Do("11-16 11:00", Office.Ana, Commands.Advance(LeadStage.Lost));
        story.Line("feedback#1").ShouldBe("Running 11-16 11:00 due 11-18 17:00 end -");
        story.Do("11-17 11:00", Office.Ana, Commands.Feedback());
        story.Line("feedback#1").ShouldBe("Met 11-16 11:00 due 11-18 17:00 end 11-17 11:00");
        Story.Accepted().Do("11-16 10:50", Office.Ana, Commands.Dispose("Bad Data"))
            .Do("11-16 11:00", Office.Ana, Commands.Advance(LeadStage.Lost, "no budget"))["feedback#1"].Status.ShouldBe(ObligationStatus.Met);
    }

    [Fact]
    public void Receive_TheSameMqlOfALeadInNurture_LeavesItThere()
    {
        var story = Story.Accepted().Do("11-16 10:00", Office.Ana, Commands.Dispose("Bad Data")).Do("11-16 10:10", Office.Maya, Commands.Recycle("2026-12-01"));
        story.Do("11-17 09:00", null, Commands.Receive(mqlAt: Story.At("11-16 09:00"))).State.Stage.ShouldBe(LeadStage.Recycled);
        story.Do("11-17 09:00", null, Commands.Receive(mqlAt: Story.At("11-16 09:00:01"))).State.Stage.ShouldBe(LeadStage.Assigned);
    }

    [Fact]
    public void Receive_OfASecondIdOfTheSamePerson_IsFlaggedOnce()
    {
        var story = new Story(new Office { SameContact = ("L0", Office.Ben) }).Do("11-16 09:00", null, Commands.Receive()).Do("11-16 09:10", null, Commands.Receive(profile: Commands.Hot with { Score = 90 }));
        story.Events.OfType<ProfileMerged>().Count().ShouldBe(1);
        story.Events.OfType<DuplicateFlagged>().Count().ShouldBe(1);
    }

    [Fact]
    public void Receive_MqlStillToCome_CountsFromNow() =>
        new Story(new Office()).Do("11-16 09:00", null, Commands.Receive(mqlAt: Story.At("11-16 09:00:30"))).State.MqlAt.ShouldBe(Story.At("11-16 09:00"));
}
