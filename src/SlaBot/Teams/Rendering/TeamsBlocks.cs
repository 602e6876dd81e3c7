using System.Text.Json.Nodes;
using SlaBot.Core.Cards;

namespace SlaBot.Teams.Rendering;

/// <summary>The body of a card as Adaptive Card elements that read on a phone.</summary>
internal static class TeamsBlocks
{
    private const int MostLine = 1_500;
    private const int MostCell = 120;
    private const int MostRows = 40;
    private const int MostLeads = 50;
    private const int MostColumns = 3;
    private const string Deeper = "· ";
    private const string Signs = "✓✗☐☑–";
    private const int Step = 14;
    private static readonly string[] Dots = ["• ", "◦ ", "▪ "];

    // Of what Teams takes in one message: the rest is for the card's other parts.
    private const int MostOfLines = 20_000;

    /// <summary>The most lines of leads with a button of their own in one card.</summary>
    public const int MostOpens = 12;

    /// <summary>The heading.</summary>
    public static JsonObject Title(Card card) =>
        Text(TeamsText.Mark(card.Tone) + TeamsText.Escape(TeamsText.Short(card.Title, 300)),
            card.Tone == Tone.Muted ? Tone.Muted : Tone.Neutral, ("size", "Medium"), ("weight", "Bolder"),
            ("style", "heading"));

    /// <summary>One part of the body.</summary>
    public static JsonObject Of(CardBlock block, TeamsMentions? mentions) => block switch
    {
        Paragraph paragraph => Said(TeamsText.Of(paragraph.Line, MostLine, mentions), paragraph.Tone),
        Heading heading =>
            Text(TeamsText.Escape(TeamsText.Short(heading.Text, 300)), Tone.Neutral, ("weight", "Bolder"),
                ("spacing", "Medium")),
        Bullets bullets =>
            Group(bullets.Items.Take(MostRows)
                .Select(item => Bullet(item.Tone, TeamsText.Of(Truncate.OneLine(item.Line), MostLine, mentions)))),
        LeadLines leadLines => Leads(leadLines, MostOpens, mentions),
        Fields fields =>
            Facts(fields.Items.Take(MostRows)
                .Select(item => (item.Label, TeamsText.Of(item.Value, MostLine, mentions)))),
        Context context => Subtle(TeamsText.Of(context.Line, MostLine, mentions)),
        Divider =>
            new JsonObject { ["type"] = "Container", ["separator"] = true, ["spacing"] = "Medium",
                ["items"] = new JsonArray() },
        Table { Columns.Count: > MostColumns } table => List(table),
        Table entry => Grid(entry),
        Bars bars => Chart(bars),
        _ => Text("–", Tone.Muted),
    };

    /// <summary>Leads, a line each, the first ones with a button that opens them.</summary>
    public static JsonObject Leads(LeadLines leads, int opens, TeamsMentions? mentions) =>
        Group(Leads([.. leads.Items.Take(MostLeads)], opens, mentions));

    /// <summary>A text.</summary>
    public static JsonObject Text(string text, Tone tone = Tone.Neutral,
        params ReadOnlySpan<(string Name, string Value)> more)
    {
        var block = new JsonObject { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true };
        if (TeamsText.Colour(tone) is { } colour)
        {
            block["color"] = colour;
        }

        if (tone == Tone.Muted)
        {
            block["isSubtle"] = true;
        }

        foreach (var (name, value) in more)
        {
            block[name] = value;
        }

        return block;
    }

    /// <summary>A small grey text.</summary>
    public static JsonObject Subtle(string text)
    {
        var block = Text(text, Tone.Muted, ("size", "Small"));
        block["spacing"] = "Small";
        return block;
    }

    /// <summary>A paragraph; one with a tone stands on that tone's ground, for yellow and green letters are hard to
    /// read on white.</summary>
    private static JsonObject Said(string text, Tone tone) =>
        Ground(tone) is not { } ground ? Text(text, tone)
        : new JsonObject { ["type"] = "Container", ["style"] = ground, ["items"] = new JsonArray(Text(text)) };

    private static string? Ground(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Warning => "warning",
        Tone.Bad => "attention",
        Tone.Neutral or Tone.Muted => null,
    };

