using System.Globalization;
using NodaTime;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>How a card or a line should strike the eye.</summary>
public enum Tone
{
    /// <summary>Nothing special.</summary>
    Neutral,

    /// <summary>In order, done, green.</summary>
    Good,

    /// <summary>Soon due, yellow.</summary>
    Warning,

    /// <summary>Late, missed, red.</summary>
    Bad,

    /// <summary>Over, or no data: grey.</summary>
    Muted,
}

/// <summary>What a piece of text is.</summary>
public enum SpanKind
{
    /// <summary>Plain words.</summary>
    Plain,

    /// <summary>Words that stand out.</summary>
    Strong,

    /// <summary>An instant; <c>Text</c> already reads in the reader's zone, <c>At</c> lets a platform draw its
    /// own.</summary>
    Time,

    /// <summary>A person; <c>Target</c> is the e-mail.</summary>
    Person,

    /// <summary>A link; <c>Target</c> is an http or https address.</summary>
    Link,

    /// <summary>Words to send to the bot, such as <c>/sla help</c>; where there are no slash commands they are shown
    /// without the slash.</summary>
    Command,
}

/// <summary>A piece of text. <c>Text</c> is data: each platform's renderer escapes it.</summary>
public sealed record Span(string Text, SpanKind Kind = SpanKind.Plain, Instant? At = null, string? Target = null);

/// <summary>A line of text.</summary>
public sealed record Line(IReadOnlyList<Span> Spans)
{
    /// <summary>Plain words.</summary>
    public static implicit operator Line(string text) => new([new Span(text)]);

    /// <summary>A line of several pieces.</summary>
    public static Line Of(params Span[] spans) => new(spans);

    /// <summary>What a reader sees, without any mark-up.</summary>
    public string Text => string.Concat(Spans.Select(span => span.Text));
}

/// <summary>A part of a card's body.</summary>
public abstract record CardBlock;

/// <summary>A paragraph.</summary>
public sealed record Paragraph(Line Line, Tone Tone = Tone.Neutral) : CardBlock;

/// <summary>A small heading inside the card.</summary>
public sealed record Heading(string Text) : CardBlock;

/// <summary>Bulleted lines, each with a tone of its own.</summary>
public sealed record Bullets(IReadOnlyList<(Line Line, Tone Tone)> Items) : CardBlock;

/// <summary>Leads, a line each; a press on a line (the action <c>lead</c>) shows that lead's card to whoever pressed,
/// privately. A platform may give only the first ones something to press.</summary>
public sealed record LeadLines(IReadOnlyList<LeadLine> Items) : CardBlock;

/// <summary>One lead's line and tone, and the lead's id.</summary>
public sealed record LeadLine(Line Line, Tone Tone, string Lead);

/// <summary>Labelled values, two columns where there is room.</summary>
public sealed record Fields(IReadOnlyList<(string Label, Line Value)> Items) : CardBlock;

/// <summary>A small grey line.</summary>
public sealed record Context(Line Line) : CardBlock;

/// <summary>A rule between parts.</summary>
public sealed record Divider : CardBlock;

/// <summary>A table; the first column is a label, the tone colours a row's mark.</summary>
public sealed record Table(IReadOnlyList<string> Columns, IReadOnlyList<TableRow> Rows) : CardBlock;

/// <summary>One row of a table.</summary>
public sealed record TableRow(IReadOnlyList<string> Cells, Tone Tone = Tone.Neutral);

/// <summary>Named counts as bars, largest first; for reasons, funnels.</summary>
public sealed record Bars(string Title, IReadOnlyList<(string Label, long Value)> Items) : CardBlock;

/// <summary>A neutral card: what a reader should see, whatever the platform.</summary>
public sealed record Card
{
    /// <summary>The heading.</summary>
    public required string Title { get; init; }

    /// <summary>The tone of the whole.</summary>
    public Tone Tone { get; init; }

    /// <summary>The body, top to bottom.</summary>
    public IReadOnlyList<CardBlock> Blocks { get; init; } = [];

    /// <summary>The buttons, most important first.</summary>
    public IReadOnlyList<Button> Buttons { get; init; } = [];

    /// <summary>One sentence for a notification or a screen reader.</summary>
    public required string Summary { get; init; }

    /// <summary>The lead the buttons act on.</summary>
    public string? Lead { get; init; }

    /// <summary>The lead's version that this was drawn from.</summary>
    public int Version { get; init; }
}

/// <summary>How a button should strike the eye.</summary>
public enum ButtonStyle
{
    /// <summary>Like any other.</summary>
    Normal,

    /// <summary>The step most people take next.</summary>
    Primary,

    /// <summary>A step to think about.</summary>
    Danger,
}

/// <summary>
/// A button. <c>Action</c> is the command's type name in the API (<c>accept</c>, <c>reject</c>, <c>touch</c>, …); a
/// form, where there is one, is asked first; a button with <c>Url</c> only opens it.
/// </summary>
public sealed record Button(string Action, string Label, ButtonStyle Style = ButtonStyle.Normal, Form? Form = null,
    string? Url = null)
{
    /// <summary>True where it is seldom needed: it stands behind the others, in a menu where the surface has one. Such
    /// buttons come last.</summary>
    public bool IsMore { get; init; }
}

/// <summary>What is asked before an action; the field names are the command's members.</summary>
public sealed record Form(string Title, string Submit, IReadOnlyList<FormField> Fields);

/// <summary>The kind of answer a field takes.</summary>
public enum FieldKind
{
    /// <summary>One of the options.</summary>
    Choice,

    /// <summary>Any number of the options, joined by line breaks (or commas, where a platform joins them so).</summary>
    Choices,

    /// <summary>A short text.</summary>
    Text,

    /// <summary>A longer text.</summary>
    LongText,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A date, yyyy-MM-dd.</summary>
    Date,

    /// <summary>A local date and time in the reader's zone, yyyy-MM-ddTHH:mm.</summary>
    DateTime,
}

/// <summary>One option: what is sent and what is read.</summary>
public sealed record FormOption(string Value, string Label);

/// <summary>One question.</summary>
public sealed record FormField(string Name, string Label, FieldKind Kind, bool Required = false)
{
    /// <summary>The options of a choice.</summary>
    public IReadOnlyList<FormOption> Options { get; init; } = [];

    /// <summary>The answer that stands there first.</summary>
    public string? Initial { get; init; }

    /// <summary>A hint under the field.</summary>
    public string? Hint { get; init; }

    /// <summary>The most characters taken.</summary>
    public int MaxLength { get; init; } = 500;
}

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
        Bars bars => [bars.Title,
            .. bars.Items.Select(item => $"{item.Label}: {item.Value.ToString(CultureInfo.InvariantCulture)}")],
        _ => [],
    };

    private static string Row(IReadOnlyList<string> cells) => string.Join(" | ", cells);
}

/// <summary>What every card is drawn under beside the lead itself.</summary>
public sealed record CardContext
{
    /// <summary>The agreement in force.</summary>
    public required SlaPolicy Policy { get; init; }

    /// <summary>Everybody.</summary>
    public required People People { get; init; }

    /// <summary>The channels of a touch that is logged with one press (<c>Touches:Quick</c>), in the order of their
    /// buttons.</summary>
    public IReadOnlyList<string> QuickTouches { get; init; } = QuickTouch.Default;

    /// <summary>The instant of drawing; only years and "in effect" depend on it, never words that would go
    /// stale.</summary>
    public required Instant Now { get; init; }
}

/// <summary>Who reads a card and in which zone; a channel has no person and reads in the agreement's zone.</summary>
public sealed record Reader(Person? Person, DateTimeZone Zone);
