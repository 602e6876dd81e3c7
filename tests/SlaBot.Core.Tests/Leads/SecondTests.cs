using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>What happens in the very second on which two things meet.</summary>
public class SecondTests
{
    [Fact]
    public void Touch_AtTheSecondOfArrivalOrOfNow_Counts() =>
        Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Touch(), at: "11-16 09:10").Do("11-16 09:10", Office.Ana, Commands.Touch("email"), at: "11-16 09:00")
            .State.Touches.Select(touch => touch.Channel).ShouldBe(["email", "call"]);

    [Fact]
    public void Pause_InTheDeadlinesOwnSecond_StopsTheClock()
    {
        var story = Story.Begun().Do("11-16 10:00", Office.Milo, Commands.Pause()).Tick("11-16 10:30");
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Running);
        story.Do("11-16 11:00", Office.Ana, Commands.Touch())["firstTouch#1"].Status.ShouldBe(ObligationStatus.Met);
    }

    [Fact]
    public void Update_InTheSecondOfTheAcceptance_MeetsTheFirstDuty()
    {
        var story = Story.Accepted(new Office().Within(ClauseKind.StatusUpdate, "48 hours")).Do("11-16 09:30", Office.Ana, Commands.Update());
        story.Line("statusUpdate#1").ShouldBe("Met 11-16 09:30 due 11-18 09:30 end 11-16 09:30");
        story.Line("statusUpdate#2").ShouldBe("Running 11-16 09:30 due 11-18 09:30 end -");
    }

    [Fact]
    public void Cadence_CreditedEarlierAndToldLater_EndsWithTheCredit()
    {
        var office = new Office().With(ClauseKind.Cadence, clause => clause with { Touches = 1, CreditCodes = ["Meeting booked"] });
        var story = Story.Accepted(office).Do("11-16 10:00", Office.Ana, Commands.Touch()).Do("11-16 11:00", Office.Ana, Commands.Dispose("Meeting booked"), at: "11-16 09:45");
        story.Line("cadence#1").ShouldBe("Met 11-16 09:30 due 12-01 17:00 end 11-16 09:45");
    }

    [Fact]
    public void Update_OlderThanTheLastAndToldAfterTheNextRanOut_StartsNoCycle()
    {
        var story = Story.Accepted(new Office().Within(ClauseKind.StatusUpdate, "48 hours")).Do("11-17 09:30", Office.Ana, Commands.Update()).Tick("11-20 09:00");
        story.Do("11-20 09:00", Office.Ana, Commands.Update("old news"), at: "11-17 09:00").State.Obligations.Count(obligation => obligation.Clause == ClauseKind.StatusUpdate).ShouldBe(2);
    }

    [Fact]
    public void Reject_OfAPausedLead_EndsThePause()
    {
        var story = Story.Begun().Do("11-16 09:40", Office.Milo, Commands.Pause()).Do("11-16 10:40", Office.Ana, Commands.Reject());
        story.State.PausedAt.ShouldBeNull();
        story.State.Running.ShouldBeEmpty();
    }

    [Fact]
    public void Dispose_CodeThatNeedsTheCadence_NeedsItsChannelsToo()
    {
        var story = Story.Accepted(new Office().With(ClauseKind.Cadence, clause => clause with { Touches = 2, Channels = 2 }));
        story.Do("11-16 10:00", Office.Ana, Commands.Touch()).Do("11-16 10:10", Office.Ana, Commands.Touch()).No("cadence-incomplete", "11-16 10:20", Office.Ana, Commands.Dispose("Unable to Contact"));
        story.Do("11-16 10:30", Office.Ana, Commands.Touch("email")).Do("11-16 10:40", Office.Ana, Commands.Dispose("Unable to Contact")).State.HasEnded.ShouldBeTrue();
    }

    [Fact]
    public void ImportedHistory_ToldInAnyOrder_KeepsTheFirstOfAKind()
    {
        var story = new Story(new Office());
        foreach (var day in new[] { "11-17 10:00", "11-16 10:00", "11-18 10:00" })
        {
            story.Do("11-20 09:00", null, new ImportHistory(new Accepted(Office.Ana) { At = Story.At(day), RecordedAt = Story.At(day) }) { Lead = Commands.Lead }, at: day);
        }

        story.State.AcceptedAt.ShouldBe(Story.At("11-16 10:00"));
        story.State.DecidedAt.ShouldBe(Story.At("11-16 10:00"));
    }
}
