namespace SlaBot.Actions;

/// <summary>Small pieces of English.</summary>
internal static class English
{
    /// <summary>"a, b or c".</summary>
    public static string Or(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} or {all[^1]}";
    }

    /// <summary>"1 lead", "3 leads".</summary>
    public static string Count(long n, string noun) => $"{n} {noun}{(n == 1 ? "" : "s")}";
}
