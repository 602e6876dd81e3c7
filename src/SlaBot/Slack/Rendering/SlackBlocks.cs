using System.Globalization;
using System.Text.Json.Nodes;
using SlaBot.Core.Cards;

namespace SlaBot.Slack.Rendering;

/// <summary>How much of Block Kit may be used: charts and tables are not taken by every workspace, nor on every
/// surface.</summary>
internal enum BlockSupport
{
    /// <summary>Native tables and charts.</summary>
    Rich,

    /// <summary>Native tables, charts in words.</summary>
    Tables,

    /// <summary>The kinds of block that every workspace and surface takes.</summary>
    Classic,
}

/// <summary>A neutral card as Block Kit. Every limit is kept by cutting gracefully; the buttons are never cut
/// away.</summary>
internal static class SlackBlocks
{
    /// <summary>The most blocks of a message.</summary>
    public const int MostInMessage = 50;

    private const int MostText = 2_900;
    private const int MostField = 1_900;
    private const int MostHeader = 148;
    private const int MostSummary = 3_000;

    // A list's every line opens its lead; header, sentence and rest fit beside them.
    private const int MostOpens = 40;
    private const string Deeper = "· ";
    private const string Signs = "✓✗☐☑–";

    // Spaces that are not swallowed at the beginning of a line: nothing visible stands before them.
    private const string Edge = "\u200b";
    private const char Wide = '\u2003';
    private static readonly string[] Dots = ["• ", "◦ ", "▪ "];

    /// <summary>What is read in a notification and by a screen reader.</summary>
    public static string FallbackText(Card card) =>
        SlackText.Escape(card.Summary.Length == 0 ? card.Title : card.Summary, MostSummary);

    /// <summary>The blocks of a message.</summary>
    public static JsonArray Message(Card card, BlockSupport taste, int most = MostInMessage)
    {
        var buttons = SlackButtons.Of(card);
        var blocks = taste == BlockSupport.Classic ? card.Blocks : SlackTables.Joined(card.Blocks);
        var room = most - (buttons is null ? 0 : 1);
        var opens = most > MostInMessage ? MostOpens * 2 : MostOpens;
        List<JsonObject> body = [Header(card), .. new Body(taste, opens).Of(blocks)];
        while (body.Count > room && opens > 0)
        {
            // A line with a button of its own takes a block: better fewer of them than fewer lines.
            opens /= 2;
            body = [Header(card), .. new Body(taste, opens).Of(blocks)];
        }

        if (body.Count > room)
        {
            body = [.. body.Take(room - 1),
                Small("The rest does not fit into one message; the lead's page shows it all.")];
        }

        return buttons is null ? [.. body] : [.. body, buttons];
    }

    /// <summary>A heading of the largest kind.</summary>
    public static JsonObject Large(string text) =>
        new() { ["type"] = "header", ["text"] = SlackText.Plain(text, MostHeader) };

    /// <summary>A paragraph; the text is mrkdwn.</summary>
    public static JsonObject Section(string marked) =>
        new() { ["type"] = "section", ["text"] = SlackText.Marked(marked) };

    /// <summary>A small grey line of plain words.</summary>
    public static JsonObject Small(string text) => SmallMarked(SlackText.Escape(text, MostText));

    /// <summary>Lines as few sections as they fit into, none of them cut in the middle.</summary>
    public static IEnumerable<JsonObject> Lines(IEnumerable<string> lines)
    {
        var text = "";
        foreach (var line in lines)
        {
            if (text.Length > 0 && text.Length + line.Length + 1 > MostText)
            {
                yield return Section(text);
                text = "";
            }

            text = text.Length == 0 ? line : $"{text}\n{line}";
        }

        if (text.Length > 0)
        {
            yield return Section(text);
        }
    }

    private static JsonObject SmallMarked(string marked) =>
        new() { ["type"] = "context", ["elements"] = new JsonArray(SlackText.Marked(marked)) };

