using System.Globalization;

namespace SlaBot.Core.Cards.Words;

/// <summary>Shortens texts from outside, only ever between two text elements (what a reader sees as one character).</summary>
public static class Cut
{
    private const char Ellipsis = '…';

    /// <summary>A name or another short value.</summary>
    public static string Name(string text) => To(text, 80);

    /// <summary>A note or another long value.</summary>
    public static string Note(string text) => To(text, 300);

    /// <summary>The label of an option or a button.</summary>
    public static string Label(string text) => To(text, 70);

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
