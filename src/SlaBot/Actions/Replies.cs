using SlaBot.Core.Cards;
using SlaBot.Core.Policy;

namespace SlaBot.Actions;

/// <summary>Small private cards that are about no lead.</summary>
internal static class Replies
{
    /// <summary>One sentence.</summary>
    public static Card Sentence(string sentence, Tone tone = Tone.Neutral) => new() { Title = sentence, Tone = tone, Summary = sentence };

    /// <summary>What this person can say, after a sentence about what was not understood.</summary>
    public static Card Help(Person person, string? sentence)
    {
        var card = HelpCard.Draw(person);
        return sentence is null ? card : card with { Summary = sentence, Blocks = [new Paragraph(sentence, Tone.Warning), .. card.Blocks] };
    }
}
