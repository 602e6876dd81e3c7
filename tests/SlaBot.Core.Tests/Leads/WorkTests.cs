using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>What a seller owes and logs after acceptance, and who may do what.</summary>
public class WorkTests
{
    [Fact]
    public void Accept_StartsCadenceAndDisposition()
    {
        var story = Story.Begun().Do("11-16 09:30", Office.Ana, Commands.Accept);
        story.Line("decision#1").ShouldBe("Met 11-16 09:00 due 11-19 17:00 end 11-16 09:30");
        story.Line("cadence#1").ShouldBe("Running 11-16 09:30 due 12-01 17:00 end -", "Thanksgiving is no business day");
        story.Line("disposition#1").ShouldBe("Running 11-16 09:30 due 11-23 17:00 end -");
        story.No("already-accepted", "11-16 09:30", Office.Ana, Commands.Accept).No("already-accepted", "11-16 09:30", Office.Ana, Commands.Reject());
        Story.Begun().No("too-early", "11-16 09:30", Office.Ana, Commands.Accept, at: "11-16 08:59");
    }

    [Fact]
    public void Accept_MadeInTimeAndToldLate_ClearsTheBreachedDecision()
    {
        var story = Story.Begun().Tick("11-20 09:00");
        story["decision#1"].Status.ShouldBe(ObligationStatus.Breached);
        story.Do("11-20 09:00", Office.Ana, Commands.Accept, at: "11-19 17:00").Line("decision#1").ShouldBe("Met 11-16 09:00 due 11-19 17:00 end 11-19 17:00 breach 11-19 17:00");
        story["cadence#1"].StartedAt.ShouldBe(Story.At("11-19 17:00"));
    }

    [Fact]
    public void Cadence_TouchesFromAcceptanceOnEnoughChannels_MeetsIt()
    {
        var story = Story.Begun(new Office().With(ClauseKind.Cadence, clause => clause with { Touches = 3, Channels = 2 })).Do("11-16 09:10", Office.Ana, Commands.Touch()).Do("11-16 09:30", Office.Ana, Commands.Accept);
        story.Do("11-17 09:00", Office.Ana, Commands.Touch()).Do("11-18 09:00", Office.Ana, Commands.Touch("CALL")).Do("11-19 09:00", Office.Ana, Commands.Touch("call"));
        story["cadence#1"].Status.ShouldBe(ObligationStatus.Running, "one channel only");
        story.Do("11-20 09:00", Office.Ana, Commands.Touch("email")).Line("cadence#1").ShouldBe("Met 11-16 09:30 due 12-01 17:00 end 11-20 09:00");
    }

    [Fact]
    public void Cadence_CreditCode_CountsAsFull()
    {
        var office = new Office().With(ClauseKind.Cadence, clause => clause with { CreditCodes = ["Meeting booked"] });
        Story.Accepted(office).Do("11-17 09:00", Office.Ana, Commands.Dispose("meeting BOOKED")).Line("cadence#1").ShouldBe("Met 11-16 09:30 due 12-01 17:00 end 11-17 09:00");
    }

    [Fact]
    public void Dispose_Codes_AreChecked()
    {
        var story = Story.Accepted(new Office().Change(policy => policy with { ReasonCodes = ["Bad Data"] }));
        story.No("unknown-code", "11-16 10:00", Office.Ana, Commands.Dispose("Nope")).No("needs-reason", "11-16 10:00", Office.Ana, Commands.Dispose("Bad Data"));
        story.No("cadence-incomplete", "11-16 10:00", Office.Ana, Commands.Dispose("unable to contact"));
        for (var touch = 1; touch <= 6; touch++)
        {
            story.Do($"11-16 10:0{touch}", Office.Ana, Commands.Touch());
        }

        story.Do("11-16 11:00", Office.Ana, Commands.Dispose("unable to contact")).State.HasEnded.ShouldBeTrue();
        story.No("already-closed", "11-16 11:00", Office.Ana, Commands.Dispose("unable to contact"));
        Story.Begun().No("not-accepted", "11-16 10:00", Office.Ana, Commands.Dispose("Contacted - Qualified"));
        Story.Accepted().No("too-early", "11-16 10:00", Office.Ana, Commands.Dispose("Contacted - Qualified"), at: "11-16 09:29");
    }

    [Fact]
    public void Dispose_WaivedCadence_HoldsNothingUp() =>
        Story.Accepted().Do("11-16 10:00", Office.Milo, Commands.Waive(ClauseKind.Cadence)).Do("11-16 10:01", Office.Ana, Commands.Dispose("Unable to Contact")).State.HasEnded.ShouldBeTrue();

