using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>What is told late counts where it belongs, also where it ends what was met after it.</summary>
public class LateOrderTests
{
    [Fact]
    public void Rejection_DatedBeforeTheTouch_EndsTheClockThere()
    {
        var story = Story.Begun().Do("11-16 09:50", Office.Ana, Commands.Touch()).Do("11-16 11:00", Office.Ana, Commands.Reject(), at: "11-16 09:20");
        story.Line("firstTouch#1").ShouldBe("Cancelled 11-16 09:00 due 11-16 10:00 end 11-16 09:20");
        story.Line("decision#1").ShouldBe("Met 11-16 09:00 due 11-19 17:00 end 11-16 09:20");
    }

    [Fact]
    public void Rejection_InTheSecondOfTheTouch_LeavesItMet() =>
        Story.Begun().Do("11-16 09:50", Office.Ana, Commands.Touch()).Do("11-16 11:00", Office.Ana, Commands.Reject(), at: "11-16 09:50")
            .Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 10:00 end 11-16 09:50");

    [Theory]
    [InlineData("Not our ICP")]
    [InlineData("Not my territory")]
    public void Rejection_InEitherOrderOfTelling_LeavesTheSameClock(string reason)
    {
        var prompt = Story.Begun().Do("11-16 09:20", Office.Ana, Commands.Reject(reason));
        prompt.Do("11-16 09:50", Office.Rita, Commands.Touch());
        var late = Story.Begun().Do("11-16 09:50", Office.Ana, Commands.Touch()).Do("11-16 11:00", Office.Ana, Commands.Reject(reason), at: "11-16 09:20");
        late.Line("firstTouch#1").ShouldBe(prompt.Line("firstTouch#1"));
    }

    [Fact]
    public void Stage_DatedBeforeTheLastTouch_EndsTheCadenceThere()
    {
        var story = Story.Accepted(new Office().With(ClauseKind.Cadence, clause => clause with { Touches = 2 }));
        story.Do("11-16 10:00", Office.Ana, Commands.Touch()).Do("11-16 12:00", Office.Ana, Commands.Touch())["cadence#1"].Status.ShouldBe(ObligationStatus.Met);
        story.Do("11-16 13:00", Office.Ana, Commands.Advance(LeadStage.SalesQualified), at: "11-16 11:00");
        story.Line("cadence#1").ShouldBe("Cancelled 11-16 09:30 due 12-01 17:00 end 11-16 11:00");
    }

    [Fact]
    public void Assignment_DatedBeforeTheTouch_GivesTheNewOwnerTheClockAndTheTouch()
    {
        var story = Story.Begun().Do("11-16 09:50", Office.Ana, Commands.Touch()).Do("11-16 11:00", Office.Milo, Commands.Assign(Office.Ben), at: "11-16 09:30");
        story.Line("firstTouch#1").ShouldBe("Cancelled 11-16 09:00 due 11-16 10:00 end 11-16 09:30");
        story.Line("firstTouch#2").ShouldBe("Met 11-16 09:30 due 11-16 10:30 end 11-16 09:50");
    }

    [Fact]
    public void Assignment_DatedBeforeTheWorkWasDone_CarriesItOnDone()
    {
        var story = Story.Accepted(new Office().With(ClauseKind.Cadence, clause => clause with { Touches = 2 }));
        story.Do("11-16 10:00", Office.Ana, Commands.Touch()).Do("11-16 12:00", Office.Ana, Commands.Touch()).Do("11-16 13:00", Office.Milo, Commands.Assign(Office.Ben), at: "11-16 11:00");
        story.Line("cadence#1").ShouldBe("Cancelled 11-16 09:30 due 12-01 17:00 end 11-16 11:00");
        story.Line("cadence#2").ShouldBe("Met 11-16 11:00 due 12-01 17:00 end 11-16 12:00");
    }

    [Fact]
    public void Assignment_DatedBeforeTheDecision_IsRefused()
    {
        var accepted = Story.Accepted().No("too-early", "11-16 11:00", Office.Milo, Commands.Assign(Office.Ben), at: "11-16 09:20");
        accepted.Do("11-16 11:00", Office.Milo, Commands.Assign(Office.Ben), at: "11-16 09:30");
        var back = Story.Begun().Do("11-16 10:00", Office.Ana, Commands.Reject()).Do("11-16 10:30", Office.Maya, Commands.Recycle("2026-12-01"));
        back.No("too-early", "11-16 11:00", Office.Milo, Commands.Assign(Office.Ben), at: "11-16 09:59").Do("11-16 11:00", Office.Milo, Commands.Assign(Office.Ben), at: "11-16 10:30");
    }

    [Fact]
    public void Touch_ThatMadeTheOldOwnersCadenceFull_ToldAfterTheHandover_LeavesNothingToTheNewOwner()
    {
        // Two touches are asked of Lena's team, six of everybody else.
        var office = new Office().Change(policy => policy with { Clauses = [.. policy.Clauses, new Clause { Kind = ClauseKind.Cadence, Team = "emea", Touches = 2, Within = Office.TargetOf("10 business days") }] });
        var story = new Story(office).Do("11-16 05:00", null, Commands.Receive(profile: Commands.Hot with { Region = "GB" })).Do("11-16 06:00", Office.Lena, Commands.Accept).Do("11-16 07:00", Office.Lena, Commands.Touch());
        story.Do("11-16 10:00", Office.Milo, Commands.Assign(Office.Ben))["cadence#2"].Status.ShouldBe(ObligationStatus.Running);
        story.Do("11-16 11:00", Office.Milo, Commands.Touch(), at: "11-16 09:00");
        story["cadence#1"].Status.ShouldBe(ObligationStatus.Met);
        story["cadence#2"].Status.ShouldBe(ObligationStatus.Cancelled);
    }

    [Fact]
    public void Acceptance_ToldInAPause_StartsAClockThatRanOutBeforeIt()
    {
        var story = Story.Begun(new Office().Within(ClauseKind.Disposition, "2 hours")).Do("11-16 14:00", Office.Milo, Commands.Pause()).Do("11-16 15:00", Office.Ana, Commands.Accept, at: "11-16 10:00");
        story.Line("disposition#1").ShouldBe("Breached 11-16 10:00 due 11-16 12:00 end 11-16 12:00 breach 11-16 12:00");
        story["cadence#1"].Status.ShouldBe(ObligationStatus.Running);
    }
}
