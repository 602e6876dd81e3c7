namespace SlaBot.Core.Policy;

/// <summary>Finds what a mistyped word was meant to be.</summary>
public static class NearestWord
{
    /// <summary>" Did you mean X?" for the candidate nearest to the word, or nothing when none is near.</summary>
    public static string Hint(string word, IEnumerable<string> candidates)
    {
        var best = candidates.Select(each => (each, far: Distance(word.ToLowerInvariant(), each.ToLowerInvariant()))).OrderBy(pair => pair.far).FirstOrDefault();
        return best.each is not null && best.far <= Math.Max(1, Math.Min(word.Length, best.each.Length) / 3) ? $" Did you mean \"{best.each}\"?" : "";
    }

    /// <summary>How many letters must be put in, left out or changed to make one word of the other.</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var corner = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
                corner = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
