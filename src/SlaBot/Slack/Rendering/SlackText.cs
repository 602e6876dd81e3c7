using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SlaBot.Core.Cards;

namespace SlaBot.Slack.Rendering;

/// <summary>Text for Slack: data is escaped, instants read in the reader's own zone, and nothing is longer than its
/// place takes.</summary>
internal static partial class SlackText
{
    private const char Ellipsis = '…';
    private static readonly string[] Shouts = ["@here", "@channel", "@everyone", "@group"];

    /// <summary>Data made harmless in mrkdwn and in the fallback text.</summary>
    public static string Escape(string text) => Coded(Quiet(text));

    /// <summary>Escaped data of at most so many chars, cut between two text elements.</summary>
    public static string Escape(string text, int most) => Fill(new StringBuilder(), text, most).ToString();

    /// <summary>A line in mrkdwn of at most so many chars.</summary>
    public static string Of(Line line, int most)
    {
        var text = new StringBuilder();
        foreach (var span in line.Spans.Where(span => span.Text.Length > 0))
        {
            var piece = Piece(span);
            if (text.Length + piece.Length <= most)
            {
                text.Append(piece);
                continue;
            }

            Fill(text, span.Text, most);
            break;
        }

        return text.ToString();
    }

    /// <summary>A mrkdwn object; words that look like a mention of everybody stay words.</summary>
    public static JsonObject Marked(string text)
    {
        var marked = new JsonObject { ["type"] = "mrkdwn",
            ["text"] = text.Length == 0 ? "–" : text.Replace(" %", "\u00a0%") };
        if (Shouts.Any(shout => text.Contains(shout, StringComparison.OrdinalIgnoreCase)))
        {
            marked["verbatim"] = true;
        }

        return marked;
    }

    /// <summary>A plain text object of at most so many chars; needs no escape.</summary>
    public static JsonObject Plain(string text, int most) =>
        new() { ["type"] = "plain_text", ["text"] = Short(text, most), ["emoji"] = false };

    /// <summary>Plain text of at most so many chars, never empty.</summary>
    public static string Short(string text, int most)
    {
        var clean = Clean(text).Replace('\n', ' ').Trim();
        var cut = clean.Length <= most ? clean : Fill(new StringBuilder(), clean, most, escape: false).ToString();
        return cut.Length == 0 ? "–" : cut;
    }

    /// <summary>A mark of a tone for the beginning of a line; none for the neutral ones.</summary>
    public static string Mark(Tone tone) => tone switch
    {
        Tone.Good => "🟢 ",
        Tone.Warning => "🟡 ",
        Tone.Bad => "🔴 ",
        Tone.Neutral or Tone.Muted => "",
    };

    private static string Piece(Span span) => span.Kind switch
    {
        SpanKind.Strong or SpanKind.Command => Strong(Escape(Clean(span.Text))),
        SpanKind.Time when span.At is { } at => string.Create(CultureInfo.InvariantCulture,
            $"<!date^{at.ToUnixTimeSeconds()}^{{date_short_pretty}}, {{time}}|{Escape(Clean(span.Text)).Replace('|', '/').Replace('^', ' ')}>"),
        SpanKind.Link when Address(span.Target) is { } url => $"<{url}|{Escape(Clean(span.Text)).Replace('|', '/')}>",
        SpanKind.Plain or SpanKind.Time or SpanKind.Link or SpanKind.Person => Escape(Clean(span.Text)),
    };

    private static string Strong(string text)
    {
        var inner = text.Trim();
        return inner.Length == 0 || inner.Contains('\n') || inner.Contains('*')
            ? text
            : $"{text[..text.IndexOf(inner, StringComparison.Ordinal)]}*{inner}*{text[(text.IndexOf(inner, StringComparison.Ordinal) + inner.Length)..]}";
    }

    private static string? Address(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address.AbsoluteUri.Length <= 2000
            ? Coded(address.AbsoluteUri.Replace("|", "%7C"))
            : null;

    private static string Coded(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    // Slack knows no escape for the signs that make words bold, slanted, struck or code: a pair of them becomes its
    // twin, which means nothing.
    private static string Quiet(string text) =>
        Marks().Replace(text,
            found => Twin(found.Groups["sign"].Value) + found.Groups["inner"].Value + Twin(found.Groups["sign"].Value));

    private static string Twin(string sign) =>
        sign switch { "*" => "\u2217", "_" => "\u02cd", "~" => "\u223c", _ => "\u02cb" };

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?<sign>[*_~`])(?=\S)(?<inner>[^\n]*?\S)\k<sign>(?![\p{L}\p{N}@])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    // A tab parts words, so it becomes a blank; other signs that are not seen are left out.
    private static string Clean(string text) =>
        text.Any(IsUnseen) ? string.Concat(text.Replace('\t', ' ').Where(letter => !IsUnseen(letter))) : text;

    // Signs that turn the direction of what follows would turn our own words about; right-to-left letters need none.
    private static bool IsUnseen(char character) =>
        (char.IsControl(character) && character != '\n')
            || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static StringBuilder Fill(StringBuilder text, string raw, int most, bool escape = true)
    {
        var clean = escape ? Quiet(Clean(raw)) : Clean(raw);
        var whole = escape ? Coded(clean) : clean;
        if (text.Length + whole.Length <= most)
        {
            return text.Append(whole);
        }

        var elements = StringInfo.GetTextElementEnumerator(clean);
        while (elements.MoveNext())
        {
            var next = escape ? Coded(elements.GetTextElement()) : elements.GetTextElement();
            if (text.Length + next.Length > most - 1)
            {
                break;
            }

            text.Append(next);
        }

        return text.Length < most ? text.Append(Ellipsis) : text;
    }
}
