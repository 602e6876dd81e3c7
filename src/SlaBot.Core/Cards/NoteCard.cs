namespace SlaBot.Core.Cards;

/// <summary>A short text for one reader.</summary>
public static class NoteCard
{
    private const int MostLines = 30;

    /// <summary>Draws it; each line of the text is a paragraph.</summary>
    public static Card Draw(string title, string text)
    {
        var heading = string.IsNullOrWhiteSpace(title) ? "Note" : Truncate.Note(title);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new Card
        {
            Title = heading,
            Blocks = [.. lines.Take(MostLines).Select(line => new Paragraph(Truncate.To(line, 1000)))],
            Summary = lines.Length == 0 ? heading : Truncate.Note(lines[0]),
        };
    }
}

/// <summary>An administrator must do something.</summary>
public static class AlarmCard
{
    /// <summary>Draws it: what is wrong, and what mends it.</summary>
    public static Card Draw(string title, string sentence, string remedy)
    {
        var heading = string.IsNullOrWhiteSpace(title) ? "Something needs an administrator" : Truncate.Note(title);
        var blocks = new List<CardBlock>();
        if (!string.IsNullOrWhiteSpace(sentence))
        {
            blocks.Add(new Paragraph(Truncate.To(sentence, 1000), Tone.Bad));
        }

        if (!string.IsNullOrWhiteSpace(remedy))
        {
            blocks.Add(
                new Paragraph(Line.Of(new Span("What to do: ", SpanKind.Strong), new Span(Truncate.To(remedy, 1000)))));
        }

        return new Card { Title = heading, Tone = Tone.Bad, Blocks = blocks,
            Summary = string.IsNullOrWhiteSpace(sentence) ? heading : $"{heading}: {Truncate.Note(sentence)}" };
    }
}