    [Fact]
    public void Dispose_Interim_MeetsTheDispositionAndWorkGoesOn()
    {
        var story = Story.Accepted().Do("11-16 09:40", Office.Ana, Commands.Touch()).Do("11-16 10:00", Office.Ana, Commands.Dispose("Contacted - Bad Timing"));
        story["disposition#1"].Status.ShouldBe(ObligationStatus.Met);
        story["cadence#1"].Status.ShouldBe(ObligationStatus.Running);
        story.State.IsOpen.ShouldBeTrue();
        story.Do("11-17 10:00", Office.Ana, Commands.Dispose("Contacted - Not Qualified"))["cadence#1"].EndedShort.ShouldBeTrue("one touch of six");
        ObligationClock.WakeAt(story.State).ShouldBeNull();
    }

    [Fact]
    public void Dispose_EndedInTimeAndToldAfterTheCadenceRanOut_SupersedesThatBreach()
    {
        var story = Story.Accepted().Tick("12-02 09:00");
        story["cadence#1"].Status.ShouldBe(ObligationStatus.Breached);
        story.Do("12-02 09:00", Office.Ana, Commands.Dispose("Bad Data"), at: "11-20 09:00");
        story.Line("cadence#1").ShouldBe("Met 11-16 09:30 due 12-01 17:00 end 11-20 09:00 breach 12-01 17:00", "bad data is credited");
        story.Line("disposition#1").ShouldBe("Met 11-16 09:30 due 11-23 17:00 end 11-20 09:00 breach 11-23 17:00");
    }

    [Fact]
    public void Update_EachOne_StartsTheNextCycle()
    {
        var story = Story.Accepted(new Office().Within(ClauseKind.StatusUpdate, "48 hours"));
        story.Line("statusUpdate#1").ShouldBe("Running 11-16 09:30 due 11-18 09:30 end -");
        story.Do("11-17 09:30", Office.Ana, Commands.Update()).Line("statusUpdate#1").ShouldBe("Met 11-16 09:30 due 11-18 09:30 end 11-17 09:30");
        story.Line("statusUpdate#2").ShouldBe("Running 11-17 09:30 due 11-19 09:30 end -");
        story.Do("11-20 09:30", Office.Ana, Commands.Update()).Line("statusUpdate#2").ShouldBe("Breached 11-17 09:30 due 11-19 09:30 end 11-19 09:30 breach 11-19 09:30 done 11-20 09:30");
        story.Do("11-20 10:00", Office.Ana, Commands.Update("old news"), at: "11-18 09:30").Line("statusUpdate#2").ShouldStartWith("Met");
        story.State.Running.Count(obligation => obligation.Clause == ClauseKind.StatusUpdate).ShouldBe(1);
        story.State.Status.ShouldBe("talking");
        story.Do("11-20 11:00", Office.Ana, Commands.Dispose("Contacted - Qualified")).State.Running.ShouldBeEmpty();
        story.Do("11-20 12:00", Office.Ana, Commands.Advance(LeadStage.SalesQualified)).Line("statusUpdate#4").ShouldBe("Running 11-20 12:00 due 11-22 12:00 end -");
        Story.Begun().No("not-accepted", "11-16 10:00", Office.Ana, Commands.Update());
    }

    [Fact]
    public void Feedback_OfAll_RunsFromTheMqlInstant()
    {
        var story = Story.Begun(new Office().With(ClauseKind.Feedback, clause => clause with { Of = FeedbackScope.All }));
        story.Line("feedback#1").ShouldBe("Running 11-16 09:00 due 11-18 17:00 end -");
        story["feedback#1"].Owner.ShouldBe(Office.Ana);
        story.Do("11-16 10:00", Office.Ana, Commands.Reject()).Line("feedback#1").ShouldBe("Met 11-16 09:00 due 11-18 17:00 end 11-16 10:00");
    }

    [Fact]
    public void Reject_WithoutAnAgreedReason_IsRefused() =>
        Story.Begun().No("unknown-reason", "11-16 10:00", Office.Ana, Commands.Reject("bah")).No("unknown-reason", "11-16 10:00", Office.Ana, Commands.Reject(" "));

