using System.Globalization;
using System.Text;

namespace SlaBot.Core.Cards;

/// <summary>Shortens texts from outside, only ever between two text elements (what a reader sees as one character).</summary>
public static class Truncate
{
    private const char Ellipsis = '…';

    /// <summary>A name or another short value, in one line.</summary>
    public static string Name(string text) => To(OneLine(text), 80);

    /// <summary>A note or another long value.</summary>
    public static string Note(string text) => To(text, 300);

    /// <summary>The label of an option or a button, in one line.</summary>
    public static string Label(string text) => To(OneLine(text), 70);

    /// <summary>The text with each run of tabs, line breaks and other control characters made one blank, so that it splits no line and joins no words.</summary>
    public static string OneLine(string text)
    {
        if (!text.Any(IsBreak))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (!IsBreak(letter))
            {
                line.Append(letter);
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }

    /// <summary>The same for a line of a list.</summary>
    public static Line OneLine(Line line) => line.Spans.Any(span => span.Text.Any(IsBreak))
        ? new([.. line.Spans.Select(span => span with { Text = OneLine(span.Text) })])
        : line;

    // The line and paragraph separators are no control characters, and break lines all the same.
    private static bool IsBreak(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';

    /// <summary>The trimmed text where it has at most so many text elements, else that many less one and an ellipsis. Stacked marks count too: at most four chars an element on average.</summary>
    public static string To(string text, int most)
    {
        var trimmed = text.Trim();
        if (trimmed.Length <= most)
        {
            return trimmed;
        }

        var (at, elements) = (0, 0);
        while (at < trimmed.Length && elements < most - 1)
        {
            var next = StringInfo.GetNextTextElementLength(trimmed, at);
            if (at + next > most * 4)
            {
                break;
            }

            (at, elements) = (at + next, elements + 1);
        }

        var isWhole = at == trimmed.Length || at + StringInfo.GetNextTextElementLength(trimmed, at) == trimmed.Length && trimmed.Length <= most * 4;
        return isWhole ? trimmed : trimmed[..at].TrimEnd() + Ellipsis;
    }
}