    private static JsonObject Header(Card card) => Large(SlackText.Mark(card.Tone) + card.Title);

    private sealed class Body(BlockSupport taste, int mostOpens)
    {
        private int tables;
        private int charts;
        private int opens;

        public IEnumerable<JsonObject> Of(IReadOnlyList<CardBlock> blocks) => blocks.SelectMany((block, at) =>
            (blocks.ElementAtOrDefault(at - 1), block, blocks.ElementAtOrDefault(at + 1)) switch
            {
                // A heading stands with its list.
                (_, Heading, Bullets) => [],
                (_, Heading, LeadLines) when opens >= mostOpens => [],
                (Heading heading, LeadLines leads, _) when opens >= mostOpens =>
                    Lines(leads.Items.Select(Entry).Prepend(Strong(heading.Text))),
                (Heading heading, Bullets bullets, _) =>
                    Lines(bullets.Items.Select(Item).Prepend(Strong(heading.Text))),
                _ => Of(block),
            });

        private IEnumerable<JsonObject> Of(CardBlock block) => block switch
        {
            Paragraph paragraph => [Section(SlackText.Mark(paragraph.Tone) + SlackText.Of(paragraph.Line, MostText))],
            Heading heading => [Section(Strong(heading.Text))],
            Bullets bullets => Lines(bullets.Items.Select(Item)),
            LeadLines leads => OfLeads(leads),
            Fields fields => fields.Items.Chunk(10).Select(Pairs),
            Context context => [SmallMarked(SlackText.Of(context.Line, MostText))],
            Divider => [new JsonObject { ["type"] = "divider" }],
            Table table => OfTable(table),
            Bars bars => OfBars(bars),
            _ => [],
        };

        private IEnumerable<JsonObject> OfLeads(LeadLines leads)
        {
            var pressed = leads.Items.Take(mostOpens - opens).ToList();
            foreach (var item in pressed)
            {
                var row = Section(Entry(item));
                row["accessory"] = SlackButtons.Open(item.Lead, ++opens);
                yield return row;
            }

            foreach (var section in Lines(leads.Items.Skip(pressed.Count).Select(Entry)))
            {
                yield return section;
            }
        }

        private static string Entry(LeadLine lead) => Item((lead.Line, lead.Tone));

        private static string Strong(string text) => $"*{SlackText.Escape(text.Replace('*', ' '), MostField)}*";

        /// <summary>A line of a list: a sign of its own, its tone's mark, or a dot as deep as it lies.</summary>
        private static string Item((Line Line, Tone Tone) item)
        {
            var text = SlackText.Of(Truncate.OneLine(item.Line), MostField);
            if (text.Length > 0 && Signs.Contains(text[0], StringComparison.Ordinal))
            {
                return text;
            }

            var depth = 0;
            while (text.AsSpan(depth * Deeper.Length).StartsWith(Deeper, StringComparison.Ordinal))
            {
                depth++;
            }

            var mark = item.Tone is Tone.Warning or Tone.Bad
                ? SlackText.Mark(item.Tone) : Dots[Math.Min(depth, Dots.Length - 1)];
            return (depth == 0 ? "" : Edge + new string(Wide, depth * 2)) + mark + text[(depth * Deeper.Length)..];
        }

        private static JsonObject Pairs((string Label, Line Value)[] items) => new()
        {
            ["type"] = "section",
            ["fields"] = new JsonArray(
                [.. items.Select(
                    item =>
                        SlackText.Marked(
                            $"*{SlackText.Escape(item.Label, 200)}*\n{SlackText.Of(item.Value, MostField - 210)}"))]),
        };

        private IEnumerable<JsonObject> OfTable(Table table) =>
            taste != BlockSupport.Classic && tables == 0 && SlackTables.Native(table) is { } native && ++tables > 0
                ? [native] : Lines(SlackTables.PlainRows(table));

