using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Core.Tests.Scorecards;
using static SlaBot.Core.Tests.Scorecards.ScorecardWorld;

namespace SlaBot.Core.Tests.Cards;

public class ScorecardCardsTests
{
    private static readonly People Everybody = new(
    [
        new Person { Email = "ana@x", Name = "Ana Reyes", Role = Role.Rep, Calendar = NewYork, Zone = NewYork.Zone },
    ]);

    [Fact]
    public void Draw_AWeek_TellsBothSidesInPlainWords()
    {
        var card = ScorecardJson.Read(ScorecardJson.Write(ScorecardWorld.Card(
            Lead("L1").Mql("2026-11-16 10:00").Given("2026-11-16 10:01").Call("2026-11-16 10:31").Yes("2026-11-16 10:40"),
            Lead("L2").Mql("2026-11-16 10:00").Given("2026-11-16 10:01").Call("2026-11-16 12:00").No("2026-11-16 12:40", "Duplicate"))));

        var parts = ScorecardCards.Draw(card, Mutual, Everybody, At("2026-11-23 09:00"));

        parts.Select(part => part.Part).ShouldBe(["summary", "marketing", "sales", "people", "breaches", "reasons"]);
        var summary = parts[0].Card;
        summary.Title.ShouldBe("Week 47 · 16–22 November 2026");
        summary.Tone.ShouldBe(Tone.Bad);
        var text = Text(summary);
        text.ShouldContain("Leads answered in time | 1 of 2 (50 %) | 100 % [Bad]");
        text.ShouldContain("Marketing-qualified leads (MQLs) | 2 | 25 [Bad]");
        text.ShouldContain("Leads with complete data | 2 of 2 (100 %) | 100 % [Good]");
        text.ShouldContain("Leads followed up fully | no data | 100 % [Muted]");
        text.ShouldContain("What went well: ");
        Text(parts[2].Card).ShouldContain("median 1 h 14 min, nine of ten within 1 h 59 min (working time)");
        Text(parts[3].Card).ShouldContain("Ana Reyes | 1 of 2 (50 %) | 2 of 2 (100 %) | 2 | 1 | 0");
        Text(parts[4].Card).ShouldContain("L2: first touch (Ana Reyes), due Mon 16 Nov, 11:01 EST, done Mon 16 Nov, 12:00 EST [Warning]");
        Text(parts[5].Card).ShouldContain("Duplicate 1");
    }

    [Fact]
    public void Draw_AnEmptyWeek_SaysNoDataAndNeverZeroPercent()
    {
        var parts = ScorecardCards.Draw(ScorecardWorld.Card(), Mutual, Everybody, At("2026-11-23 09:00"));

        parts.ShouldAllBe(part => !Text(part.Card).Contains("0 of 0"));
        Text(parts[0].Card).ShouldContain("Leads answered in time | no data | 100 % [Muted]");
    }

    [Fact]
    public void Draw_UnsignedAndNotYetInEffect_SaysSoFirst()
    {
        var policy = Mutual with { Effective = new LocalDate(2026, 12, 1) };

        var summary = ScorecardCards.Draw(ScorecardWorld.Card(), policy, Everybody, At("2026-11-23 09:00"), "The agreement is not signed yet.")[0].Card;

        summary.Blocks[0].ShouldBe(new Paragraph(summary.Blocks.OfType<Paragraph>().First().Line, Tone.Warning));
        Text(summary).ShouldStartWith("The agreement is not signed yet. [Warning]\nThe agreement takes effect on 1 December 2026");
    }

    [Fact]
    public void Draw_ManyBreaches_ListsTwentyAndCountsTheRest()
    {
        var card = ScorecardWorld.Card([.. Enumerable.Range(0, 130).Select(n => Lead($"L{n:000}").Given("2026-11-16 10:00"))]);

        var text = Text(ScorecardCards.Draw(card, Mutual, Everybody, At("2026-11-23 09:00"))[4].Card);

        card.Breaches.Count.ShouldBe(ScorecardMaker.MostBreaches);
        text.Split('\n').Length.ShouldBe(21);
        text.ShouldEndWith("and 240 more");
    }

    [Fact]
    public void Title_WeekAcrossTwoYears_NamesBoth() =>
        ScorecardCards.Draw(ScorecardMaker.Make([], Mutual, new IsoWeek(2026, 53)), Mutual, Everybody, At("2027-01-04 09:00"))[0]
            .Card.Title.ShouldBe("Week 53 · 28 December 2026 – 3 January 2027");

    private static string Text(Card card) => string.Join('\n', card.Blocks.SelectMany(Lines));

    private static IEnumerable<string> Lines(CardBlock block) => block switch
    {
        Paragraph paragraph => [$"{paragraph.Line.Text} [{paragraph.Tone}]"],
        Heading heading => [heading.Text],
        Bullets all => all.Items.Select(item => $"{item.Line.Text} [{item.Tone}]"),
        Fields all => all.Items.Select(item => $"{item.Label}: {item.Value.Text}"),
        Context context => [context.Line.Text],
        Table table => table.Rows.Select(row => $"{string.Join(" | ", row.Cells)} [{row.Tone}]"),
        Bars bars => bars.Items.Select(item => $"{item.Label} {item.Value}"),
        _ => [],
    };
}
