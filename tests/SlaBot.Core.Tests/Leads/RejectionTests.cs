using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Rejected, disputed, back in nurture and handed over again.</summary>
public class RejectionTests
{
    [Fact]
    public void Reject_Nurture_GoesBackToMarketingAndEndsSalesClocks()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Commands.Reject("not OUR icp"));
        story.State.Stage.ShouldBe(LeadStage.Rejected);
        story.State.Rejection!.Reason.ShouldBe("Not our ICP");
        story["decision#1"].Status.ShouldBe(ObligationStatus.Met);
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        story["feedback#1"].Status.ShouldBe(ObligationStatus.Met);
        story.No("already-rejected", "11-16 09:31", Office.Ana, Commands.Accept).No("already-rejected", "11-16 09:31", Office.Ana, Commands.Reject());
    }

    [Fact]
    public void Reject_Reroute_GoesToTheNextRepWithFreshClocks()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Commands.Reject("Not my territory"));
        story.State.Stage.ShouldBe(LeadStage.Assigned);
        story.State.Owner.ShouldBe(Office.Ben);
        story.State.IsDecided.ShouldBeFalse();
        story["decision#1"].Status.ShouldBe(ObligationStatus.Met);
        story.Line("decision#2").ShouldBe("Running 11-16 09:30 due 11-19 17:00 end -");
        story.Line("firstTouch#2").ShouldBe("Running 11-16 09:30 due 11-16 10:30 end -");
        story.State.Obligations.ShouldNotContain(obligation => obligation.Clause == ClauseKind.Feedback);
        story.Do("11-16 09:40", Office.Ben, Commands.Reject("Not my territory"));
        story.State.Stage.ShouldBe(LeadStage.Queue, "nobody gets back what they passed on");
        story.Do("11-16 09:50", Office.Milo, Commands.Place).State.Stage.ShouldBe(LeadStage.Queue);
        story.Do("11-16 10:00", Office.Milo, Commands.Assign(Office.Ana)).State.Owner.ShouldBe(Office.Ana, "a person may");
        story.State.FirstAssignedAt.ShouldBe(Story.At("11-16 09:00"), "the lead's own clock began once");
    }

    [Fact]
    public void Reject_RerouteToldLate_StartsTheNextRepNow()
    {
        var story = Story.Begun().Do("11-16 12:00", Office.Ana, Commands.Reject("Not my territory"), at: "11-16 09:30");
        story.Line("firstTouch#1").ShouldBe("Cancelled 11-16 09:00 due 11-16 10:00 end 11-16 09:30 breach 11-16 10:00");
        story.Line("firstTouch#2").ShouldBe("Running 11-16 12:00 due 11-16 13:00 end -");
    }

    [Fact]
    public void Dispute_Overturned_ReturnsToTheRepUndecided()
    {
        var story = Story.Begun(WithAnswer()).Do("11-16 09:30", Office.Ana, Commands.Reject()).Do("11-16 10:00", Office.Maya, Commands.Dispute("they fit"));
        story["disputeAnswer#1"].Status.ShouldBe(ObligationStatus.Running);
        story.No("already-disputed", "11-16 10:01", Office.Maya, Commands.Dispute()).No("not-yours", "11-16 10:01", Office.Milo, Commands.Rule(false));
        story.Do("11-16 11:00", Office.Rita, Commands.Rule(upheld: false));
        story["disputeAnswer#1"].Status.ShouldBe(ObligationStatus.Met);
        story.State.Stage.ShouldBe(LeadStage.Assigned);
        story.State.Owner.ShouldBe(Office.Ana);
        story.Line("decision#2").ShouldBe("Running 11-16 11:00 due 11-19 17:00 end -");
        story.Line("firstTouch#2").ShouldBe("Running 11-16 11:00 due 11-16 12:00 end -");
        story.No("nothing-to-rule", "11-16 12:00", Office.Rita, Commands.Rule(true));
        story.Do("11-16 11:30", Office.Ana, Commands.Accept)["decision#2"].Status.ShouldBe(ObligationStatus.Met);
    }

    [Fact]
    public void Dispute_Upheld_StaysRejected()
    {
        var story = Story.Begun(WithAnswer()).Do("11-16 09:30", Office.Ana, Commands.Reject()).Do("11-16 10:00", Office.Maya, Commands.Dispute()).Do("11-16 11:00", Office.Rita, Commands.Rule(true));
        story.State.Stage.ShouldBe(LeadStage.Rejected);
        story.State.Rejection!.Upheld.ShouldBe(true);
        story.No("already-disputed", "11-16 12:00", Office.Maya, Commands.Dispute());
    }

    [Fact]
    public void Dispute_LeadMeanwhileGivenToAnother_RulingLeavesItThere()
    {
        var story = Story.Begun(WithAnswer()).Do("11-16 09:30", Office.Ana, Commands.Reject()).Do("11-16 10:00", Office.Maya, Commands.Dispute())
            .Do("11-16 10:30", Office.Milo, Commands.Assign(Office.Ben)).Do("11-16 10:40", Office.Ben, Commands.Accept).Do("11-16 11:00", Office.Rita, Commands.Rule(false));
        story.State.Owner.ShouldBe(Office.Ben);
        story.State.Stage.ShouldBe(LeadStage.SalesAccepted);
    }

    [Fact]
    public void Dispute_TooLateOrNotRejectedOrNotMarketing_IsRefused()
    {
        Story.Begun().No("not-rejected", "11-16 10:00", Office.Maya, Commands.Dispute());
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Commands.Reject()).No("not-yours", "11-16 10:00", Office.Ana, Commands.Dispute());
        story.No("too-early", "11-16 10:00", Office.Maya, Commands.Dispute(), at: "11-16 09:10");
        story.No("too-late", "11-23 17:00:01", Office.Maya, Commands.Dispute()).Do("11-23 17:00", Office.Maya, Commands.Dispute());
    }

    [Fact]
    public void Recycle_WithARevisitDate_RemindsOnItsFirstOpenInstant()
    {
        var story = Story.Begun().No("still-open", "11-16 09:10", Office.Maya, Commands.Recycle("2026-11-26")).Do("11-16 09:30", Office.Ana, Commands.Reject());
        story.No("in-past", "11-16 10:00", Office.Maya, Commands.Recycle("2026-11-16")).No("not-yours", "11-16 10:00", Office.Ben, Commands.Recycle("2026-11-26"));
        story.Do("11-16 10:00", Office.Maya, Commands.Recycle("2026-11-26"));
        story.State.Stage.ShouldBe(LeadStage.Recycled);
        Story.Local(ObligationClock.WakeAt(story.State)).ShouldBe("11-27 09:00:00", "Thanksgiving is closed");
        story.Tick("11-30 12:00").Events[^1].ShouldBeOfType<RevisitCame>().At.ShouldBe(Story.At("11-27 09:00"));
        ObligationClock.WakeAt(story.State).ShouldBeNull();
    }

    [Fact]
    public void Receive_OfALeadInNurtureWithALaterMql_HandsItOverAgain()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Commands.Reject()).Do("11-16 10:00", Office.Maya, Commands.Recycle("2026-11-20"));
        story.Do("11-16 11:00", null, Commands.Receive(Story.At("11-16 09:00"))).State.Stage.ShouldBe(LeadStage.Recycled, "the same MQL told again is no new one");

        story.Do("11-20 09:00", null, Commands.Receive(Story.At("11-20 09:00")));

        story.State.Stage.ShouldBe(LeadStage.Assigned);
        story.State.Owner.ShouldNotBe(Office.Ana, "who refused it is passed over");
        story["handoff#2"].Status.ShouldBe(ObligationStatus.Met);
        story["decision#2"].Status.ShouldBe(ObligationStatus.Running);
    }

    [Fact]
    public void Recycle_AfterAnOutcome_TheLeadLivesASecondLife()
    {
        var story = Story.Accepted().Do("11-16 09:40", Office.Ana, Commands.Touch()).Do("11-16 10:00", Office.Ana, Commands.Dispose("Contacted - Not Qualified"));
        story.State.IsOpen.ShouldBeFalse();
        story.No("already-closed", "11-16 10:30", Office.Milo, Commands.Assign(Office.Ben)).Do("11-16 11:00", Office.Maya, Commands.Recycle("2026-11-20"));
        story.Do("11-20 09:00", Office.Milo, Commands.Assign(Office.Ben));
        story.State.IsOpen.ShouldBeTrue();
        story.Do("11-20 10:00", Office.Ben, Commands.Accept);
        story["decision#2"].Status.ShouldBe(ObligationStatus.Met);
        story.Line("disposition#2").ShouldBe("Running 11-20 10:00 due 11-30 17:00 end -");
        story.Line("cadence#2").ShouldBe("Running 11-20 10:00 due 12-07 17:00 end -");
        story.No("cadence-incomplete", "11-20 10:30", Office.Ben, Commands.Dispose("Unable to Contact"));
        story.Do("11-20 11:00", Office.Ben, Commands.Advance(LeadStage.SalesQualified))["disposition#2"].Status.ShouldBe(ObligationStatus.Met);
    }

    private static Office WithAnswer() => new Office().Within(ClauseKind.DisputeAnswer, "2 business days");
}
