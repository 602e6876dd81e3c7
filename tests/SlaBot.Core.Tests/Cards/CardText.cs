using System.Text;
using SlaBot.Core.Cards;

namespace SlaBot.Core.Tests.Cards;

/// <summary>A card as a readable text, and all its spans.</summary>
internal static class CardText
{
    public static string Whole(Card card)
    {
        var text = new StringBuilder();
        text.Append($"[{card.Tone}] {card.Title}\n  {card.Summary}\n\n");
        foreach (var block in card.Blocks)
        {
            text.Append(Block(block)).Append('\n');
        }

        text.Append('\n');
        foreach (var button in card.Buttons)
        {
            text.Append($"({button.Action}) {button.Label} {button.Style} {button.Url}".TrimEnd()).Append('\n');
            foreach (var field in button.Form?.Fields ?? [])
            {
                var options = string.Join(" | ", field.Options.Select(option => $"{option.Value}={option.Label}"));
                text.Append($"    {field.Name}{(field.Required ? "*" : "")} {field.Kind}: {field.Label} [{options}] {field.Initial} {field.Hint}".TrimEnd()).Append('\n');
            }
        }

        return text.ToString();
    }

    public static IEnumerable<Span> AllSpans(Card card) => card.Blocks.SelectMany(block => block switch
    {
        Paragraph paragraph => paragraph.Line.Spans,
        Context small => small.Line.Spans,
        Bullets bullets => bullets.Items.SelectMany(item => item.Line.Spans),
        LeadLines leads => leads.Items.SelectMany(item => item.Line.Spans),
        Fields fields => fields.Items.SelectMany(item => item.Value.Spans),
        _ => [],
    });

    public static string Body(Card card) => string.Join('\n', card.Blocks.Select(Block));

    public static string[] Actions(Card card) => [.. card.Buttons.Select(button => button.Action)];

    private static string Block(CardBlock block) => block switch
    {
        Paragraph paragraph => Mark(paragraph.Tone) + paragraph.Line.Text,
        Heading heading => "# " + heading.Text,
        Context context => "  " + context.Line.Text,
        Bullets many => string.Join('\n', many.Items.Select(item => $"- {Mark(item.Tone)}{item.Line.Text}")),
        LeadLines many => string.Join('\n', many.Items.Select(item => $"- {Mark(item.Tone)}{item.Line.Text} [{item.Lead}]")),
        Fields many => string.Join('\n', many.Items.Select(item => $"{item.Label}: {item.Value.Text}")),
        _ => block.GetType().Name,
    };

    private static string Mark(Tone tone) => tone == Tone.Neutral ? "" : $"[{tone}] ";
}
