using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Core.Cards;

/// <summary>The escalation matrix as sentences.</summary>
public static class MatrixText
{
    /// <summary>A line an issue, beside each role who stands for it.</summary>
    public static IReadOnlyList<string> Lines(SlaPolicy policy, People people) => [.. policy.Review.Matrix.Select(line => Line(policy.Review, people, line))];

    /// <summary>One issue: <c>Lead not followed up: first SDR manager (Milo Brandt), then VP Sales</c>.</summary>
    public static string Line(ReviewTerms review, People people, EscalationLine line) =>
        $"{Truncate.Note(line.Issue)}: first {Rung(review, people, line.First)}, then {Rung(review, people, line.Second)}";

    private static string Rung(ReviewTerms review, People people, string words)
    {
        var named = MatrixRoles.Names(words).Select(role => MatrixRoles.Find(review, role)).OfType<string>().ToList();
        return Truncate.Note(words) + (named.Count == 0 ? "" : $" ({string.Join(", ", named.Select(text => AgreementText.RecipientText(text, people)))})");
    }
}
