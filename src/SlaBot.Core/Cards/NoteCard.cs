
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