    /// <summary>A line of a list, set in as deep as it lies.</summary>
    private static JsonObject Bullet(Tone tone, string text)
    {
        var block = Text(Item(tone, text), Tone.Neutral, ("spacing", "Small"));
        return Depth(text) is not (> 0 and var depth) ? block : new JsonObject
        {
            ["type"] = "ColumnSet",
            ["spacing"] = "Small",
            ["columns"] = new JsonArray(
                new JsonObject { ["type"] = "Column", ["width"] = $"{Step * Math.Min(depth, Dots.Length)}px",
                    ["items"] = new JsonArray() },
                new JsonObject { ["type"] = "Column", ["width"] = "stretch", ["spacing"] = "None",
                    ["items"] = new JsonArray(block) }),
        };
    }

    /// <summary>A line of a list: a sign of its own, its tone's mark, or a dot as deep as it lies.</summary>
    private static string Item(Tone tone, string text)
    {
        if (text.Length > 0 && Signs.Contains(text[0], StringComparison.Ordinal))
        {
            return text;
        }

        var depth = Depth(text);
        return (TeamsText.Mark(tone) is { Length: > 0 } mark ? mark : Dots[Math.Min(depth, Dots.Length - 1)])
            + text[(depth * Deeper.Length)..];
    }

    private static int Depth(string text)
    {
        var depth = 0;
        while (text.AsSpan(depth * Deeper.Length).StartsWith(Deeper, StringComparison.Ordinal))
        {
            depth++;
        }

        return depth;
    }

    /// <summary>A lead's line; beside the first ones a way to open it.</summary>
    /// <summary>
    /// Each line opens its lead: the first ones by a button beside them, the others by a press on the line, which takes
    /// less of the room that Teams gives. Only where the words alone fill that room the last ones are words and no
    /// more.
    /// </summary>
    private static IEnumerable<JsonObject> Leads(IReadOnlyList<LeadLine> lines, int opens, TeamsMentions? mentions)
    {
        var words = lines
            .Select(
                line =>
                    Text(Item(line.Tone, TeamsText.Of(Truncate.OneLine(line.Line), MostLine, mentions)), Tone.Neutral,
                        ("spacing", "Small"))).ToList();
        var room = MostOfLines - words.Sum(Size);
        var drawn = new List<JsonObject>();
        for (var at = 0; at < words.Count; at++)
        {
            drawn.Add(Fits(Pressed(words[at], lines[at]), words[at], ref room));
        }

        for (var at = 0; at < Math.Min(opens, drawn.Count); at++)
        {
            drawn[at] = Fits(WithButton(words[at], lines[at]), drawn[at], ref room);
        }

        return drawn;
    }

    private static JsonObject Fits(JsonObject larger, JsonObject smaller, ref int room)
    {
        var more = Size(larger) - Size(smaller);
        if (more > room)
        {
            return smaller;
        }

        room -= more;
        return larger;
    }

    private static int Size(JsonObject block) =>
        System.Text.Encoding.UTF8.GetByteCount(block.ToJsonString(TeamsCards.Plain));

    private static JsonObject Pressed(JsonObject text, LeadLine lead) => new()
    {
        ["type"] = "Container",
        ["spacing"] = "Small",
        ["selectAction"] =
            TeamsButtons.SubmitAction("Open", ButtonStyle.Normal, new CardActionData("lead", lead.Lead, null, null)),
        ["items"] = new JsonArray(text.DeepClone()),
    };

    private static JsonObject WithButton(JsonObject text, LeadLine lead) => new()
    {
        ["type"] = "ColumnSet",
        ["spacing"] = "Small",
        ["columns"] = new JsonArray(
            new JsonObject { ["type"] = "Column", ["width"] = "stretch", ["items"] = new JsonArray(text.DeepClone()) },
            new JsonObject
            {
                ["type"] = "Column", ["width"] = "auto",
                ["items"] = new JsonArray(
                    new JsonObject { ["type"] = "ActionSet",
                        ["actions"] = new JsonArray(
                            TeamsButtons.SubmitAction("Open", ButtonStyle.Normal,
                                new CardActionData("lead", lead.Lead, null, null))) }),
            }),
    };

