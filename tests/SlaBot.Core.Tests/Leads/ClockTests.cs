using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>Breaches, warnings, ladders and late evidence. Monday 16 November 2026, New York, 09:00 to 17:00.</summary>
public class ClockTests
{
    [Fact]
    public void Touch_InTime_MeetsTheClauseBeforeAcceptance()
    {
        var story = Story.Begun().Do("11-16 09:20", Office.Ana, Commands.Touch());
        story.Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 10:00 end 11-16 09:20");
        story["firstTouch#1"].Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void Command_DaysAfterTheDeadline_StampsEverythingAtItsOwnInstant()
    {
        var story = Story.Begun().Do("11-19 15:00", Office.Ana, Commands.Touch());
        story.Line("firstTouch#1").ShouldBe("Breached 11-16 09:00 due 11-16 10:00 end 11-16 10:00 breach 11-16 10:00 done 11-19 15:00");
        story.Raised("firstTouch#1").ShouldBe(["warning-1 11-16 09:30:00", "warning-2 11-16 09:48:00", "rung-1 11-16 10:00:00", "rung-2 11-16 14:00:00"]);
        story.Events.OfType<ObligationBreached>().Single().RecordedAt.ShouldBe(Story.At("11-19 15:00"));
    }

    [Fact]
    public void Tick_AtTheDeadline_BreachesAndATouchOfThatSecondStillCounts()
    {
        Story.Begun().Tick("11-16 09:59:59")["firstTouch#1"].Status.ShouldBe(ObligationStatus.Running);
        var story = Story.Begun().Tick("11-16 10:00");
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Breached);
        story.Do("11-16 10:00", Office.Ana, Commands.Touch()).Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 10:00 end 11-16 10:00 breach 11-16 10:00");
        Story.Begun().Do("11-16 10:00", Office.Ana, Commands.Touch()).Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 10:00 end 11-16 10:00");
    }

    [Fact]
    public void Touch_MadeInTimeAndToldLate_ClearsTheBreachAndStopsTheLadder()
    {
        var story = Story.Begun().Tick("11-16 11:00").Do("11-16 12:00", Office.Ana, Commands.Touch(), at: "11-16 09:50");
        story.Line("firstTouch#1").ShouldBe("Met 11-16 09:00 due 11-16 10:00 end 11-16 09:50 breach 11-16 10:00");
        story.Tick("11-17 12:00").Raised("firstTouch#1").Last().ShouldBe("rung-1 11-16 10:00:00");
    }