    [Fact]
    public void Advance_Gates_AreKept()
    {
        var office = new Office().Change(policy => policy with
        {
            CodeBeforeLost = true,
            Gates = new Dictionary<string, StageGate> { ["sql"] = new(["need", "interest"]) },
        });
        var story = Story.Accepted(office).No("gate-incomplete", "11-16 10:00", Office.Ana, Commands.Advance(LeadStage.SalesQualified, null, "need"));
        story.No("needs-code", "11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Lost)).Do("11-16 10:00", Office.Ana, Commands.Advance(LeadStage.SalesQualified, null, "Need", "interest"));
        story.No("not-forward", "11-16 10:00", Office.Ana, Commands.Advance(LeadStage.SalesQualified, null, "need", "interest"));
        Story.Begun().No("not-accepted", "11-16 10:00", Office.Ana, Commands.Advance(LeadStage.Won) with { FromChat = true });
    }

    [Fact]
    public void Rate_OutsideOneToFive_IsRefused()
    {
        var story = Story.Begun().No("out-of-range", "11-16 10:00", Office.Ana, Commands.Rate(0, 5)).No("out-of-range", "11-16 10:00", Office.Ana, Commands.Rate(1, 6));
        story.Do("11-16 10:00", Office.Ana, Commands.Rate(1, 5)).State.Rating.ShouldBe(new Rating(1, 5));
    }

    [Fact]
    public void Work_ByOthers_IsRefusedWithAWordOnWhoMay()
    {
        var story = Story.Begun();
        foreach (var by in new[] { Office.Ben, Office.Maya, Office.Lena })
        {
            story.No("not-yours", "11-16 10:00", by, Commands.Accept).No("not-yours", "11-16 10:00", by, Commands.Assign(Office.Ben))
                .No("not-yours", "11-16 10:00", by, Commands.Waive(ClauseKind.FirstTouch)).No("not-yours", "11-16 10:00", by, Commands.Pause());
        }

        story.No("not-yours", "11-16 10:00", Office.Ana, Commands.Pause()).No("by-needed", "11-16 10:00", null, Commands.Accept).No("unknown-person", "11-16 10:00", "who@x.com", Commands.Accept);
        story.Try(Story.At("11-16 10:00"), Office.Ben, Commands.Touch() with { FromChat = true }).Refusal!.Sentence.ShouldBe("Only the owner (Ana Reyes), the owner's manager (Milo Brandt) or RevOps may log a touch on Dana Fox · Acme.");
        story.Do("11-16 10:00", Office.Milo, Commands.Accept).Events.OfType<Accepted>().Single().ShouldSatisfyAllConditions(accepted => accepted.By.ShouldBe(Office.Milo), accepted => accepted.Owner.ShouldBe(Office.Ana));
        Story.Begun().Do("11-16 10:00", Office.Rita, Commands.Accept);
    }

    [Fact]
    public void Command_ForAnUnknownLead_IsRefused() => new Story(new Office()).No("unknown-lead", "11-16 10:00", Office.Ana, Commands.Accept);

    [Fact]
    public void Activity_ToldTwice_CountsOnce()
    {
        var story = new Story(new Office()).Do("11-16 09:00", null, Commands.Receive(profile: Commands.Cold)).Do("11-16 09:10", null, Commands.Activity("download")).Do("11-16 09:10", null, Commands.Activity("download"));
        story.State.Profile.Activity.Count.ShouldBe(1);
    }

    [Fact]
    public void Dispose_AndAdvance_InOneSecond_CountInOrderOfArrival()
    {
        var story = Story.Accepted().Do("11-16 10:00", Office.Ana, Commands.Dispose("Contacted - Qualified")).Do("11-16 10:00", Office.Ana, Commands.Advance(LeadStage.SalesQualified));
        story.State.IsOpen.ShouldBeTrue();
        story.Do("11-16 10:00", Office.Ana, Commands.Dispose("Contacted - Not Qualified")).State.IsOpen.ShouldBeFalse();
        var late = Story.Accepted().Do("11-16 11:00", Office.Ana, Commands.Advance(LeadStage.SalesQualified)).Do("11-16 12:00", Office.Ana, Commands.Dispose("Contacted - Qualified"), at: "11-16 10:00");
        late.State.IsOpen.ShouldBeTrue("the lead has advanced since");
    }

    [Fact]
    public void Activity_OlderThanTheLead_Counts() =>
        new Story(new Office()).Do("11-16 09:00", null, Commands.Receive(profile: Commands.Cold)).Do("11-16 09:10", null, Commands.Activity("demo"), at: "11-02 09:00").State.Stage.ShouldBe(LeadStage.Assigned);
}
