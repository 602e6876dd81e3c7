using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Who may do what: each right is refused to the one nearest to it.</summary>
public class RightsTests
{
    private const string Nora = "nora@x.com";

    [Fact]
    public void Owner_MayNotReassignExcusePauseOrResumeTheirOwnLead()
    {
        var story = Story.Begun().No("not-yours", "11-16 09:10", Office.Ana, Commands.Assign(Office.Ben)).No("not-yours", "11-16 09:10", Office.Ana, Commands.Waive(ClauseKind.FirstTouch))
            .No("not-yours", "11-16 09:10", Office.Ana, Commands.Pause());
        story.Do("11-16 09:20", Office.Milo, Commands.Pause()).No("not-yours", "11-16 09:30", Office.Ana, Commands.Resume);
    }

    [Fact]
    public void Dispute_IsRuledByTheArbiterAlone_WhateverTheOthersRoles()
    {
        var office = new Office().Within(ClauseKind.DisputeAnswer, "2 business days").Change(policy => policy with { Arbiter = Office.Vera });
        var story = Story.Begun(office).Do("11-16 10:00", Office.Ana, Commands.Reject()).Do("11-16 10:10", Office.Maya, Commands.Dispute());
        foreach (var by in new[] { Office.Rita, Office.Milo, Office.Maya, Office.Ana })
        {
            story.No("not-yours", "11-16 10:20", by, Commands.Rule(upheld: true));
        }

        story.Do("11-16 10:20", Office.Vera, Commands.Rule(upheld: true));
    }

    [Fact]
    public void ManagerOfOthers_OverseesEveryLead_ButWorksOnlyThoseOfTheirReps()
    {
        var office = new Office { Everyone = new People([.. Office.Everybody.All, new Person { Email = Nora, Name = "Nora Quinn", Role = Role.Manager, Calendar = Office.NewYork, Zone = Office.NewYork.Zone }]) };
        var story = Story.Begun(office).No("not-yours", "11-16 09:10", Nora, Commands.Accept).No("not-yours", "11-16 09:10", Nora, Commands.Touch() with { FromChat = true });
        story.Do("11-16 09:20", Nora, Commands.Assign(Office.Ben)).State.Owner.ShouldBe(Office.Ben);
    }
}