        private IEnumerable<JsonObject> OfBars(Bars bars) =>
            taste == BlockSupport.Rich && charts < 2 && SlackTables.Chart(bars) is { } chart && ++charts > 0
                ? [chart] : Lines(SlackTables.PlainRows(bars));
    }
}

/// <summary>A card's buttons as one row: the first ones as buttons, the rest in a menu.</summary>
internal static class SlackButtons
{
    private const int MostButtons = 5;
    private const int MostInMenu = 5;
    private const int MostLabel = 75;
    private const int MostUrl = 3_000;
    private const int MostRow = 24;
    private const string Menu = "more";

    /// <summary>The row; null when the card has no buttons.</summary>
    public static JsonObject? Of(Card card)
    {
        var all = card.Buttons.Where(button => button.Url is null || IsWeb(button.Url)).Take(MostRow + MostInMenu)
            .Select((button, at) => (button, at)).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        // One in the menu is one click more for nothing; and without the lead beside it a menu acts on nothing.
        var row = ActionValue.BlockOf(card);
        var first = all.Count(pair => !pair.button.IsMore);
        var inRow = all.Count <= MostButtons || row is null || all.Count - first == 1
            ? Math.Min(all.Count, MostRow)
            : Math.Max(first < all.Count ? first : MostButtons - 1, all.Count - MostInMenu);
        var names = new HashSet<string>(StringComparer.Ordinal) { Menu };
        List<JsonNode> elements = [
            .. all.Take(inRow).Select(pair => Button(card, pair.button, Named(pair.button.Action, names)))];
        if (all.Count > inRow && row is not null)
        {
            elements.Add(new JsonObject
            {
                ["type"] = "overflow",
                ["action_id"] = Menu,
                ["options"] = new JsonArray([.. all.Skip(inRow).Select(pair => Option(pair.button, pair.at))]),
            });
        }

        var actions = new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray([.. elements]) };
        if (row is not null)
        {
            actions["block_id"] = row;
        }

        return actions;
    }

    /// <summary>One button that acts on a lead.</summary>
    public static JsonObject Button(Card card, Button button, string name)
    {
        var drawn = new JsonObject { ["type"] = "button", ["action_id"] = name,
            ["text"] = SlackText.Plain(button.Label, MostLabel) };
        if (button.Url is { } url)
        {
            drawn["url"] = url;
        }
        else
        {
            drawn["value"] = new ActionValue(button.Action, card.Lead, card.Version).Write();
        }

        if (button.Style != ButtonStyle.Normal)
        {
            drawn["style"] = button.Style == ButtonStyle.Primary ? "primary" : "danger";
        }

        return drawn;
    }

    /// <summary>A button beside a line that shows the lead; the number keeps its name apart from the others'.</summary>
    public static JsonObject Open(string lead, int number) => new()
    {
        ["type"] = "button",
        ["action_id"] = string.Create(CultureInfo.InvariantCulture, $"lead.{number}"),
        ["text"] = SlackText.Plain("Open", MostLabel),
        ["value"] = new ActionValue("lead", lead, null).Write(),
    };

    // Slack's buttons open web addresses only; with any other the whole message is refused.
    private static bool IsWeb(string url) =>
        url.Length <= MostUrl && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static JsonNode Option(Button button, int at)
    {
        var option = new JsonObject
        {
            ["text"] = SlackText.Plain(button.Label, MostLabel),
            ["value"] = $"{(button.Url is null ? button.Action : ActionValue.Link)}|{at.ToString(CultureInfo.InvariantCulture)}",
        };
        if (button.Url is { } url)
        {
            option["url"] = url;
        }

        return option;
    }

    private static string Named(string action, HashSet<string> names)
    {
        var name = action;
        for (var n = 2; !names.Add(name); n++)
        {
            name = $"{action}.{n.ToString(CultureInfo.InvariantCulture)}";
        }

        return name;
    }
}
