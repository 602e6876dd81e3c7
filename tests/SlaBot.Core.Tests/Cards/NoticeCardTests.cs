using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using static SlaBot.Core.Tests.Cards.CardWorld;

namespace SlaBot.Core.Tests.Cards;

public sealed class NoticeCardTests
{
    private const string Touch = "firstTouch#1";

    [Theory]
    [InlineData("warning-1")]
    [InlineData("rung-1")]
    public void Draw_MootAndNeverPosted_IsNothing(string level) =>
        NoticeCard.Draw(Met(null), Touch, level, Terms, As("ana"), alreadyPosted: false).ShouldBeNull();

    [Fact]
    public void Draw_UnknownObligation_IsNothing() => NoticeCard.Draw(Assigned(), "cadence#7", "rung-1", Terms, Channel, true).ShouldBeNull();

    [Fact]
    public void Draw_WarningAfterTheBreach_IsNothingUnlessPosted()
    {
        NoticeCard.Draw(Breached(), Touch, "warning-2", Terms, As("ana"), false).ShouldBeNull();
        Text(Breached(), "warning-2").ShouldBe("The deadline passed; overdue since Mon 16 Nov, 11:00 EST.");
    }

    [Fact]
    public void Draw_TouchedInTime_SaysResolved() => Text(Met(null), "warning-1").ShouldBe("Resolved: touched Mon 16 Nov, 10:40 EST, in time.");

    [Fact]
    public void Draw_TouchedInTimeToldLate_SaysWhenItWasTold() =>
        Text(Met(At(16, 18, 5)), "rung-1").ShouldBe("Resolved: touched Mon 16 Nov, 10:40 EST, in time (logged late, at Mon 16 Nov, 18:05 EST).");

    [Fact]
    public void Draw_Excused_NamesWhoAndWhy() =>
        Text(With(duty => duty with { Status = ObligationStatus.Waived, WaivedBy = "milo@example.com", Reason = "system outage" }), "rung-1")
            .ShouldBe("Excused by Milo Brandt: system outage.");

    [Fact]
    public void Draw_DoneLate_SaysWhen() =>
        Text(With(duty => duty with { FulfilledAt = At(16, 13) }), "rung-2").ShouldBe("Done late: touched Mon 16 Nov, 13:00 EST.");

    [Fact]
    public void Draw_Reassigned_NamesTheNewOwner() =>
        Text(With(duty => duty with { LadderStopped = true }) with { Owner = "ben@example.com" }, "rung-1").ShouldBe("Reassigned to Ben Okafor.");

    [Fact]
    public void Draw_PausedLate_SaysThatTheDeadlineWasNotMissed() =>
        Text(With(duty => duty with { Status = ObligationStatus.Running, BreachedAt = null, EndedAt = null }) with { PausedAt = At(16, 10, 30) }, "rung-1")
            .ShouldBe("The clock has stood still since Mon 16 Nov, 10:30 EST: the deadline was not missed.");

    [Fact]
    public void Draw_Resolved_HasNoButtons() => NoticeCard.Draw(Met(null), Touch, "rung-1", Terms, As("milo"), true)!.Buttons.ShouldBeEmpty();

    [Theory]
    [InlineData(ClauseKind.FirstTouch, "quick-call,quick-email,touch")]
    [InlineData(ClauseKind.Decision, "accept,reject")]
    public void Draw_Reminder_OffersExactlyThatDuty(ClauseKind clause, string actions) =>
        Actions(NoticeCard.Draw(Assigned(), clause.Name() + "#1", "warning-1", Terms, As("ana"), false)).ShouldBe(actions + ",open");

    [Theory]
    [InlineData(ClauseKind.Cadence, "quick-call,quick-email,touch")]
    [InlineData(ClauseKind.Disposition, "dispose,advance")]
    public void Draw_ReminderInWork_OffersExactlyThatDuty(ClauseKind clause, string actions) =>
        Actions(NoticeCard.Draw(Accepted(), clause.Name() + "#1", "warning-1", Terms, As("ana"), false)).ShouldBe(actions + ",open");

    [Theory]
    [InlineData("ana", "quick-call,quick-email,touch,open")]
    [InlineData("milo", "assign,waive,contact,lead,open")]
    [InlineData("rita", "assign,waive,contact,lead,open")]
    [InlineData("mona", "contact,lead,open")]
    public void Draw_Escalation_OffersWhatTheReaderMayDo(string reader, string actions) =>
        Actions(NoticeCard.Draw(Breached(), Touch, "rung-1", Terms, As(reader), false)).ShouldBe(actions);

    [Fact]
    public void Draw_EscalationToTheOwner_SaysYou() =>
        NoticeCard.Draw(Breached(), Touch, "rung-1", Terms, As("ana"), false)!.Summary.ShouldStartWith("You missed a deadline on Dana Whitfield · Acme Corp: first touch, due Mon 16 Nov, 11:00 EST");

    [Fact]
    public void Draw_EscalationOfMarketingsDuty_NamesMarketing()
    {
        var lead = Assigned() with
        {
            Stage = LeadStage.Queue, Owner = null,
            Obligations = [Running(ClauseKind.Handoff, At(16, 9, 55), At(16, 10), null) with { Status = ObligationStatus.Breached, BreachedAt = At(16, 10) }],
        };
        var card = NoticeCard.Draw(lead, "handoff#1", "rung-1", Terms, Channel, false)!;
        card.Summary.ShouldStartWith("Marketing missed a deadline");
        Actions(card).ShouldBe("assign,waive,lead,open");
    }

    [Theory]
    [InlineData("milo", "assign,open")]
    [InlineData("maya", "open")]
    public void Draw_HandoffReminder_OnlyManagersAssign(string reader, string actions)
    {
        var lead = Assigned() with { Stage = LeadStage.Queue, Owner = null, Obligations = [Running(ClauseKind.Handoff, At(16, 9, 55), At(16, 10), null)] };
        Actions(NoticeCard.Draw(lead, "handoff#1", "warning-1", Terms, As(reader), false)).ShouldBe(actions);
    }

    [Theory]
    [InlineData("rita", "rule,open")]
    [InlineData("maya", "open")]
    public void Draw_DisputeReminder_OnlyTheArbiterRules(string reader, string actions) =>
        Actions(NoticeCard.Draw(Disputed(), "disputeAnswer#1", "warning-1", Terms, As(reader), false)).ShouldBe(actions);

    [Fact]
    public void Draw_Waive_PreselectsTheDuty()
    {
        var card = NoticeCard.Draw(Breached(), Touch, "rung-1", Terms, As("milo"), false)!;
        var clause = card.Buttons.Single(button => button.Action == "waive").Form!.Fields.Single(field => field.Name == "clause");
        clause.Initial.ShouldBe("firstTouch");
        clause.Options.Single().Value.ShouldBe("firstTouch");
    }

    private static LeadState Met(Instant? told) => With(duty => duty with
    {
        Status = ObligationStatus.Met, EndedAt = At(16, 10, 40), BreachedAt = told is null ? null : At(16, 11),
    }) with { Touches = [Call(At(16, 10, 40), true, told)] };

    private static LeadState With(Func<Obligation, Obligation> change) => Breached() with { Obligations = [change(Breached().Obligations[0])] };

    private static string Text(LeadState lead, string level) =>
        ((Paragraph)NoticeCard.Draw(lead, Touch, level, Terms, As("milo"), alreadyPosted: true)!.Blocks[0]).Line.Text;

    private static string Actions(Card? card) => string.Join(',', CardText.Actions(card!));
}
