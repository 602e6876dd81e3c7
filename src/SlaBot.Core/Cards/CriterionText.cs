using System.Globalization;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Cards;

/// <summary>Criteria in words, one line a criterion, parts of a group set in by dots.</summary>
internal static class CriterionText
{
    private const int Deepest = 8;

    /// <summary>The lines of a criterion and all its parts.</summary>
    public static IReadOnlyList<string> Lines(Criterion criterion)
    {
        var lines = new List<string>();
        Collect(criterion, 0, lines);
        return lines;
    }

    private static void Collect(Criterion criterion, int depth, List<string> lines)
    {
        var (head, parts) = Read(criterion);
        var isOnly = parts.Count == 1 && criterion is AllOf or AnyOf;
        if (!isOnly)
        {
            lines.Add(string.Concat(Enumerable.Repeat("· ", depth)) + Truncate.Note(head));
        }

        foreach (var part in depth < Deepest ? parts : [])
        {
            Collect(part, isOnly ? depth : depth + 1, lines);
        }
    }

    private static (string Head, IReadOnlyList<Criterion> Parts) Read(Criterion criterion) => criterion switch
    {
        AllOf all => ("all of these:", all.Parts),
        AnyOf any => ("at least one of these:", any.Parts),
        AtLeastOf some => (string.Create(CultureInfo.InvariantCulture, $"at least {some.Count} of these:"), some.Parts),
        NoneOf none => ("none of these:", none.Parts),
        IcpFits => ("fits the ideal customer profile", []),
        _ => (criterion.Label, []),
    };
}
