using System.Globalization;
using SlaBot.Core.Cards;

namespace SlaBot.Sandbox;

/// <summary>Draws a card's head and blocks.</summary>
internal static class CardHtml
{
    /// <summary>The tone as a class name.</summary>
    public static string Class(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Warning => "warning",
        Tone.Bad => "bad",
        Tone.Muted => "muted",
        _ => "neutral",
    };

    /// <summary>The card without its buttons; a card that is only a sentence has no heading.</summary>
    public static void Draw(HtmlWriter html, Card card, PressLocation place)
    {
        if (card.Blocks.Count == 0)
        {
            html.Leaf("p", card.Title, ("class", "only"));
            return;
        }

        html.Leaf("h3", card.Title);
        foreach (var block in card.Blocks)
        {
            Draw(html, block, place);
        }
    }

    private static void Draw(HtmlWriter html, CardBlock block, PressLocation place)
    {
        switch (block)
        {
            case Paragraph paragraph: Text(html, "p", paragraph.Line, $"para {Class(paragraph.Tone)}"); break;
            case Heading heading: html.Leaf("h4", heading.Text); break;
            case Bullets bullets: List(html, bullets); break;
            case LeadLines leads: Leads(html, leads, place); break;
            case Fields fields: Pairs(html, fields); break;
            case Context context: Text(html, "p", context.Line, "context"); break;
            case Divider: html.Void("hr"); break;
            case Table table: Grid(html, table); break;
            case Bars bars: Chart(html, bars); break;
        }
    }

    private static void Text(HtmlWriter html, string tag, Line line, string? css = null)
    {
        html.Open(tag, ("class", css));
        WriteSpans(html, line);
        html.Close();
    }

    private static void WriteSpans(HtmlWriter html, Line line)
    {
        foreach (var span in line.Spans)
        {
            _ = span switch
            {
                { Kind: SpanKind.Strong or SpanKind.Command } => html.Leaf("strong", span.Text),
                { Kind: SpanKind.Time } => html.Leaf("time", span.Text, ("datetime", span.At is { } at ? MessageTimes.Iso(at) : null)),
                { Kind: SpanKind.Person } => html.Leaf("span", span.Text, ("class", "person"), ("title", span.Target)),
                { Kind: SpanKind.Link } when IsLink(span.Target) => html.Leaf("a", span.Text, ("href", span.Target), ("rel", "noopener noreferrer"), ("target", "_blank")),
                _ => html.Text(span.Text.Replace(" %", "\u00a0%")),
            };
        }
    }

    /// <summary>True for an http, https or mailto address; nothing else becomes a link.</summary>
    public static bool IsLink(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";

    private static void List(HtmlWriter html, Bullets bullets)
    {
        html.Open("ul");
        foreach (var (line, tone) in bullets.Items)
        {
            // A line that brings a mark of its own gets no second one.
            Text(html, "li", line, line.Text is ['✓' or '✗' or '☐' or '☑' or '–', ..] ? "marked " + Class(tone) : Class(tone));
        }

        html.Close();
    }

    private static void Leads(HtmlWriter html, LeadLines leads, PressLocation place)
    {
        html.Open("ul");
        for (var at = 0; at < leads.Items.Count; at++)
        {
            html.Open("li", ("class", Class(leads.Items[at].Tone)));
            WriteSpans(html, leads.Items[at].Line);
            FormHtml.Opening(html, leads.Items[at].Lead, at, place);
            html.Close();
        }

        html.Close();
    }

    private static void Pairs(HtmlWriter html, Fields fields)
    {
        html.Open("dl");
        foreach (var (label, value) in fields.Items)
        {
            html.Open("div").Leaf("dt", label);
            Text(html, "dd", value);
            html.Close();
        }

        html.Close();
    }

    private static void Grid(HtmlWriter html, Table table)
    {
        html.Open("div", ("class", "scroll"), ("tabindex", "0"), ("role", "region"), ("aria-label", "Table")).Open("table").Open("thead").Open("tr");
        foreach (var column in table.Columns)
        {
            html.Leaf("th", column, ("scope", "col"));
        }

        html.Close().Close().Open("tbody");
        foreach (var row in table.Rows)
        {
            Row(html, row);
        }

        html.Close().Close().Close();
    }

    private static void Row(HtmlWriter html, TableRow row)
    {
        html.Open("tr", ("class", Class(row.Tone)));
        for (var i = 0; i < row.Cells.Count; i++)
        {
            _ = i == 0 ? html.Leaf("th", row.Cells[i], ("scope", "row")) : html.Leaf("td", row.Cells[i], ("class", IsNumber(row.Cells[i]) ? "number" : null));
        }

        html.Close();
    }

    private static bool IsNumber(string cell) => cell.Length is > 0 and < 12 && cell.Any(char.IsAsciiDigit) && cell.All(c => char.IsAsciiDigit(c) || "+-.,%/ ".Contains(c));

    private static void Chart(HtmlWriter html, Bars bars)
    {
        var most = Math.Max(1, bars.Items.Select(item => item.Value).DefaultIfEmpty().Max());
        html.Leaf("h4", bars.Title).Open("ul", ("class", "bars"));
        foreach (var (label, value) in bars.Items)
        {
            var width = (Math.Max(0, value) * 100.0 / most).ToString("0.#", CultureInfo.InvariantCulture) + "%";
            html.Open("li").Leaf("span", label, ("class", "label")).Open("svg", ("aria-hidden", "true"), ("height", "10"))
                .Open("rect", ("width", width), ("height", "10"), ("rx", "3")).Close().Close()
                .Leaf("span", value.ToString(CultureInfo.InvariantCulture), ("class", "value")).Close();
        }

        html.Close();
    }
}
