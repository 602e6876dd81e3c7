using SlaBot.Core.Leads;
using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>What other systems say of a lead: its owner, calls by colleagues, what programs sent, a stage that nobody accepted.</summary>
public class OwnerFromOutsideTests
{
    [Fact]
    public void Owner_ThatChangesAtTheSender_IsAnAssignmentOnce()
    {
        var story = new Story(new Office()).Do("11-16 09:00", null, From(Office.Ana));
        story.State.Owner.ShouldBe(Office.Ana);
        story.Do("11-16 09:10", null, From(Office.Ben)).State.Owner.ShouldBe(Office.Ben);
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Cancelled);
        story["firstTouch#2"].StartedAt.ShouldBe(Story.At("11-16 09:10"));
        story.Do("11-16 09:20", Office.Milo, Commands.Assign(Office.Lena));
        story.Do("11-16 09:30", null, From(Office.Ben)).State.Owner.ShouldBe(Office.Lena, "said again it changes nothing");
        story.Do("11-16 09:40", null, From(Office.Ana)).State.Owner.ShouldBe(Office.Ana);
        story.State.FirstAssignedAt.ShouldBe(Story.At("11-16 09:00"));
    }

    [Fact]
    public void Owner_WithoutTheRight_IsKeptAndChangesNothing()
    {
        var story = new Story(new Office()).Do("11-16 09:00", null, From(Office.Ana)).Do("11-16 09:10", null, From(Office.Ben) with { MayAssign = false });
        (story.State.Owner, story.State.SentOwner).ShouldBe((Office.Ana, Office.Ben));
    }

    [Fact]
    public void Owner_IsComparedWithWhatThatSenderSaidLast()
    {
        var story = new Story(new Office()).Do("11-16 09:00", null, From(Office.Ana) with { Sender = "crm" });
        story.Do("11-16 09:10", null, From(Office.Ben) with { Sender = "forms" }).State.Owner.ShouldBe(Office.Ben);
        story.Do("11-16 09:20", null, From(Office.Ana) with { Sender = "crm" }).State.Owner.ShouldBe(Office.Ben, "the CRM says nothing new");
        story.Do("11-16 09:30", null, From(Office.Lena) with { Sender = "crm" }).State.Owner.ShouldBe(Office.Lena);
        story.Do("11-16 09:40", null, From(Office.Ana) with { Sender = "forms", MayAssign = false }).State.Owner.ShouldBe(Office.Lena);
        story.State.OwnerConflicts.ShouldBe([new SaidOwner("forms", Office.Ana, true)]);
        story.Do("11-16 09:50", Office.Milo, Commands.Assign(Office.Ana)).State.OwnerConflicts.ShouldBeEmpty();
    }

    [Fact]
    public void AssignedAt_InThePast_CountsFromThenAndACallSinceIsAFirstTouch()
    {
        var story = new Story(new Office()).Do("11-16 09:03", null, From(Office.Ana) with { MqlAt = Story.At("11-16 08:57"), AssignedAt = Story.At("11-16 08:58"), CreatedAt = Story.At("11-16 08:57") });
        story.State.AssignedAt.ShouldBe(Story.At("11-16 08:58"));
        story.Do("11-16 09:05", Office.Ana, Commands.Touch(), at: "11-16 09:00")["firstTouch#1"].EndedAt.ShouldBe(Story.At("11-16 09:00"));
        var early = new Story(new Office()).Do("11-16 09:03", null, From(Office.Ana) with { MqlAt = Story.At("11-16 09:01"), AssignedAt = Story.At("11-15 12:00"), CreatedAt = Story.At("11-15 12:00") });
        early.State.AssignedAt.ShouldBe(Story.At("11-16 09:01"), "nobody was assigned an MQL before it was one");
    }

    [Fact]
    public void Touch_ByAColleague_CountsForTheLeadInTheirName()
    {
        var story = Story.Begun().Do("11-16 09:10", Office.Ben, Commands.Touch());
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Met);
        story.State.Touches.Single().Owner.ShouldBe(Office.Ben);
        Story.Begun().Do("11-16 09:10", Office.Milo, Commands.Touch()).State.Touches.Single().Owner.ShouldBe(Office.Ana, "a manager works in the owner's name");
        Story.Begun().No("unknown-person", "11-16 09:10", "who@x.com", Commands.Touch());
    }

    [Fact]
    public void Touch_ToldSixTimes_IsOne()
    {
        var story = Story.Accepted();
        for (var time = 0; time < 6; time++)
        {
            story.Do($"11-16 10:0{time}", Office.Ana, Commands.Touch(time % 2 == 0 ? "call" : " Call"), at: "11-16 09:50");
        }

        story.State.Touches.Count.ShouldBe(1);
        story.Do("11-16 10:10", Office.Ana, Commands.Touch("email"), at: "11-16 09:50").State.Touches.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("sequence", false)]
    [InlineData("email", true)]
    public void Touch_OfAProgram_IsShownAndNeverCounts(string channel, bool said)
    {
        var office = new Office { AutomaticChannels = ["sequence"] };
        var story = Story.Begun(office).Do("11-16 09:10", Office.Ana, new LogTouch(channel, null, null) { Lead = Commands.Lead, IsAutomatic = said });
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Running);
        (story.State.Touches.Count, story.State.AutomaticTouches.Single().Channel).ShouldBe((0, channel));
        story.Do("11-16 09:20", Office.Ana, Commands.Touch())["firstTouch#1"].EndedAt.ShouldBe(Story.At("11-16 09:20"));
    }

    [Theory]
    [InlineData(LeadStage.SalesQualified)]
    [InlineData(LeadStage.Won)]
    public void Stage_ToldBySystem_ImpliesTheAcceptance(LeadStage stage)
    {
        var office = new Office().Change(policy => policy with { CodeBeforeLost = false });
        var story = Story.Begun(office).Do("11-16 10:00", Office.Ana, Commands.Advance(stage), at: "11-16 09:30");
        (story.State.Stage, story.State.AcceptedAt).ShouldBe((stage, Story.At("11-16 09:30")));
        story["decision#1"].EndedAt.ShouldBe(Story.At("11-16 09:30"));
        Story.Begun().No("not-accepted", "11-16 10:00", Office.Ana, Commands.Advance(stage) with { FromChat = true });
    }

    private static ReceiveLead From(string owner) => ((ReceiveLead)Commands.Receive(owner: owner)) with { MayAssign = true };
}
