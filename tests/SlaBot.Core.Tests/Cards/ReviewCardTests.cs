using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Tests.Scorecards;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Cards;

public class ReviewCardTests
{
    private static readonly People Everybody = new(
    [
        new Person { Email = "ana@x", Name = "Ana Reyes", Role = Role.Rep, Calendar = NewYork, Zone = NewYork.Zone },
        new Person { Email = "ben@x", Name = "Ben Okafor", Role = Role.Rep, Calendar = NewYork, Zone = NewYork.Zone },
        new Person { Email = "vera@x", Name = "Vera Lind", Role = Role.Executive, Calendar = NewYork, Zone = NewYork.Zone },
    ]);

    private static readonly LeadFacts Late = Lead("L1").Mql("2026-11-16 10:00").Given("2026-11-16 10:01").Call("2026-11-16 12:00").Yes("2026-11-16 12:01");

    [Fact]
    public void Summary_WithTheWeeksBefore_HasArrowsAndATrend()
    {
        var before = ScorecardMaker.Make([Lead("L0").Mql("2026-11-09 10:00").Given("2026-11-09 10:01").Call("2026-11-09 10:02")], Mutual, Week47.Previous);

        var text = SlaBot.Core.Cards.CardText.Of(Draw(new ScorecardContext { Before = [before] }, "summary"));

        text.ShouldContain("Leads answered in time | 0 of 1 (0 %) | 100 % | ▼ from 100 %");
        text.ShouldContain("The last 2 weeks (of 13)");
        text.ShouldContain("Leads answered in time: █▁");
    }

    [Fact]
    public void Summary_AWeekMissingBetween_HasNoArrow()
    {
        var before = ScorecardMaker.Make([Lead("L0").Mql("2026-11-02 10:00")], Mutual, Week47.Previous.Previous);

        SlaBot.Core.Cards.CardText.Of(Draw(new ScorecardContext { Before = [before] }, "summary")).ShouldNotContain("from");
    }

    [Fact]
    public void Agenda_MattersOnTop_TicksShown_OpenItemsOnTheForm()
    {
        var matter = new MissedWeeksItem(Party.Sales, "2026-W47", "1", "vera@x", ["speedToLead"], default);
        var review = new WeekReview { Agenda = AgendaMaker.Make(ScorecardWorld.Card(Late), Mutual.Review with { Agenda = ["MQL volume against target"] }, [matter]) };
        var around = new ScorecardContext { Review = review, Ticks = [new AgendaTick("1", "vera@x", At("2026-11-23 10:15"))] };

        var card = Draw(around, "agenda");

        var lines = SlaBot.Core.Cards.CardText.Of(card).Split('\n');
        lines[1].ShouldBe("- ☐ Sales missed two weeks in a row, last in week 47: leads answered in time. What in our process caused this? Owner: Vera Lind.");
        lines[2].ShouldStartWith("- ☑ MQL volume against target (Vera Lind, Mon 23 Nov, 10:15 EST)");
        var options = card.Buttons.Single(button => button.Action == "agenda").Form!.Fields.Single().Options;
        options[0].Value.ShouldBe("2026-W47/matter:sales:2026-W47");
        options.ShouldNotContain(option => option.Value == "2026-W47/1");
        SlaBot.Core.Cards.CardText.Of(Draw(around, "summary")).ShouldContain("Sales missed two weeks in a row");
    }

    [Fact]
    public void Breaches_WithCauses_SayWhereTheTimeWent()
    {
        var scorecard = ScorecardWorld.Card(Late);
        var due = scorecard.Breaches.First(breach => breach.Clause == "firstTouch").Due;
        var review = new WeekReview { Causes = [new CauseLine("L1", "firstTouch", due, BreachCause.Delivery)] };

        var text = SlaBot.Core.Cards.CardText.Of(Draw(new ScorecardContext { Review = review }, "breaches"));

        text.ShouldContain("card not delivered in time: 1");
        text.ShouldContain("done Mon 16 Nov, 12:00 EST, card not delivered in time");
    }

    [Fact]
    public void Reasons_WithDisputes_ShowTheRulings()
    {
        var review = new WeekReview { Disputes = [new DisputeLine("L7", "Not our ICP", At("2026-11-17 10:00"), false, At("2026-11-18 10:00")), new DisputeLine("L8", null, At("2026-11-17 11:00"), null, null)] };

        var text = SlaBot.Core.Cards.CardText.Of(Draw(new ScorecardContext { Review = review, Names = new Dictionary<string, string> { ["L8"] = "Jo Doe · Acme" } }, "reasons"));

        text.ShouldContain("L7: Not our ICP, disputed Tue 17 Nov, 10:00 EST, ruled: overturned, back to sales");
        text.ShouldContain("Jo Doe · Acme: no reason given, disputed Tue 17 Nov, 11:00 EST, not ruled yet");
    }

    [Fact]
    public void RepWeek_TellsTheirOwnNumbersAndNobodyElses()
    {
        var scorecard = ScorecardWorld.Card(Late, Lead("L2").Given("2026-11-16 10:00", "ben@x").Call("2026-11-16 10:10"));

        var text = SlaBot.Core.Cards.CardText.Of(RepWeekCard.Draw(scorecard, Everybody.Find("ben@x")!)!);

        text.ShouldContain("First touches in time: 1 of 1 (100 %)");
        text.ShouldContain("Every first touch was in time.");
        text.ShouldNotContain("Ana");
        RepWeekCard.Draw(scorecard, Everybody.Find("vera@x")!).ShouldBeNull();
    }

    [Fact]
    public void Month_IsATableOfTargetActualStatus()
    {
        var tally = ScorecardTally.OfMonth(Mutual, new YearMonth(2026, 11));
        tally.Add(Late);

        var text = SlaBot.Core.Cards.CardText.Of(MonthCard.Draw(tally.ToScorecard() with { Money = [new MoneyLine { Month = "2026-11", Spent = 1000, Leads = 4, CostPerLead = 250 }] }));

        text.ShouldStartWith("Monthly review · November 2026\nPromise | Target | Actual | Status");
        text.ShouldContain("Sales: leads answered in time | 100 % | 0 of 1 (0 %) | missed");
        text.ShouldContain("Money, November 2026: what it cost");
        text.ShouldContain("All of these | 1,000.00 | 250.00 | no data");
    }

    private static Card Draw(ScorecardContext around, string part) =>
        ScorecardCards.Draw(ScorecardWorld.Card(Late), Mutual, Everybody, At("2026-11-23 09:00"), null, around).Single(pair => pair.Part == part).Card;
}
