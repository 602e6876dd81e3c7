namespace SlaBot.Core.Policy.Criteria;

/// <summary>Several words in one sentence.</summary>
public static class WordList
{
    /// <summary>"a, b or c", each word once.</summary>
    public static string Choices(IEnumerable<string> words)
    {
        var all = words.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }
}
