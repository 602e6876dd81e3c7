using SlaBot.Core.Cards;

namespace SlaBot.Chat;

/// <summary>Small private cards that are about no lead.</summary>
internal static class Answer
{
    private static readonly (string Command, string Does)[] Commands =
    [
        ("leads", "your open leads, next due first"),
        ("team", "your team's open leads and deadlines (managers, RevOps, executives)"),
        ("lead ID", "one lead"),
        ("why ID CLAUSE", "how a deadline came about, such as: why L-1 firstTouch"),
        ("scorecard [WEEK]", "the latest scorecard, or that of a week such as 2026-W47"),
        ("agreement", "the agreement on one page"),
        ("sign", "sign the agreement in force (the two named leads)"),
        ("away until DATE [cover NAME]", "new leads pass you by until you are back; your untouched and accepted ones go to the cover"),
        ("back", "you take leads again"),
        ("help", "this list"),
    ];

    /// <summary>One sentence.</summary>
    public static Card Sentence(string sentence, Tone tone = Tone.Neutral) => new() { Title = sentence, Tone = tone, Summary = sentence };

    /// <summary>What can be said, after a sentence about what was not understood.</summary>
    public static Card Help(string? sentence)
    {
        var lines = new Bullets([.. Commands.Select(one => (Line.Of(new Span(one.Command, SpanKind.Strong), new Span($": {one.Does}")), Tone.Neutral))]);
        IReadOnlyList<CardBlock> blocks = sentence is null ? [lines] : [new Paragraph(sentence, Tone.Warning), lines];
        return new Card { Title = "What you can ask", Summary = sentence ?? "What you can ask", Blocks = blocks };
    }
}
