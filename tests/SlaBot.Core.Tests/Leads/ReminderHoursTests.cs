using SlaBot.Core.Policy;

namespace SlaBot.Core.Tests.Leads;

/// <summary>A reminder that would be held past its deadline goes out in its recipient's last open hour before it, whoever that is and whenever they are known.</summary>
public class ReminderHoursTests
{
    [Fact]
    public void LastHour_HalfOverAtTheStart_RemindsAtTheStart()
    {
        // Eight hours from 16:30: both fractions and the deadline fall into the night, and half of the last open hour is left.
        var story = new Story(new Office().Within(ClauseKind.FirstTouch, "8 hours")).Do("11-16 16:30", null, Commands.Receive());
        story.Raised("firstTouch#1").ShouldBe([]);
        story.Tick("11-16 16:30").Raised("firstTouch#1").ShouldBe(["warning-2 11-16 16:30:00"]);
    }

    [Fact]
    public void LastHour_OverAtTheStart_RemindsNobody()
    {
        var story = new Story(new Office().Within(ClauseKind.FirstTouch, "8 hours")).Do("11-16 17:00", null, Commands.Receive()).Tick("11-17 00:59");
        story.Raised("firstTouch#1").ShouldNotContain(text => text.StartsWith("warning-1 11-16 17", StringComparison.Ordinal));
    }

    [Fact]
    public void OwnerFoundLater_IsRemindedInTheirHours()
    {
        // From the MQL on, counted in New York: due 12:30 there, which is 17:30 and closing in London; a lead of Lena's.
        var office = new Office().With(ClauseKind.FirstTouch, clause => clause with { From = ClauseStart.Mql, Within = Office.TargetOf("4 business hours"), Warnings = [0.9m] });
        var story = new Story(office).Do("11-16 09:00", null, Commands.Receive(profile: Commands.Hot with { Region = "GB" }));
        Story.Local(story["firstTouch#1"].DueAt).ShouldBe("11-16 13:00:00");
        story["firstTouch#1"].Owner.ShouldBe(Office.Lena);
        story.Tick("11-16 13:00").Raised("firstTouch#1").First().ShouldBe("warning-1 11-16 11:30:00", "16:30 in London; 12:36 would be 17:36 there");
    }

    [Fact]
    public void Arbiter_ElsewhereThanTheAgreement_IsRemindedInTheirHours()
    {
        var office = new Office().With(ClauseKind.DisputeAnswer, clause => clause with { Within = Office.TargetOf("6 business hours"), Warnings = [0.8m] }).Change(policy => policy with { Arbiter = Office.Lena });
        var story = Story.Begun(office).Do("11-16 09:20", Office.Ana, Commands.Reject()).Do("11-16 10:00", Office.Maya, Commands.Dispute());
        Story.Local(story["disputeAnswer#1"].DueAt).ShouldBe("11-16 16:00:00");
        story.Tick("11-16 15:59").Raised("disputeAnswer#1").ShouldBe(["warning-1 11-16 11:30:00"], "14:48 would be 19:48 in London");
    }

    [Fact]
    public void Marketing_OnTwoCalendars_IsRemindedEachInTheirHours()
    {
        var mark = Office.Everybody.Find(Office.Maya)! with { Email = "mark@x.com", Name = "Mark Lowe" };
        var maya = Office.Everybody.Find(Office.Maya)! with { Calendar = Office.London };
        var office = new Office { Everyone = new People([.. Office.Everybody.All.Where(person => person.Email != Office.Maya), maya, mark]) }.With(ClauseKind.Handoff, clause => clause with { Within = Office.TargetOf("6 hours"), Warnings = [0.5m] });
        office.Absences.AddRange([new(Office.Ana, Story.At("11-16 09:00"), Story.At("11-20 09:00"), null, ""), new(Office.Ben, Story.At("11-16 09:00"), Story.At("11-20 09:00"), null, "")]);
        var story = new Story(office).Do("11-16 11:00", null, Commands.Receive()).Tick("11-16 16:59");
        story["handoff#1"].Raised.Select(alert => $"{Story.Local(alert.At)} {string.Join(",", alert.Tell)}").ShouldBe([$"11-16 11:30:00 {Office.Maya}", "11-16 14:00:00 mark@x.com"]);
    }

    [Fact]
    public void Pause_MovesAReminderOutOfHours_ItGoesOutInTheLastOpenHour()
    {
        // Ten hours from 09:00, half of it at 14:00; four paused hours make that 18:00 and the deadline 23:00.
        var office = new Office().With(ClauseKind.FirstTouch, clause => clause with { Within = Office.TargetOf("10 hours"), Warnings = [0.5m] });
        var story = Story.Begun(office).Do("11-16 09:30", Office.Milo, Commands.Pause()).Do("11-16 13:30", Office.Milo, Commands.Resume).Tick("11-16 22:59");
        story.Raised("firstTouch#1").ShouldBe(["warning-1 11-16 16:00:00"]);
    }

    [Fact]
    public void Pause_OverTheLastOpenHour_MovesTheReminderFromWhereItBelonged()
    {
        // Ten hours from 14:00: 80 % is 22:00, sent at 16:00. Paused from 15:00 until 11:00: 80 % is 18:00 the next day, due 20:00.
        var office = new Office().With(ClauseKind.FirstTouch, clause => clause with { Within = Office.TargetOf("10 hours"), Warnings = [0.8m] });
        var story = new Story(office).Do("11-16 14:00", null, Commands.Receive()).Do("11-16 15:00", Office.Milo, Commands.Pause()).Do("11-17 11:00", Office.Milo, Commands.Resume).Tick("11-17 19:59");
        story.Raised("firstTouch#1").ShouldBe(["warning-1 11-17 16:00:00"]);
    }

    [Fact]
    public void Pause_MovesAReminderIntoItself_ItGoesOutWhenTheClockRunsAgain()
    {
        // Three business days from Wednesday 09:00, half of it Thursday 17:00. Paused for three business days, of which a holiday makes four: Monday 17:00.
        var office = new Office().With(ClauseKind.Decision, clause => clause with { Warnings = [0.5m] });
        var story = new Story(office).Do("11-18 09:00", null, Commands.Receive()).Do("11-18 12:00", Office.Milo, Commands.Pause()).Do("11-23 18:00", Office.Milo, Commands.Resume);
        Story.Local(story["decision#1"].DueAt).ShouldBe("11-27 17:00:00");
        story.Raised("decision#1").ShouldBe(["warning-1 11-23 17:00:00"]);
    }
}
