using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Every arrow of the life diagram.</summary>
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
        var story = new Story(new Office()).Do("11-16 09:00", null, Say.Receive(profile: Say.Cold));
        story.State.Stage.ShouldBe(LeadStage.Inquiry);
        story.No("not-qualified", "11-16 09:10", Office.Rita, Say.Touch()).No("not-qualified", "11-16 09:10", Office.Milo, Say.Assign(Office.Ana));
        story.Do("11-16 10:00", null, Say.Activity("demo"), at: "11-16 09:20");
        story.State.Stage.ShouldBe(LeadStage.Assigned);
        Story.Local(story.State.MqlAt).ShouldBe("11-16 10:00:00", "the MQL instant is when the criteria are found met, whatever the date of the activity");
        story.State.Criteria.ShouldContain(new CriterionResult("a demo", Finding.Met));
        story.State.Criteria.ShouldContain(new CriterionResult("score 70 or more", Finding.Missed));
    }

    [Fact]
    public void Receive_MqlAtInThePast_BreachesTheHandoffAndStartsSalesNow()
    {
        var story = new Story(new Office()).Do("11-16 10:00", null, Say.Receive(mqlAt: Story.At("11-16 09:00"), profile: Say.Cold));
        story.Line("handoff#1").ShouldBe("Breached 11-16 09:00 due 11-16 09:05 end 11-16 09:05 breach 11-16 09:05 done 11-16 10:00");
        story.Line("firstTouch#1").ShouldBe("Running 11-16 10:00 due 11-16 11:00 end -");
        Story.Local(story.State.MqlAt).ShouldBe("11-16 09:00:00");
    }

    [Fact]
    public void Receive_SameAgain_ChangesNothingAndMergesWhatIsNew()
    {
        var story = Story.Begun();
        var version = story.State.Version;
        story.Do("11-16 09:05", null, Say.Receive()).State.Version.ShouldBe(version);
        story.Do("11-16 09:06", null, Say.Receive(profile: Say.Hot with { Region = "US" }));
        story.State.Profile.Region.ShouldBe("US");
        story.State.Version.ShouldBe(version + 1);
        story.State.FactVersion.ShouldBeLessThan(story.State.Version, "a merge makes no card stale");
    }

    [Fact]
    public void Life_AllTheWayToWon_EndsEveryClock()
    {
        var story = Story.Accepted();
        story.State.Stage.ShouldBe(LeadStage.SalesAccepted);
        story.Do("11-16 09:40", Office.Ana, Say.Touch()).Do("11-17 09:00", Office.Ana, Say.Advance(LeadStage.SalesQualified));
        story.State.Stage.ShouldBe(LeadStage.SalesQualified);
        story.Line("disposition#1").ShouldBe("Met 11-16 09:30 due 11-23 17:00 end 11-17 09:00");
        story["cadence#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        story.Do("11-18 09:00", Office.Ana, Say.Advance(LeadStage.Opportunity)).Do("11-19 09:00", Office.Ana, Say.Advance(LeadStage.Won));
        story.State.Stage.ShouldBe(LeadStage.Won);
        story.State.Profile.Amount.ShouldBe(100);
        story.State.IsOpen.ShouldBeFalse();
        Clocks.WakeAt(story.State).ShouldBeNull();
        story.No("already-closed", "11-20 09:00", Office.Ana, Say.Advance(LeadStage.Lost))
            .No("already-closed", "11-20 09:00", Office.Milo, Say.Assign(Office.Ben))
            .No("already-closed", "11-20 09:00", Office.Ana, Say.Accept)
            .No("not-open", "11-20 09:00", Office.Milo, Say.Pause());
    }

    [Fact]
    public void Lost_WithoutAReason_OwesFeedback()
    {
        var story = Story.Accepted().Do("11-16 09:40", Office.Ana, Say.Touch()).Do("11-16 11:00", Office.Ana, Say.Advance(LeadStage.Lost));
        story.Line("feedback#1").ShouldBe("Running 11-16 11:00 due 11-18 17:00 end -");
        story.Do("11-17 11:00", Office.Ana, Say.Feedback());
        story.Line("feedback#1").ShouldBe("Met 11-16 11:00 due 11-18 17:00 end 11-17 11:00");
        Story.Accepted().Do("11-16 11:00", Office.Ana, Say.Advance(LeadStage.Lost, "no budget"))["feedback#1"].Status.ShouldBe(ObligationStatus.Met);
    }

    [Fact]
    public void Reject_Nurture_GoesBackToMarketingAndEndsSalesClocks()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Say.Reject("not OUR icp"));
        story.State.Stage.ShouldBe(LeadStage.Rejected);
        story.State.Rejection!.Reason.ShouldBe("Not our ICP");
        story["decision#1"].Status.ShouldBe(ObligationStatus.Met);
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        story["feedback#1"].Status.ShouldBe(ObligationStatus.Met);
        story.No("already-rejected", "11-16 09:31", Office.Ana, Say.Accept).No("already-rejected", "11-16 09:31", Office.Ana, Say.Reject());
    }

    [Fact]
    public void Reject_Reroute_GoesToTheNextRepWithFreshClocks()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Say.Reject("Not my territory"));
        story.State.Stage.ShouldBe(LeadStage.Assigned);
        story.State.Owner.ShouldBe(Office.Ben);
        story.State.IsDecided.ShouldBeFalse();
        story["decision#1"].Status.ShouldBe(ObligationStatus.Met);
        story.Line("decision#2").ShouldBe("Running 11-16 09:30 due 11-19 17:00 end -");
        story.Line("firstTouch#2").ShouldBe("Running 11-16 09:30 due 11-16 10:30 end -");
        story.State.Obligations.ShouldNotContain(one => one.Clause == ClauseKind.Feedback);
        story.Do("11-16 09:40", Office.Ben, Say.Reject("Not my territory"));
        story.State.Owner.ShouldBe(Office.Ana, "who is alone gets it back");
    }

    [Fact]
    public void Reject_RerouteToldLate_StartsTheNextRepNow()
    {
        var story = Story.Begun().Do("11-16 12:00", Office.Ana, Say.Reject("Not my territory"), at: "11-16 09:30");
        story.Line("firstTouch#1").ShouldBe("Cancelled 11-16 09:00 due 11-16 10:00 end 11-16 09:30 breach 11-16 10:00");
        story.Line("firstTouch#2").ShouldBe("Running 11-16 12:00 due 11-16 13:00 end -");
    }

    [Fact]
    public void Dispute_Overturned_ReturnsToTheRepUndecided()
    {
        var story = Story.Begun(WithAnswer()).Do("11-16 09:30", Office.Ana, Say.Reject()).Do("11-16 10:00", Office.Maya, Say.Dispute("they fit"));
        story["disputeAnswer#1"].Status.ShouldBe(ObligationStatus.Running);
        story.No("already-disputed", "11-16 10:01", Office.Maya, Say.Dispute()).No("not-yours", "11-16 10:01", Office.Milo, Say.Rule(false));
        story.Do("11-16 11:00", Office.Rita, Say.Rule(upheld: false));
        story["disputeAnswer#1"].Status.ShouldBe(ObligationStatus.Met);
        story.State.Stage.ShouldBe(LeadStage.Assigned);
        story.State.Owner.ShouldBe(Office.Ana);
        story.Line("decision#2").ShouldBe("Running 11-16 11:00 due 11-19 17:00 end -");
        story.Line("firstTouch#2").ShouldBe("Running 11-16 11:00 due 11-16 12:00 end -");
        story.No("nothing-to-rule", "11-16 12:00", Office.Rita, Say.Rule(true));
        story.Do("11-16 11:30", Office.Ana, Say.Accept)["decision#2"].Status.ShouldBe(ObligationStatus.Met);
    }

    [Fact]
    public void Dispute_Upheld_StaysRejected()
    {
        var story = Story.Begun(WithAnswer()).Do("11-16 09:30", Office.Ana, Say.Reject()).Do("11-16 10:00", Office.Maya, Say.Dispute()).Do("11-16 11:00", Office.Rita, Say.Rule(true));
        story.State.Stage.ShouldBe(LeadStage.Rejected);
        story.State.Rejection!.Upheld.ShouldBe(true);
        story.No("already-disputed", "11-16 12:00", Office.Maya, Say.Dispute());
    }

    [Fact]
    public void Dispute_LeadMeanwhileGivenToAnother_RulingLeavesItThere()
    {
        var story = Story.Begun(WithAnswer()).Do("11-16 09:30", Office.Ana, Say.Reject()).Do("11-16 10:00", Office.Maya, Say.Dispute())
            .Do("11-16 10:30", Office.Milo, Say.Assign(Office.Ben)).Do("11-16 10:40", Office.Ben, Say.Accept).Do("11-16 11:00", Office.Rita, Say.Rule(false));
        story.State.Owner.ShouldBe(Office.Ben);
        story.State.Stage.ShouldBe(LeadStage.SalesAccepted);
    }

    [Fact]
    public void Dispute_TooLateOrNotRejectedOrNotMarketing_IsRefused()
    {
        Story.Begun().No("not-rejected", "11-16 10:00", Office.Maya, Say.Dispute());
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Say.Reject()).No("not-yours", "11-16 10:00", Office.Ana, Say.Dispute());
        story.No("too-early", "11-16 10:00", Office.Maya, Say.Dispute(), at: "11-16 09:10");
        story.No("too-late", "11-23 17:00:01", Office.Maya, Say.Dispute()).Do("11-23 17:00", Office.Maya, Say.Dispute());
    }

    [Fact]
    public void Recycle_WithARevisitDate_RemindsOnItsFirstOpenInstant()
    {
        var story = Story.Begun().No("still-open", "11-16 09:10", Office.Maya, Say.Recycle("2026-11-26")).Do("11-16 09:30", Office.Ana, Say.Reject());
        story.No("in-past", "11-16 10:00", Office.Maya, Say.Recycle("2026-11-16")).No("not-yours", "11-16 10:00", Office.Ben, Say.Recycle("2026-11-26"));
        story.Do("11-16 10:00", Office.Maya, Say.Recycle("2026-11-26"));
        story.State.Stage.ShouldBe(LeadStage.Recycled);
        Story.Local(Clocks.WakeAt(story.State)).ShouldBe("11-27 09:00:00", "Thanksgiving is closed");
        story.Tick("11-30 12:00").Events[^1].ShouldBeOfType<RevisitCame>().At.ShouldBe(Story.At("11-27 09:00"));
        Clocks.WakeAt(story.State).ShouldBeNull();
    }

    [Fact]
    public void Receive_OfALeadInNurtureWithALaterMql_HandsItOverAgain()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Say.Reject()).Do("11-16 10:00", Office.Maya, Say.Recycle("2026-11-20"));
        story.Do("11-16 11:00", null, Say.Receive(Story.At("11-16 09:00"))).State.Stage.ShouldBe(LeadStage.Recycled, "the same MQL told again is no new one");

        story.Do("11-20 09:00", null, Say.Receive(Story.At("11-20 09:00")));

        story.State.Stage.ShouldBe(LeadStage.Assigned);
        story.State.Owner.ShouldNotBe(Office.Ana, "who refused it is passed over");
        story["handoff#2"].Status.ShouldBe(ObligationStatus.Met);
        story["decision#2"].Status.ShouldBe(ObligationStatus.Running);
    }

    [Fact]
    public void Recycle_AfterAnOutcome_TheLeadLivesASecondLife()
    {
        var story = Story.Accepted().Do("11-16 09:40", Office.Ana, Say.Touch()).Do("11-16 10:00", Office.Ana, Say.Dispose("Contacted - Not Qualified"));
        story.State.IsOpen.ShouldBeFalse();
        story.No("already-closed", "11-16 10:30", Office.Milo, Say.Assign(Office.Ben)).Do("11-16 11:00", Office.Maya, Say.Recycle("2026-11-20"));
        story.Do("11-20 09:00", Office.Milo, Say.Assign(Office.Ben));
        story.State.IsOpen.ShouldBeTrue();
        story.Do("11-20 10:00", Office.Ben, Say.Accept);
        story["decision#2"].Status.ShouldBe(ObligationStatus.Met);
        story.Line("disposition#2").ShouldBe("Running 11-20 10:00 due 11-30 17:00 end -");
        story.Line("cadence#2").ShouldBe("Running 11-20 10:00 due 12-07 17:00 end -");
        story.No("cadence-incomplete", "11-20 10:30", Office.Ben, Say.Dispose("Unable to Contact"));
        story.Do("11-20 11:00", Office.Ben, Say.Advance(LeadStage.SalesQualified))["disposition#2"].Status.ShouldBe(ObligationStatus.Met);
    }

    private static Office WithAnswer() => new Office().Within(ClauseKind.DisputeAnswer, "2 business days");
}
