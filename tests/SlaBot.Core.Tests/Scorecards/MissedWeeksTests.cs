using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Core.Tests.Scorecards;

public class MissedWeeksTests
{
    private static readonly ReviewTerms Usual = new();
    private static readonly ReviewTerms Eighty = Usual with { ResponseUnder = 0.8m };

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
    [InlineData(79, 100, Colour.Yellow, true)]
    [InlineData(80, 100, Colour.Green, false)]
    [InlineData(0, 0, Colour.Grey, false)]
    [InlineData(100, 100, Colour.Red, true)]
    public void Missed_ResponseUnderEighty_StandsBesideTheColours(int inTime, int judged, Colour colour, bool missed)
    {
        var card = Week(47, sales: colour) with { SpeedToLead = new SpeedMetric { Compliance = Share.Of(inTime, judged) } };

        MissedWeeks.Missed(card, Party.Sales, Eighty).ShouldBe(missed);
        MissedWeeks.Missed(card, Party.Marketing, Eighty).ShouldBeFalse();
    }

    [Fact]
    public void InARow_UnderANamedShare_RedWeeksOfAnotherPromiseCountAllTheSame()
    {
        var (before, now) = (Answered(46, 10, Colour.Red), Answered(47, 10, Colour.Red));

        MissedWeeks.InARow([before], now, Eighty).ShouldBe([Party.Sales]);
        MissedWeeks.Metrics(now, Party.Sales, Eighty).ShouldBe(["decision"]);
    }

    [Fact]
    public void InARow_OneWeekByEachRule_IsNoRow()
    {
        MissedWeeks.InARow([Answered(46, 7, Colour.Green)], Answered(47, 10, Colour.Red), Eighty).ShouldBeEmpty();
        MissedWeeks.InARow([Answered(46, 7, Colour.Green)], Answered(47, 7, Colour.Green), Eighty).ShouldBe([Party.Sales]);
    }

    [Fact]
    public void IsNew_AMatterOfAnotherPromise_KeepsNoResponseRuleDown()
    {
        var (before, now) = (Answered(47, 7, Colour.Red), Answered(48, 7, Colour.Red));
        var decision = new MissedWeeksItem(Party.Sales, "2026-W46", "1", null, ["decision"], default);

        MissedWeeks.IsNew([decision], Party.Sales, [before], now, Eighty).ShouldBeTrue();
        MissedWeeks.IsNew([decision], Party.Sales, [before], now, Usual).ShouldBeFalse("without such a rule one matter is enough");
        MissedWeeks.IsNew([decision with { Metrics = ["decision", "speedToLead"] }], Party.Sales, [before], now, Eighty).ShouldBeFalse("it is told already");
        MissedWeeks.IsNew([decision], Party.Sales, [Answered(47, 10, Colour.Red)], now, Eighty).ShouldBeFalse("one week is no row");
    }

    [Fact]
    public void IsGreen_UnderTheNamedShare_FreesNobody() => MissedWeeks.IsGreen(Answered(47, 7, Colour.Green), Party.Sales, Eighty).ShouldBeFalse();

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
        var matter = new MissedWeeksItem(Party.Sales, "2026-W46", "1", "vera@x", ["speedToLead"], default);
        var card = Week(47, sales: Colour.Red);

        AgendaMaker.Make(card, Usual with { Agenda = ["MQL volume"] }, [matter]).Select(agendaItem => agendaItem.Key).ShouldBe(["matter:sales:2026-W46", "1", "2", "miss:speedToLead"]);
        AgendaMaker.Make(card, Usual with { Agenda = ["MQL volume"] }, [])[1].Text.ShouldBe(AgendaMaker.Feedback);
        AgendaMaker.Make(card, Usual with { Agenda = ["Lead-quality feedback"] }, []).Select(agendaItem => agendaItem.Key).ShouldBe(["1", "miss:speedToLead"]);
    }

    private static Scorecard Week(int number, Colour sales = Colour.Green, Colour marketing = Colour.Green)
    {
        List<MetricLine> lines = [Line("acceptance", Party.Marketing, marketing), Line("speedToLead", Party.Sales, sales)];
        return ScorecardWorld.Card() with
        {
            Week = new IsoWeek(2026, number).ToString(),
            Metrics = lines,
            Misses = [.. lines.Where(line => line.Colour == Colour.Red).Select(line => new Miss(line.Party, line.Key))],
        };
    }

    /// <summary>A week in which so many of ten leads were answered in time, which is yellow at worst, and decisions came to that colour.</summary>
    private static Scorecard Answered(int number, int inTime, Colour decisions)
    {
        List<MetricLine> lines = [Line("speedToLead", Party.Sales, inTime < 8 ? Colour.Yellow : Colour.Green), Line("decision", Party.Sales, decisions)];
        return Week(number) with
        {
            Metrics = lines,
            Misses = [.. lines.Where(line => line.Colour == Colour.Red).Select(line => new Miss(line.Party, line.Key))],
            SpeedToLead = new SpeedMetric { Compliance = Share.Of(inTime, 10) },
        };
    }

    private static MetricLine Line(string key, Party party, Colour colour) => new(key, party, 0.5m, 1, 2, 0.8m, colour);
}
