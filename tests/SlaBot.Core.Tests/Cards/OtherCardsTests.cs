using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using static SlaBot.Core.Tests.Cards.CardWorld;

namespace SlaBot.Core.Tests.Cards;

public sealed class OtherCardsTests
{
    [Fact]
    public void Queue_OnceAssigned_SaysToWhomWithoutButtons()
    {
        var card = QueueCard.Draw(Assigned(), Terms, Channel);
        card.Summary.ShouldContain("Resolved: assigned to Ana Reyes, Mon 16 Nov, 10:00 EST");
        card.Buttons.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null, "is disputed", "details")]
    [InlineData(true, "The rejection stands", "recycle,details")]
    public void Returned_Disputed_FollowsTheRuling(bool? upheld, string words, string actions)
    {
        var lead = Disputed() with { Rejection = Disputed().Rejection! with { Upheld = upheld } };
        var card = ReturnedCard.Draw(lead, Terms, Channel);
        CardText.Body(card).ShouldContain(words);
        string.Join(',', CardText.Actions(card).Where(action => action != "open")).ShouldBe(actions);
    }

    [Fact]
    public void Returned_Recycled_NamesTheDate()
    {
        var card = ReturnedCard.Draw(Rejected() with { Stage = LeadStage.Recycled, RevisitOn = new LocalDate(2026, 12, 1) }, Terms, Channel);
        card.Summary.ShouldContain("looked at again on Tue 1 Dec");
        card.Buttons.ShouldBeEmpty();
    }

    [Fact]
    public void Dispute_Ruled_ShowsTheRulingWithoutButtons()
    {
        var card = DisputeCard.Draw(Assigned() with { Rejection = Disputed().Rejection! with { Upheld = false } }, Terms, As("rita"));
        card.Summary.ShouldContain("overturned");
        card.Buttons.ShouldBeEmpty();
    }

    [Fact]
    public void Digest_ManyItems_NamesFortyAndCountsTheRest()
    {
        var items = Enumerable.Range(1, 43).Select(n => (Breached() with { Id = "L" + n }, "firstTouch#1", "rung-1")).ToArray();
        var card = DigestCard.Draw(items, Terms, As("milo"));
        card.Blocks.OfType<LeadLines>().Single().Items.Count.ShouldBe(40);
        CardText.Body(card).ShouldContain("and 3 more; /sla team shows all");
    }

    [Fact]
    public void LeadList_ManyLeads_ShowsTheNextDueFirst()
    {
        var leads = Enumerable.Range(0, 58).Select(n => new LeadState
        {
            Id = "L" + n, Stage = LeadStage.Assigned, Owner = "ana@example.com", Obligations = [Running(ClauseKind.FirstTouch, At(1, 9), At(1 + (n * 7 % 29), 12))],
        }).Append(Breached() with { Id = "late" }).ToArray();
        var card = LeadListCard.Draw("My leads", leads, Terms, As("ana"));
        card.Blocks.OfType<LeadLines>().Single().Items.Count.ShouldBe(50);
        card.Blocks.OfType<LeadLines>().Single().Items[0].Line.Text.ShouldContain("Sun 1 Nov, 12:00 EST");
        CardText.Body(card).ShouldContain("59 open leads, the next 50 due");
        card.Buttons.ShouldHaveSingleItem().Label.ShouldBe("Next 9");
    }

    [Fact]
    public void Home_OfARep_HasTodaysDutiesTheLeadsAndTheWeek()
    {
        var later = new LeadState { Id = "later", Stage = LeadStage.Assigned, Owner = "ana@example.com", Obligations = [Running(ClauseKind.Decision, At(16, 9), At(20, 12))] };
        var card = HomeCard.Draw([later, Breached()], new OwnerLine("ana@example.com", new Share { Num = 3, Den = 4 }, new Share { Num = 2, Den = 2 }, 7, 2, 0), Terms, As("ana"));
        var text = CardText.Body(card);
        text.ShouldContain("2 open leads: 1 duty overdue, nothing more is due today.");
        card.Blocks.OfType<Bullets>().Single().Items.ShouldHaveSingleItem().Tone.ShouldBe(Tone.Bad);
        card.Blocks.OfType<LeadLines>().Single().Items.Select(item => item.Lead).ShouldBe([Breached().Id, "later"]);
        text.ShouldContain("First touches in time: 3 of 4 (75 %)");
        text.ShouldContain("Touches logged: 7");
    }

    [Fact]
    public void Home_WithoutLeads_SaysWhereTheyArrive() =>
        CardText.Body(HomeCard.Draw([], null, Terms, As("ana"))).ShouldContain("New ones arrive as cards");

    [Fact]
    public void LeadList_NextDueFirst_WhateverTheIds()
    {
        LeadState Due(string id, int day) => new() { Id = id, Stage = LeadStage.Assigned, Owner = "ana@example.com", Obligations = [Running(ClauseKind.Decision, At(16, 9), At(day, 12))] };
        var card = LeadListCard.Draw("My leads", [Due("A", 20), Due("B", 18), Due("C", 19)], Terms, As("ana"));
        card.Blocks.OfType<LeadLines>().Single().Items.Select(item => item.Lead).ShouldBe(["B", "C", "A"]);
    }

    [Fact]
    public void LeadList_Nothing_SaysSo() => LeadListCard.Draw("My leads", [], Terms, As("ana")).Summary.ShouldContain("no open leads");

    [Fact]
    public void Agreement_BothSigned_IsInEffectWithoutButton()
    {
        var card = AgreementCard.Draw(Deal, Everybody, [("Marketing", "Maya Sato", At(2, 10)), ("sales", "Vera Lind", At(2, 11))], As("vera"), Now);
        card.Summary.ShouldEndWith("Signed and in effect.");
        card.Buttons.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("vera", true)]
    [InlineData("maya", true)]
    [InlineData("ana", false)]
    public void Agreement_Unsigned_OnlyTheNamedMaySign(string reader, bool may) =>
        AgreementCard.Draw(Deal, Everybody, [], As(reader), Now).Buttons.Any(button => button.Action == "sign").ShouldBe(may);

    [Fact]
    public void Agreement_BeforeItsFirstDay_SaysSo() =>
        CardText.Body(AgreementCard.Draw(Deal with { Effective = new LocalDate(2026, 12, 1) }, Everybody, [], As("ana"), Now)).ShouldContain("Not yet in effect: it binds from Tue 1 Dec.");

    [Fact]
    public void Help_ForManagers_NamesTheTeam() => CardText.Body(HelpCard.Draw(Everybody.Find("milo@example.com"))).ShouldContain("/sla team");

    [Fact]
    public void Alarm_AndNote_KeepTheirWords()
    {
        CardText.Body(AlarmCard.Draw("Slack refuses the token", "Nothing can be sent.", "Set a new token.")).ShouldContain("What to do: Set a new token.");
        NoteCard.Draw("", "first\nsecond").Summary.ShouldBe("first");
        AlarmCard.Draw(" ", " ", " ").Summary.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Why_AcrossAWeekendAndAHoliday_CountsOpenTimeOnly()
    {
        var due = NewYorkHours.Add(At(25, 16), SlaBot.Core.Time.BusinessDuration.FromHours(10))!.Value;
        var lead = Assigned() with { Obligations = [Running(ClauseKind.FirstTouch, At(25, 16), due) with { PausedFor = 1800 }] };
        var report = Why.Explain(lead, ClauseKind.FirstTouch, _ => NewYorkHours)!;
        report.Counted.Sum(span => span.Counted.Seconds).ShouldBe(36_000);
        report.Closed.Select(day => day.Reason).ShouldBe(["holiday", "weekend", "weekend"]);
        report.PausedFor.ShouldBe("30 min of open time");
        report.Sentences.ShouldContain(sentence => sentence.Contains("Thu 26 Nov 2026 (holiday)", StringComparison.Ordinal));
        Why.Explain(lead, ClauseKind.Cadence, _ => NewYorkHours).ShouldBeNull();
    }
}
