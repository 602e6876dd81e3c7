using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>A step of the ladder that gives the lead to somebody else.</summary>
public sealed class TakeBackTests
{
    private static readonly SlaBot.Core.Time.Target AtTheMiss = Office.TargetOf("0 minutes");

    private static Office Taking(int times = 2) => new Office().With(ClauseKind.FirstTouch, clause => clause with
    {
        Ladder = [new Rung(AtTheMiss, ["owner", "manager", "channel:Escalations"]), new Rung(AtTheMiss, ["owner"]) { TakesBack = times }],
    });

    [Fact]
    public void Breach_GivesTheLeadToTheNext_AndStaysWithWhomItWas()
    {
        var story = Story.Begun(Taking()).Tick("11-16 10:00");
        story.State.Owner.ShouldBe(Office.Ben);
        story["firstTouch#1"].ShouldSatisfyAllConditions(duty => duty.Owner.ShouldBe(Office.Ana), duty => duty.Status.ShouldBe(ObligationStatus.Breached));
        story["firstTouch#2"].ShouldSatisfyAllConditions(duty => duty.Owner.ShouldBe(Office.Ben), duty => duty.StartedAt.ShouldBe(Story.At("11-16 10:00")), duty => duty.DueAt.ShouldBe(Story.At("11-16 11:00")));
        story.Events.OfType<Assigned>().Last().ShouldSatisfyAllConditions(
            given => given.Way.ShouldBe(AssignmentWay.TakenBack), given => given.Why.ShouldContain("taken back from Ana Reyes: first touch was missed"));
        story.State.FirstAssignedAt.ShouldBe(Story.At("11-16 09:00"), "the lead's own clock goes on");
    }

    [Fact]
    public void NobodyElse_WaitsInTheLoudQueue_WithWhoAndWhy()
    {
        var story = Story.Begun(Taking()).Tick("11-16 10:00").Tick("11-16 11:00");
        (story.State.Stage, story.State.Owner).ShouldBe((LeadStage.Queue, null));
        story.State.QueuedWhy!.ShouldContain("Taken back from Ben Okafor: first touch was missed; nobody of rule 1 is here");
        story.Do("11-16 11:30", null, Commands.Place).State.Stage.ShouldBe(LeadStage.Queue, "neither gets it by the routing again");
        story.Do("11-16 11:40", Office.Milo, Commands.Assign(Office.Ana)).State.Owner.ShouldBe(Office.Ana, "a person may");
    }

    [Fact]
    public void Times_AreCountedForTheLife_WhoeverTheOwner()
    {
        var story = Story.Begun(Taking(times: 1)).Tick("11-16 10:00").Tick("11-16 11:00");
        story.State.QueuedWhy!.ShouldContain("it was taken back 1 times already");
        story.State.Forfeits.Select(forfeit => (forfeit.From, forfeit.To)).ShouldBe([(Office.Ana, Office.Ben), (Office.Ben, null)]);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("touch", false)]
    [InlineData("accept", false)]
    [InlineData("reject", false)]
    public void EvidenceInTime_ToldLater_GivesItBack_UnlessTheNewOwnerHasActed(string? meanwhile, bool isBack)
    {
        var story = Story.Begun(Taking()).Tick("11-16 10:00");
        _ = meanwhile is null ? story : story.Do("11-16 10:10", Office.Ben, meanwhile == "touch" ? Commands.Touch() : meanwhile == "accept" ? Commands.Accept : Commands.Reject());
        story.Do("11-16 10:20", Office.Ana, Commands.Touch(), "11-16 09:50");
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Met);
        if (meanwhile != "reject")
        {
            story.State.Owner.ShouldBe(isBack ? Office.Ana : Office.Ben);
        }

        (story.State.Forfeits.Count, story.State.RefusedBy.Contains(Office.Ana)).ShouldBe(isBack ? (0, false) : (1, true));
    }

    [Fact]
    public void AcceptedLead_StaysWithItsOwner_WhereNobodyElseIsEligible()
    {
        var office = new Office().With(ClauseKind.Cadence, clause => clause with { Within = Office.TargetOf("1 business day"), Ladder = [new Rung(AtTheMiss, ["owner"]) { TakesBack = 2 }] });
        office.Absences.Add(new(Office.Ben, Story.At("11-16 08:00"), Story.At("11-30 08:00"), null, Office.Ben));
        var story = Story.Accepted(office).Do("11-16 09:40", Office.Ana, Commands.Touch()).Tick("11-17 17:00");
        (story.State.Owner, story.State.Stage).ShouldBe((Office.Ana, LeadStage.SalesAccepted));
    }

    [Fact]
    public void Cards_TellBoth()
    {
        var office = Taking();
        var story = Story.Begun(office).Tick("11-16 10:00");
        var terms = new CardContext { Policy = office.Policy, People = office.Everyone, Now = Story.At("11-16 10:00") };
        Reader As(string email) => new(office.Everyone.Find(email), Office.NewYork.Zone);
        NoticeCard.Draw(story.State, "firstTouch#1", "rung-1", terms, As(Office.Ana), alreadyPosted: false)!.Summary
            .ShouldBe("You missed a deadline on Dana Fox · Acme: first touch, due Mon 16 Nov, 10:00 EST. The lead was taken back and is with Ben Okafor now.");
        NoticeCard.IsDue(story.State, "firstTouch#1", "rung-1").ShouldBeTrue("the manager is called all the same");
        SlaBot.Core.Cards.CardText.Of(LeadCard.Draw(story.State, terms, As(Office.Ben))).ShouldContain("Taken back from Ana Reyes");
        SlaBot.Core.Cards.CardText.Of(LeadCard.Draw(story.State, terms, As(Office.Ana))).ShouldContain("Moved to Ben Okafor");
    }

    /// <summary>Whatever happens: at most so many times a life, never to whom it was taken from, and one owner.</summary>
    [Fact]
    public void AnyLife_IsTakenBackAtMostSoOften()
    {
        var (taken, given) = (0, 0);
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new RandomOffice(seed);
            var office = random.Make();
            office.With(ClauseKind.FirstTouch, clause => clause with { Ladder = [new Rung(AtTheMiss, ["owner"]) { TakesBack = 2 }] });
            var story = new Story(office);
            foreach (var (now, at, by, command) in random.Script(25))
            {
                story.Try(now, by, command, at, verify: false);
                story.Try(now, null, Commands.Tick, verify: false);
            }

            story.VerifyFold();
            foreach (var life in story.Events.OfType<Assigned>().Where(assigned => assigned.Missed is not null))
            {
                life.Previous.ShouldNotBe(life.Owner, $"seed {seed}");
                taken++;
            }

            given += story.Events.OfType<Assigned>().Count(assigned => assigned.Way == AssignmentWay.GivenBack);
            story.State.Forfeits.Count(forfeit => forfeit.To is not null).ShouldBeLessThanOrEqualTo(2, $"seed {seed}");
        }

        taken.ShouldBeGreaterThan(50);
        given.ShouldBeGreaterThan(0);
    }
}
