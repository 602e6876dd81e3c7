using System.Globalization;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>The ids of obligations, such as <c>firstTouch#2</c>, as numbers and back.</summary>
internal static class ObligationIds
{
    private const int KindCount = 16;
    private const int Kept = 8;
    private static readonly string[] Known = [.. Enumerable.Range(0, KindCount * (Kept + 1)).Select(Make)];

    /// <summary>The number of an id that is a clause's name and a cycle from 1; 0 for any other.</summary>
    internal static int NumberOf(string id)
    {
        var mark = id.IndexOf('#', StringComparison.Ordinal);
        return mark > 0
            && ClauseNames.TryParse(id[..mark], out var kind)
            && int.TryParse(id.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var cycle) && cycle is > 0 and < 1_000_000
            && TextOf(cycle * KindCount + (int)kind) == id
                ? cycle * KindCount + (int)kind
                : 0;
    }

    /// <summary>The id of such a number.</summary>
    internal static string TextOf(int number) => number < Known.Length ? Known[number] : Make(number);

    // A number whose clause this version does not know has no text.
    private static string Make(int number) => number % KindCount >= ClauseDefinition.All.Count
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{((ClauseKind)(number % KindCount)).Name()}#{number / KindCount}");
}
