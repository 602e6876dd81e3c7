using System.Globalization;
using System.Text.Json.Nodes;
using SlaBot.Core.Cards;

namespace SlaBot.Slack.Rendering;

/// <summary>Tables and bars: natively where they fit into Slack's limits, else in words.</summary>
internal static class SlackTables
{
    private const int MostRows = 100;
    private const int MostColumns = 20;
    private const int MostChars = 9_500;
    private const int MostCell = 300;
    private const int MostBars = 20;
    private const int MostLabel = 20;
    private const int BarLength = 14;
    private const int NarrowColumns = 4;

    /// <summary>A table block; null when the table is too large for one.</summary>
    public static JsonObject? Native(Table table)
    {
        var (columns, rows) = (table.Columns.Count, table.Rows.Take(MostRows - 1).ToList());
        var cells = rows.Select(row => Cells(row, columns)).Prepend([.. table.Columns]).ToList();
        if (columns is 0 or > MostColumns || table.Rows.Count is 0 or >= MostRows
            || cells.Sum(row => row.Sum(cell => cell.Length)) > MostChars)
        {
            return null;
        }

        return new JsonObject
        {
            ["type"] = "table",
            ["rows"] = new JsonArray(
                [.. cells.Select(
                    (row, at) =>
                        new JsonArray(
                            [.. row.Select(cell => at > 0 && IsHead(row, cells[0]) ? Bold(cell) : Raw(cell))]))]),
            ["column_settings"] = new JsonArray(
                [.. Enumerable.Range(0, columns)
                    .Select(
                        at => new JsonObject { ["align"] = at == 0 ? "left" : "right",
                            ["is_wrapped"] = at == 0 || columns > NarrowColumns })]),
        };
    }

    /// <summary>The blocks with two tables under headings of their own joined into one, since a message takes only one:
    /// each heading becomes the first cell of its part's head. One may lack the last columns of the other.</summary>
    public static IReadOnlyList<CardBlock> Joined(IReadOnlyList<CardBlock> blocks)
    {
        for (var at = 0; at + 3 < blocks.Count; at++)
        {
            if (blocks[at] is Heading first && blocks[at + 1] is Table table && blocks[at + 2] is Heading second
                && blocks[at + 3] is Table two && Wider(table, two) is { } columns)
            {
                var joined = new Table([first.Text, .. columns.Skip(1)],
                    [.. table.Rows, new TableRow([second.Text, .. columns.Skip(1)]), .. two.Rows]);
                return Native(joined) is null ? blocks : [.. blocks.Take(at), joined, .. blocks.Skip(at + 4)];
            }
        }

        return blocks;
    }

    /// <summary>A table as lines: the first cell, then the others with their columns' names.</summary>
    public static IEnumerable<string> PlainRows(Table table) => table.Rows.Select(row =>
    {
        var rest = table.Columns.Zip(row.Cells).Skip(1).Where(pair => pair.Second.Length > 0)
            .Select(pair => $"{Escaped(pair.First)}: {Escaped(pair.Second)}");
        var mark = SlackText.Mark(row.Tone) is { Length: > 0 } tone ? tone : "• ";
        return $"{mark}*{Escaped(row.Cells.FirstOrDefault() ?? "").Replace('*', ' ')}*  {string.Join(" · ", rest)}";
    });

    /// <summary>A bar chart; null when it does not fit into one.</summary>
    public static JsonObject? Chart(Bars bars)
    {
        var labels = bars.Items.Select(item => SlackText.Short(item.Label, MostLabel)).ToList();
        if (labels.Count is 0 or > MostBars || labels.Distinct().Count() < labels.Count
            || bars.Items.Any(item => item.Value < 0))
        {
            return null;
        }

        var points = bars.Items.Zip(labels,
            (item, label) => (JsonNode)new JsonObject { ["label"] = label, ["value"] = item.Value });
        return new JsonObject
        {
            ["type"] = "data_visualization",
            ["title"] = SlackText.Short(bars.Title, 50),
            ["chart"] = new JsonObject
            {
                ["type"] = "bar",
                ["series"] = new JsonArray(
                    new JsonObject { ["name"] = "Count", ["data"] = new JsonArray([.. points]) }),
                ["axis_config"] = new JsonObject { ["categories"] = new JsonArray(
                    [.. labels.Select(label => (JsonNode)label)]) },
            },
        };
    }

    /// <summary>Bars drawn with characters.</summary>
    public static IEnumerable<string> PlainRows(Bars bars)
    {
        var most = Math.Max(1, bars.Items.Select(item => item.Value).DefaultIfEmpty(0).Max());
        var lines = bars.Items.Take(MostBars).Select(item =>
        {
            var length = (int)Math.Clamp(item.Value * BarLength / most, item.Value > 0 ? 1 : 0, BarLength);
            return string.Create(CultureInfo.InvariantCulture,
                $"`{new string('█', length),-BarLength}` {item.Value}  {Escaped(item.Label)}");
        });
        return lines.Prepend($"*{Escaped(bars.Title).Replace('*', ' ')}*");
    }

    /// <summary>The columns of the wider of two tables that begin alike; null when they do not.</summary>
    private static IReadOnlyList<string>? Wider(Table table, Table two)
    {
        var (wide, narrow) = table.Columns.Count >= two.Columns.Count
            ? (table.Columns, two.Columns) : (two.Columns, table.Columns);
        return wide.Take(narrow.Count).SequenceEqual(narrow) ? wide : null;
    }

    private static string[] Cells(TableRow row, int columns) =>
        [.. Enumerable.Range(0, columns)
            .Select(
                at => (at == 0 ? SlackText.Mark(row.Tone) : "")
                    + SlackText.Short(Unbroken(row.Cells.ElementAtOrDefault(at) ?? ""), MostCell))];

    /// <summary>The head of a second part, which Slack does not set off by itself.</summary>
    private static bool IsHead(string[] row, string[] head) =>
        row.Length > 1 && row.Skip(1).SequenceEqual(head.Skip(1));

    private static JsonNode Bold(string text) => new JsonObject
    {
        ["type"] = "rich_text",
        ["elements"] = new JsonArray(new JsonObject
        {
            ["type"] = "rich_text_section",
            ["elements"] = new JsonArray(
                new JsonObject { ["type"] = "text", ["text"] = SlackText.Short(text, MostCell),
                    ["style"] = new JsonObject { ["bold"] = true } }),
        }),
    };

    private static JsonNode Raw(string text) =>
        new JsonObject { ["type"] = "raw_text", ["text"] = SlackText.Short(text, MostCell) };

    private static string Escaped(string text) => SlackText.Escape(Unbroken(text), MostCell);

    private static string Unbroken(string text) => text.Replace(" %", "\u00a0%");
}