    private static JsonObject Facts(IEnumerable<(string Label, string Value)> facts) => new()
    {
        ["type"] = "FactSet",
        ["facts"] = new JsonArray(
            [.. facts.Select(
                fact =>
                    new JsonObject { ["title"] = TeamsText.Escape(TeamsText.Short(fact.Label, 80)),
                        ["value"] = fact.Value })]),
    };

    private static JsonObject Group(IEnumerable<JsonObject> items) =>
        new() { ["type"] = "Container", ["items"] = new JsonArray([.. items]) };

    /// <summary>A table too broad for a phone: each row a name and what the columns say of it.</summary>
    private static JsonObject List(Table table) => Group(table.Rows.Take(MostRows).SelectMany(row => new[]
    {
        Text($"{TeamsText.Mark(row.Tone)}**{TeamsText.Escape(TeamsText.Short(row.Cells[0], MostCell))}**", Tone.Neutral,
            ("spacing", "Medium")),
        Subtle(string.Join(" · ",
            table.Columns.Zip(row.Cells).Skip(1).Where(pair => pair.Second.Length > 0)
                .Select(pair => $"{TeamsText.Escape(TeamsText.Short(pair.First, MostCell))}: {Value(pair.Second)}"))),
    }));

    private static string Value(string cell) => TeamsText.Escape(TeamsText.Short(cell, MostCell));

    private static JsonObject Grid(Table table)
    {
        var rows = new List<JsonObject> { Row(table.Columns, Tone.Neutral, isHead: true) };
        rows.AddRange(
            table.Rows.Take(MostRows)
                .Select(
                    row => Row(
                        [.. row.Cells, .. Enumerable.Repeat("", Math.Max(0, table.Columns.Count - row.Cells.Count))],
                        row.Tone, isHead: false)));
        return new JsonObject
        {
            ["type"] = "Table",
            ["columns"] = new JsonArray(
                [.. table.Columns.Select((_, at) => new JsonObject { ["width"] = at == 0 ? 2 : 1 })]),
            ["rows"] = new JsonArray([.. rows]),
            ["firstRowAsHeaders"] = true,
            ["showGridLines"] = true,
            ["fallback"] = Group(
                table.Rows.Take(MostRows)
                    .Select(
                        row => Text(
                            TeamsText.Mark(row.Tone)
                                + TeamsText.Escape(
                                    string.Join(" · ", row.Cells.Select(cell => TeamsText.Short(cell, MostCell)))),
                                    Tone.Neutral, ("spacing", "Small")))),
        };
    }

    private static JsonObject Row(IReadOnlyList<string> cells, Tone tone, bool isHead) => new()
    {
        ["type"] = "TableRow",
        ["cells"] = new JsonArray(
            [.. cells.Select(
                (cell, at) =>
                    new JsonObject { ["type"] = "TableCell",
                        ["items"] = new JsonArray(Cell(cell, at == 0 ? tone : Tone.Neutral, isHead)) })]),
    };

    private static JsonObject Cell(string text, Tone tone, bool isHead) =>
        isHead ? Text(TeamsText.Escape(TeamsText.Short(text, MostCell)), Tone.Neutral, ("weight", "Bolder"),
            ("size", "Small"))
            : Text(TeamsText.Mark(tone) + TeamsText.Escape(TeamsText.Short(text, MostCell)), Tone.Neutral,
                ("size", "Small"));

    private static JsonObject Chart(Bars bars)
    {
        var title = TeamsText.Short(bars.Title, 100);
        var items = bars.Items.Take(12).Select(item => (Label: TeamsText.Short(item.Label, 60), item.Value)).ToList();
        var plain = Grid(
            new Table([bars.Title, "Count"],
                [.. items.Select(
                    item =>
                        new TableRow(
                            [item.Label, item.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)]))]));
        return items.Count == 0 ? plain : new JsonObject
        {
            ["type"] = "Chart.HorizontalBar",
            ["title"] = title,
            ["showTitle"] = true,
            ["data"] = new JsonArray(
                [.. items.Select(item => new JsonObject { ["x"] = item.Label, ["y"] = item.Value })]),
            ["fallback"] = plain,
        };
    }
}
