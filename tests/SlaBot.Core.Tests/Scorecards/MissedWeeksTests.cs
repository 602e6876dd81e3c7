using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Tallies;

namespace SlaBot.Core.Tests.Scorecards;

public class MissedWeeksTests
{
    private static readonly ReviewTerms Usual = new();

    [Fact]
    public void InARow_TwoRedWeeks_NameTheParty()
    {
        MissedWeeks.InARow([Week(46, sales: Colour.Red)], Week(47, sales: Colour.Red, marketing: Colour.Red), Usual).ShouldBe([Party.Sales]);
        MissedWeeks.InARow([Week(46, sales: Colour.Yellow)], Week(47, sales: Colour.Red), Usual).ShouldBeEmpty();
    }

    [Fact]
    public void InARow_AWeekMissingBetween_IsNoRow()
    {
        MissedWeeks.InARow([Week(45, sales: Colour.Red)], Week(47, sales: Colour.Red), Usual).ShouldBeEmpty();
        MissedWeeks.InARow([], Week(47, sales: Colour.Red), Usual).ShouldBeEmpty();
    }

    [Fact]
    public void InARow_ThreeAsked_NeedsThreeWhateverTheirOrder()
    {
        var terms = Usual with { MissedWeeks = 3 };

        MissedWeeks.InARow([Week(46, sales: Colour.Red)], Week(47, sales: Colour.Red), terms).ShouldBeEmpty();
        MissedWeeks.InARow([Week(46, sales: Colour.Red), Week(45, sales: Colour.Red)], Week(47, sales: Colour.Red), terms).ShouldBe([Party.Sales]);
    }

    [Fact]
    public void InARow_AcrossNewYear_FollowsTheWeeks() =>
        MissedWeeks.InARow([Week(53, sales: Colour.Red)], Week(1, sales: Colour.Red) with { Week = "2027-W01" }, Usual).ShouldBe([Party.Sales]);

    [Theory]
    [InlineData(79, 100, true)]
    [InlineData(80, 100, false)]
    [InlineData(0, 0, false)]
    public void Missed_ResponseUnderEighty_DecidesForSalesAlone(int inTime, int judged, bool missed)
    {
        var card = Week(47, sales: Colour.Red, marketing: Colour.Red) with { SpeedToLead = new SpeedMetric { Compliance = Share.Of(inTime, judged) } };
        var terms = Usual with { ResponseUnder = 0.8m };

        MissedWeeks.Missed(card, Party.Sales, terms).ShouldBe(missed);
        MissedWeeks.Missed(card, Party.Marketing, terms).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Colour.Green, true)]
    [InlineData(Colour.Yellow, true)]
    [InlineData(Colour.Red, false)]
    [InlineData(Colour.Grey, false)]
    public void IsGreen_AWeekWithoutData_FreesNobody(Colour colour, bool green) =>
        MissedWeeks.IsGreen(Week(47, sales: colour), Party.Sales, Usual).ShouldBe(green);

    [Fact]
    public void Agenda_MattersFirst_FixedItems_Feedback_Misses()
    {
        var matter = new Matter(Party.Sales, "2026-W46", "1", "vera@x", ["speedToLead"], default);
        var card = Week(47, sales: Colour.Red);

        AgendaMaker.Make(card, Usual with { Agenda = ["MQL volume"] }, [matter]).Select(one => one.Key).ShouldBe(["matter:sales:2026-W46", "1", "2", "miss:speedToLead"]);
        AgendaMaker.Make(card, Usual with { Agenda = ["MQL volume"] }, [])[1].Text.ShouldBe(AgendaMaker.Feedback);
        AgendaMaker.Make(card, Usual with { Agenda = ["Lead-quality feedback"] }, []).Select(one => one.Key).ShouldBe(["1", "miss:speedToLead"]);
    }

    private static Scorecard Week(int number, Colour sales = Colour.Green, Colour marketing = Colour.Green)
    {
        List<MetricLine> lines = [Line("acceptance", Party.Marketing, marketing), Line("speedToLead", Party.Sales, sales)];
        return Desk.Card() with
        {
            Week = new IsoWeek(2026, number).ToString(),
            Metrics = lines,
            Misses = [.. lines.Where(one => one.Colour == Colour.Red).Select(one => new Miss(one.Party, one.Key))],
        };
    }

    private static MetricLine Line(string key, Party party, Colour colour) => new(key, party, 0.5m, 1, 2, 0.8m, colour);
}
