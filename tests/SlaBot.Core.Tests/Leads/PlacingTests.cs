using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Who gets a lead, the queue, cover, and erasure.</summary>
public class PlacingTests
{
    [Fact]
    public void Queue_NobodyThere_IsPlacedWhenSomebodyIs()
    {
        var office = new Office();
        office.Absences.AddRange([Away(Office.Ana, "11-16 12:00"), Away(Office.Ben, "11-16 13:00")]);
        var story = new Story(office).Do("11-16 09:00", null, Commands.Receive());
        story.State.Stage.ShouldBe(LeadStage.Queue);
        story.State.Owner.ShouldBeNull();
        story.No("not-assigned", "11-16 09:30", Office.Rita, Commands.Accept);
        var version = story.State.Version;
        story.Do("11-16 09:02", null, Commands.Place).State.Version.ShouldBe(version, "nothing happens while nobody is there");
        story.Do("11-16 12:00", null, Commands.Place);
        story.State.Owner.ShouldBe(Office.Ana);
        story.Line("handoff#1").ShouldBe("Breached 11-16 09:00 due 11-16 09:05 end 11-16 09:05 breach 11-16 09:05 done 11-16 12:00");
        story.Line("firstTouch#1").ShouldBe("Running 11-16 12:00 due 11-16 13:00 end -");
    }

    [Fact]
    public void Queue_SendersOwnerComesBack_GetsIt()
    {
        var office = new Office();
        office.Absences.AddRange([Away(Office.Ana, "11-16 12:00"), Away(Office.Ben, "11-16 12:00")]);
        var story = new Story(office).Do("11-16 09:00", null, Commands.Receive(owner: Office.Ben)).Do("11-16 12:00", null, Commands.Place);
        story.State.Owner.ShouldBe(Office.Ben);
    }

    [Fact]
    public void Owner_SentOrOfTheSameContact_GetsIt()
    {
        new Story(new Office()).Do("11-16 09:00", null, Commands.Receive(owner: "LENA@x.com")).State.Owner.ShouldBe(Office.Lena);
        var story = new Story(new Office { SameContact = ("L0", Office.Ben) }).Do("11-16 09:00", null, Commands.Receive());
        story.State.Owner.ShouldBe(Office.Ben);
        story.State.DuplicateOf.ShouldBe("L0");
        var office = new Office();
        office.Absences.Add(Away(Office.Lena, "11-20 09:00") with { Cover = Office.Ben });
        new Story(office).Do("11-16 09:00", null, Commands.Receive(owner: Office.Lena)).State.Owner.ShouldBe(Office.Ben, "the cover");
    }

    [Fact]
    public void Owner_SentWhoIsAwayLikeTheirCover_GoesByTheRules()
    {
        var office = new Office();
        office.Absences.AddRange([Away(Office.Lena, "11-20 09:00") with { Cover = Office.Ben }, Away(Office.Ben, "11-20 09:00")]);
        new Story(office).Do("11-16 09:00", null, Commands.Receive(owner: Office.Lena)).State.Owner.ShouldBe(Office.Ana);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Queue_WhoRejectedItBefore_IsPassedOver_HoweverTheyCameByIt(bool isSent)
    {
        var office = new Office { SameContact = isSent ? null : ("L0", Office.Ben) };
        office.Absences.Add(Away(Office.Lena, "11-16 12:00"));
        var story = new Story(office).Do("11-16 09:00", null, Commands.Receive(owner: isSent ? Office.Ben : null, profile: Commands.Hot with { Region = "GB" }));
        story.State.Owner.ShouldBe(Office.Ben);
        story.Do("11-16 09:10", Office.Ben, Commands.Reject("Not my territory")).State.Stage.ShouldBe(LeadStage.Queue);
        story.Do("11-16 12:00", null, Commands.Place).State.Owner.ShouldBe(Office.Lena);
    }

    [Fact]
    public void HandOver_WithoutACover_MovesWhatIsUntouchedAndLeavesWhatIsNot()
    {
        var touched = Story.Begun().Do("11-16 09:10", Office.Ana, Commands.Touch());
        foreach (var story in new[] { touched, Story.Begun() })
        {
            story.Office.Absences.Add(Away(Office.Ana, "11-20 09:00"));
            story.Do("11-16 09:20", null, Commands.HandOver(Office.Ana, null)).State.Owner.ShouldBe(story == touched ? Office.Ana : Office.Ben);
        }
    }

    [Fact]
    public void HandOver_ToTheCover_KeepsTheStageAndStartsFreshClocks()
    {
        var story = Story.Accepted().Do("11-16 12:00", null, Commands.HandOver(Office.Ana, Office.Ben));
        story.State.Owner.ShouldBe(Office.Ben);
        story.State.Stage.ShouldBe(LeadStage.SalesAccepted);
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Breached);
        story["firstTouch#1"].LadderStopped.ShouldBeTrue();
        story.Line("firstTouch#2").ShouldBe("Running 11-16 12:00 due 11-16 13:00 end -");
        story.Line("disposition#2").ShouldBe("Running 11-16 12:00 due 11-23 17:00 end -");
        story.State.Obligations.Count(obligation => obligation.Clause == ClauseKind.Decision).ShouldBe(1);
    }

    [Fact]
    public void HandOver_NobodyThere_LeavesAnAcceptedLeadWithItsOwnerAndQueuesANewOne()
    {
        var office = new Office();
        office.Absences.AddRange([Away(Office.Ana, "11-17 09:00"), Away(Office.Ben, "11-17 09:00")]);
        var story = Accepted(Office.Ana);
        story.Office.Absences.AddRange(office.Absences);
        story.Do("11-16 09:35", null, Commands.HandOver(Office.Ana, null)).State.Owner.ShouldBe(Office.Ana);
        var fresh = Story.Begun();
        fresh.Office.Absences.AddRange(office.Absences);
        fresh.Do("11-16 09:35", null, Commands.HandOver(Office.Ana, null)).State.Stage.ShouldBe(LeadStage.Queue);
        fresh["firstTouch#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        ObligationClock.WakeAt(fresh.State).ShouldBeNull();
    }

    [Fact]
    public void Erase_BlanksPersonsAndStopsEveryClock()
    {
        var story = Story.Begun().Do("11-16 10:30", Office.Ana, Commands.Touch()).Do("11-16 11:00", Office.Rita, Commands.Erase);
        story.State.IsErased.ShouldBeTrue();
        story.State.IsOpen.ShouldBeFalse();
        ObligationClock.WakeAt(story.State).ShouldBeNull();
        Story.Text(story.State).ShouldNotContain("Dana");
        Story.Text(LeadFold.Of(story.Events.Select(LeadEraser.Blank))).ShouldBe(Story.Text(story.State with { Id = LeadEraser.IdOf(story.State.Id) }));
        story.No("erased", "11-16 12:00", Office.Ana, Commands.Accept).Do("11-16 12:00", Office.Rita, Commands.Erase).Do("11-16 12:00", null, Commands.Place);
    }

    private static Story Accepted(string by) => Story.Begun().Do("11-16 09:30", by, Commands.Accept);

    private static Absence Away(string who, string until) => new(who, Story.At("11-01 09:00"), Story.At(until), null, who);
}
