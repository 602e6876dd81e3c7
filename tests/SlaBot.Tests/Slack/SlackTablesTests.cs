using SlaBot.Core.Cards;
using SlaBot.Slack.Rendering;
using SlaBot.Tests.Fakes;

namespace SlaBot.Tests.Slack;

/// <summary>Tables and charts: natively where Slack takes them, else in words.</summary>
public sealed class SlackTablesTests
{
    [Fact]
    public void TwoTables_WithTheSameColumns_AreOne_WhereTablesAreTaken()
    {
        var card = new Card
        {
            Title = "Week", Summary = "Week",
            Blocks = [new Heading("Marketing"), new Table(["Promise", "Target"], [new TableRow(["MQLs", "30"])]), new Heading("Sales"), new Table(["Promise", "Target"], [new TableRow(["Touches", "6"])])],
        };
        var rich = SlackBlocks.Message(card, BlockSupport.Tables);
        rich.Count.ShouldBe(2);
        SlackMethodsFake.TextOf(rich[1]).Split('\n').ShouldBe(["Marketing", "Target", "MQLs", "30", "Sales", "Target", "Touches", "6"]);
        SlackMethodsFake.TextOf(SlackBlocks.Message(card, BlockSupport.Classic)).ShouldContain("*Sales*");
    }

    [Fact]
    public void TwoTables_OfWhichOneLacksTheLastColumn_AreOneAllTheSame()
    {
        var card = new Card
        {
            Title = "Week", Summary = "Week",
            Blocks = [new Heading("Marketing"), new Table(["Promise", "Target", "Since last week"], [new TableRow(["MQLs", "30", "▲ from 20"])]), new Heading("Sales"), new Table(["Promise", "Target"], [new TableRow(["Touches", "6"])])],
        };
        var rich = SlackBlocks.Message(card, BlockSupport.Tables);
        rich.Count.ShouldBe(2);
        SlackMethodsFake.TextOf(rich[1]).Split('\n').ShouldBe(["Marketing", "Target", "Since last week", "MQLs", "30", "▲ from 20", "Sales", "Target", "Since last week", "Touches", "6", "–"]);
        SlackLimits.Fault(rich, 50, takesCharts: true).ShouldBeNull();
    }

    [Theory]
    [InlineData("Not our ICP", "No budget", true)]
    [InlineData("A reason that is much longer than a label may be", "Another 👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", true)]
    [InlineData("The same twenty letters: one", "The same twenty letters: two", false)]
    public void Bars_AreANativeChart_UnlessTheirLabelsWouldReadAlike(string text, string two, bool isNative)
    {
        var card = new Card { Title = "Week", Summary = "Week", Blocks = [new Bars(new string('t', 80), [(text, 4), (two, 0)])] };
        var blocks = SlackBlocks.Message(card, BlockSupport.Rich);
        SlackLimits.Fault(blocks, 50, takesCharts: true).ShouldBeNull();
        blocks.Any(block => (string?)block!["type"] == "data_visualization").ShouldBe(isNative);
        SlackMethodsFake.TextOf(SlackBlocks.Message(card, BlockSupport.Tables)).ShouldContain(text);
    }
}
