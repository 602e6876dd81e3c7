using System.Text.Json.Nodes;
using NodaTime.Text;
using SlaBot.Core.Cards;

namespace SlaBot.Teams.Tab;

/// <summary>A neutral card as the page's script reads it: texts are data, never mark-up.</summary>
internal static class TabCardJson
{
    /// <summary>One part of the page; a lead's line links to its record where it has one.</summary>
    public static JsonObject Part(string name, Card card, Func<string, string?> recordOf) => new()
    {
        ["name"] = name,
        ["title"] = card.Title,
        ["tone"] = Tone(card.Tone),
        ["blocks"] = Each(card.Blocks, block => Block(block, recordOf)),
        ["pages"] = Each(card.Buttons.Where(button => ListPage.Read(button.Action) is not null), button => new JsonObject { ["page"] = button.Action, ["label"] = button.Label }),
    };

    private static JsonObject Block(CardBlock block, Func<string, string?> recordOf) => block switch
    {
        LeadLines leadLines => new JsonObject { ["kind"] = "bullets", ["items"] = Each(leadLines.Items, item => new JsonObject { ["tone"] = Tone(item.Tone), ["line"] = Line(WithRecord(item, recordOf(item.Lead))) }) },
        Paragraph paragraph => new JsonObject { ["kind"] = "paragraph", ["tone"] = Tone(paragraph.Tone), ["line"] = Line(paragraph.Line) },
        Heading heading => new JsonObject { ["kind"] = "heading", ["text"] = heading.Text },
        Bullets bullets => new JsonObject { ["kind"] = "bullets", ["items"] = Each(bullets.Items, item => new JsonObject { ["tone"] = Tone(item.Tone), ["line"] = Line(item.Line) }) },
        Fields fields => new JsonObject { ["kind"] = "fields", ["items"] = Each(fields.Items, item => new JsonObject { ["label"] = item.Label, ["line"] = Line(item.Value) }) },
        Context context => new JsonObject { ["kind"] = "context", ["line"] = Line(context.Line) },
        Table table => new JsonObject
        {
            ["kind"] = "table",
            ["columns"] = Each(table.Columns, text => (JsonNode)text),
            ["rows"] = Each(table.Rows, row => new JsonObject { ["tone"] = Tone(row.Tone), ["cells"] = Each(row.Cells, text => (JsonNode)text) }),
        },
        Bars bars => new JsonObject { ["kind"] = "bars", ["title"] = bars.Title, ["items"] = Each(bars.Items, item => new JsonObject { ["label"] = item.Label, ["value"] = item.Value }) },
        _ => new JsonObject { ["kind"] = "divider" },
    };

    private static Line WithRecord(LeadLine lead, string? record) => record is null ? lead.Line
        : new Line([.. lead.Line.Spans, new Span(" · "), new Span("Open in CRM", SpanKind.Link, Target: record)]);

    private static JsonArray Line(Line line) => Each(line.Spans, span => new JsonObject
    {
        ["text"] = span.Text,
        ["kind"] = CardNames.All.Write(span.Kind).ToLowerInvariant(),
        ["at"] = span.At is { } at ? InstantPattern.General.Format(at) : null,
        ["target"] = span.Kind == SpanKind.Link && Uri.TryCreate(span.Target, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.AbsoluteUri : null,
    });

    private static string Tone(Tone tone) => CardNames.All.Write(tone).ToLowerInvariant();

    private static JsonArray Each<T>(IEnumerable<T> all, Func<T, JsonNode> write) => new([.. all.Select(write)]);
}
