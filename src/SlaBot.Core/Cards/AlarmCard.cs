
namespace SlaBot.Core.Cards;

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
            blocks.Add(new Paragraph(Line.Of(new Span("What to do: ", SpanKind.Strong), new Span(Truncate.To(remedy, 1000)))));
        }

        return new Card { Title = heading, Tone = Tone.Bad, Blocks = blocks, Summary = string.IsNullOrWhiteSpace(sentence) ? heading : $"{heading}: {Truncate.Note(sentence)}" };
    }
}
