namespace SlaBot.Core.Policy.SettingsTree;

/// <summary>Finds what a mistyped word was meant to be.</summary>
public static class SpellingHint
{
    /// <summary>" Did you mean X?" for the candidate nearest to the word, or nothing when none is near.</summary>
    public static string Hint(string word, IEnumerable<string> candidates)
    {
        var best = candidates.Select(each => (each, far: Distance(word.ToLowerInvariant(), each.ToLowerInvariant())))
            .OrderBy(pair => pair.far).FirstOrDefault();
        return best.each is not null && best.far <= Math.Max(1, Math.Min(word.Length, best.each.Length) / 3)
            ? $" Did you mean \"{best.each}\"?" : "";
    }

    /// <summary>How many letters must be put in, left out, changed or swapped with their neighbour to make one word of
    /// the other.</summary>
    public static int Distance(string a, string b)
    {
        var far = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                far[i, j] = i == 0 || j == 0 ? i + j
                    : Math.Min(far[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1),
                        Math.Min(far[i - 1, j], far[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    far[i, j] = Math.Min(far[i, j], far[i - 2, j - 2] + 1);
                }
            }
        }

        return far[a.Length, b.Length];
    }
}