    [Fact]
    public void Touch_AfterTheDeadline_StaysBreachedAndIsDoneAfterAll()
    {
        var story = Story.Begun().Do("11-16 13:00", Office.Ana, Commands.Touch());
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Breached);
        story.Tick("11-17 12:00").Raised("firstTouch#1").Last().ShouldBe("rung-1 11-16 10:00:00");
        story.Do("11-17 13:00", Office.Ana, Commands.Touch(), at: "11-16 12:00");
        Story.Local(story["firstTouch#1"].FulfilledAt).ShouldBe("11-16 12:00:00", "the earliest evidence counts");
    }

    [Fact]
    public void Touch_EarlierOneToldLater_MovesTheEvidenceBack()
    {
        var story = Story.Begun().Do("11-16 09:50", Office.Ana, Commands.Touch()).Do("11-16 12:00", Office.Ana, Commands.Touch("email"), at: "11-16 09:10");
        Story.Local(story["firstTouch#1"].EndedAt).ShouldBe("11-16 09:10:00");
        story.State.Touches.Select(touch => touch.Channel).ShouldBe(["email", "call"]);
    }

    [Fact]
    public void Touch_TimesAndChannels_AreChecked()
    {
        var story = Story.Begun().No("in-future", "11-16 09:10", Office.Ana, Commands.Touch(), at: "11-16 09:11")
            .No("too-early", "11-16 09:10", Office.Ana, Commands.Touch(), at: "11-16 08:59").Tick("11-18 12:00");
        story.No("too-old", "11-18 12:00", Office.Ana, Commands.Touch() with { FromChat = true }, at: "11-17 11:59:59");
        story.Do("11-18 12:00", Office.Ana, Commands.Touch() with { FromChat = true }, at: "11-17 12:00").State.Touches.Single().SelfReported.ShouldBeTrue();
        story.No("stale", "11-18 12:00", Office.Ana, Commands.Touch() with { SeenVersion = 1 });
    }

    [Theory]
    [InlineData("1 business hour", "11-16 16:30", "11-17 09:30")]
    [InlineData("1 business hour", "11-14 12:00", "11-16 10:00")]
    [InlineData("1 business hour", "11-16 16:00", "11-16 17:00")]
    [InlineData("2 hours", "11-16 16:30", "11-16 18:30")]
    [InlineData("1 business day", "11-16 03:00", "11-17 17:00")]
    [InlineData("2 business days", "11-25 10:00", "11-30 17:00")]
    [InlineData("1 calendar day", "11-16 10:00", "11-17 23:59:59")]
    public void Deadline_OfATarget_IsAsTheNumbersSay(string within, string assigned, string due) =>
        Story.Local(new Story(new Office().Within(ClauseKind.FirstTouch, within)).Do(assigned, null, Commands.Receive())["firstTouch#1"].DueAt)
            .ShouldStartWith(due);

    [Fact]
    public void Deadline_OfALondonSeller_CountsOnTheirCalendar()
    {
        var story = new Story(new Office()).Do("11-16 07:15", null, Commands.Receive(profile: Commands.Hot with { Region = "GB" }));
        Story.Local(story["firstTouch#1"].DueAt).ShouldBe("11-16 09:15:00", "12:15 in London: 15 minutes, lunch, 45 minutes");
        story["firstTouch#1"].CalendarVersion.ShouldBe(Office.London.Version);
    }

    [Fact]
    public void Warnings_OutOfHours_GoOutInTheLastOpenHourBefore()
    {
        var story = new Story(new Office().Within(ClauseKind.FirstTouch, "10 hours")).Do("11-16 14:00", null, Commands.Receive());
        story["firstTouch#1"].Alerts.Where(alert => alert.IsWarning).Select(alert => $"{alert.Level} {Story.Local(alert.At)}").ShouldBe(["warning-2 11-16 16:00:00"]);
        var onClose = new Story(new Office().With(ClauseKind.FirstTouch, clause => clause with { Within = Office.TargetOf("6 hours"), Warnings = [0.5m] })).Do("11-16 14:00", null, Commands.Receive());
        Story.Local(onClose["firstTouch#1"].Alerts[0].At).ShouldBe("11-16 17:00:00", "the closing instant still counts");
    }

    [Fact]
    public void Ladder_OutOfOrder_ClimbsInOrderOfTime()
    {
        var office = new Office().With(ClauseKind.FirstTouch, clause => clause with { Ladder = [clause.Ladder[1], clause.Ladder[0]] });
        Story.Begun(office).Tick("11-16 16:00").Raised("firstTouch#1").ShouldBe(["warning-1 11-16 09:30:00", "warning-2 11-16 09:48:00", "rung-2 11-16 10:00:00", "rung-1 11-16 14:00:00"]);
    }

    [Fact]
    public void Ladder_DoneReassignedClosedWaivedOrQueued_ClimbsNoFurther()
    {
        LeadCommand[] ends = [Commands.Touch(), Commands.Assign(Office.Ben), Commands.Reject(), Commands.Waive(ClauseKind.FirstTouch)];
        foreach (var end in ends)
        {
            var story = Story.Begun().Tick("11-16 11:00").Do("11-16 11:00", Office.Milo, end).Tick("11-16 18:00");
            story.Raised("firstTouch#1").Count().ShouldBe(3, end.ToString());
            story["firstTouch#1"].BreachedAt.ShouldNotBeNull();
        }

        var queued = Story.Begun().Tick("11-16 11:00");
        queued.Office.Absences.AddRange([new(Office.Ana, Story.At("11-16 11:00"), Story.At("11-20 11:00"), null, ""), new(Office.Ben, Story.At("11-16 11:00"), Story.At("11-20 11:00"), null, "")]);
        queued.Do("11-16 11:00", null, Commands.HandOver(Office.Ana, null)).Tick("11-16 18:00").Raised("firstTouch#1").Count().ShouldBe(3);
    }

    [Fact]
    public void FirstTouch_FromMql_RunsOnThroughTheAssignment()
    {
        var office = new Office().With(ClauseKind.FirstTouch, clause => clause with { From = ClauseStart.Mql });
        var story = new Story(office).Do("11-16 09:30", null, Commands.Receive(mqlAt: Story.At("11-16 09:00")));
        story.Line("firstTouch#1").ShouldBe("Running 11-16 09:00 due 11-16 10:00 end -");
        story["firstTouch#1"].Owner.ShouldBe(Office.Ana);
        story.Do("11-16 09:45", Office.Milo, Commands.Assign(Office.Ben)).Line("firstTouch#2").ShouldBe("Running 11-16 09:45 due 11-16 10:45 end -");
    }

    [Fact]
    public void FirstTouch_FromAccepted_BeginsThere()
    {
        var office = new Office().With(ClauseKind.FirstTouch, clause => clause with { From = ClauseStart.Accepted });
        var story = Story.Begun(office).Do("11-16 09:10", Office.Ana, Commands.Touch());
        story.State.Obligations.ShouldNotContain(obligation => obligation.Clause == ClauseKind.FirstTouch);
        story.Do("11-16 09:30", Office.Ana, Commands.Accept).Line("firstTouch#1").ShouldBe("Running 11-16 09:30 due 11-16 10:30 end -");
    }

    [Fact]
    public void FirstTouch_ByOneMethod_CountsOnlyThat()
    {
        var office = new Office().With(ClauseKind.FirstTouch, clause => clause with { Method = "call" });
        var story = Story.Begun(office).Do("11-16 09:10", Office.Ana, Commands.Touch("email"));
        story["firstTouch#1"].Status.ShouldBe(ObligationStatus.Running);
        story.Do("11-16 09:20", Office.Milo, Commands.Assign(Office.Ben))["firstTouch#2"].Status.ShouldBe(ObligationStatus.Running);
        story.Do("11-16 09:30", Office.Ben, Commands.Touch("Call"))["firstTouch#2"].Status.ShouldBe(ObligationStatus.Met);
    }

    [Fact]
    public void Handoff_UntilDelivered_WaitsForTheCard()
    {
        var office = new Office().With(ClauseKind.Handoff, clause => clause with { Until = HandoffEnd.Delivered });
        var story = Story.Begun(office).Do("11-16 09:01", null, Commands.Card(Office.Ana, "no such user"));
        story["handoff#1"].Status.ShouldBe(ObligationStatus.Running);
        story.Do("11-16 09:02", null, Commands.Card("ANA@x.com"), at: "11-16 09:01:30").Line("handoff#1").ShouldBe("Met 11-16 09:00 due 11-16 09:05 end 11-16 09:01:30");
        var version = story.State.Version;
        story.Do("11-16 09:03", null, Commands.Card(Office.Ben)).State.Version.ShouldBe(version, "a card of somebody else says nothing");
    }

    [Fact]
    public void Handoff_ToMarketing_WarnsMarketingRole()
    {
        var office = new Office().With(ClauseKind.Handoff, clause => clause with { Warnings = [0.5m], Until = HandoffEnd.Delivered });
        Story.Begun(office)["handoff#1"].Alerts.Single().Tell.ShouldBe(["role:marketing"]);
    }

    [Fact]
    public void Start_LeadOfARegionWithItsOwnWording_RunsOnItAndSaysSo()
    {
        var office = new Office().Change(policy => policy with
        {
            Clauses = [.. policy.Clauses, policy.ClauseFor(ClauseKind.FirstTouch, null, null, null)! with { Region = "US", Within = Office.TargetOf("3 business hours") }],
        });

        var story = new Story(office).Do("11-16 09:00", null, Commands.Receive(profile: Commands.Hot with { Region = "us" }));

        story["firstTouch#1"].DueAt.ShouldBe(Story.At("11-16 12:00"));
        story["firstTouch#1"].For.ShouldBe("region US");
        story["decision#1"].For.ShouldBeNull();
        Why.Explain(story.State, ClauseKind.FirstTouch, _ => Office.NewYork)!.Sentences.ShouldContain(sentence => sentence.Contains("had 3 business hours (region US), under version", StringComparison.Ordinal));
    }
}
