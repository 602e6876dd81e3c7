using System.Globalization;

namespace SlaBot.Core.Cards;

/// <summary>A card as plain lines: all that a reader of it sees, but the buttons.</summary>
public static class CardText
{
    /// <summary>Title first, then every block from top to bottom.</summary>
    public static string Of(Card card) => string.Join('\n', [card.Title, .. card.Blocks.SelectMany(Lines)]);

    private static IEnumerable<string> Lines(CardBlock block) => block switch
    {
        Paragraph paragraph => [paragraph.Line.Text],
        Heading heading => [heading.Text],
        Bullets bullets => bullets.Items.Select(item => $"- {Truncate.OneLine(item.Line.Text)}"),
        LeadLines leads => leads.Items.Select(item => $"- {Truncate.OneLine(item.Line.Text)}"),
        Fields fields => fields.Items.Select(item => $"{item.Label}: {item.Value.Text}"),
        Context context => [context.Line.Text],
        Table table => [Row(table.Columns), .. table.Rows.Select(row => Row(row.Cells))],
        Bars bars => [bars.Title, .. bars.Items.Select(item => $"{item.Label}: {item.Value.ToString(CultureInfo.InvariantCulture)}")],
        _ => [],
    };

    private static string Row(IReadOnlyList<string> cells) => string.Join(" | ", cells);
}
