using System.Globalization;
using System.Text;

namespace SlaBot.Core.Policy.Criteria;

/// <summary>
/// What a job title says of rank and department, read from its words: <c>SVP, Global Sales &amp; Marketing</c> is a senior vice president in sales
/// and marketing. A title of several parts (comma, slash, spaced dash) has the highest rank of them; one part that says assistant or student lowers all,
/// and what follows "to" or "office of" (<c>assistant to the CEO</c>) is somebody else. The head of the whole company stands in the department <c>general</c> alone.
/// </summary>
public sealed class JobTitle
{
    private readonly IReadOnlyList<string> parts;

    private JobTitle(IReadOnlyList<string> parts)
    {
        this.parts = parts;
        var ranks = parts.Select(RankOf).ToList();
        Rank = ranks.Count == 0 ? Seniority.Staff : ranks.Contains(Seniority.Entry) ? Seniority.Entry : ranks.Max();
    }

    /// <summary>Its rank; a title that says nothing of rank is <see cref="Seniority.Staff"/>.</summary>
    public Seniority Rank { get; }

    /// <summary>The departments that it names, in no order; none for a title that names none.</summary>
    public IEnumerable<string> Departments => TitleVocabulary.Departments.Keys.Where(IsIn);

    /// <summary>Reads a title.</summary>
    public static JobTitle Read(string title) => new([.. Parts(title)]);

    /// <summary>True when it is in that department: by the department's synonyms where it is known, else by its very words.</summary>
    public bool IsIn(string department)
    {
        var words = TitleVocabulary.Departments.GetValueOrDefault(department.Trim()) ?? [Plain(department)];
        return parts.Any(part => Without(part, ["vice president"]) is var own && words.Any(word => Has(own, word)));
    }

    private static Seniority RankOf(string part)
    {
        if (HasAny(part, TitleVocabulary.Entry) && !HasAny(part, TitleVocabulary.AssistantRanks))
        {
            return Seniority.Entry;
        }

        return IsChief(part) ? Seniority.Chief
            : HasAny(part, TitleVocabulary.SeniorVicePresident) ? Seniority.SeniorVicePresident
            : HasAny(part, TitleVocabulary.VicePresident) ? Seniority.VicePresident
            : HasAny(part, TitleVocabulary.Head) || IsGermanHead(part) ? Seniority.Head
            : IsDirector(part) ? Seniority.Director
            : HasAny(Without(part, TitleVocabulary.LeadsToSell), TitleVocabulary.Manager) || Has(part, "assistant director") || Has(part, "chief of staff") ? Seniority.Manager
            : Seniority.Staff;
    }

    private static bool IsChief(string part) =>
        HasAny(part, TitleVocabulary.Chief) || (Has(part, "chief") && Has(part, "officer")) || part.StartsWith("owner", StringComparison.Ordinal)
        || Has(Without(part, ["vice president"]), "president");

    private static bool IsDirector(string part) =>
        (HasAny(part, TitleVocabulary.Director) && !Has(part, "assistant director")) || (Has(part, "chief") && !Has(part, "chief of staff"));

    // Marketingleiter, Vertriebsleiterin: a head in one word. Those of a team or a project are managers.
    private static bool IsGermanHead(string part) => part.Split(' ').Any(word =>
        (word.EndsWith("leiter", StringComparison.Ordinal) || word.EndsWith("leiterin", StringComparison.Ordinal))
        && !word.StartsWith("team", StringComparison.Ordinal) && !word.StartsWith("projekt", StringComparison.Ordinal));

    private static bool HasAny(string part, string[] words) => words.Any(word => Has(part, word));

    private static bool Has(string part, string word) => word.EndsWith('*')
        ? $" {part}".Contains(" " + word[..^1], StringComparison.Ordinal)
        : $" {part} ".Contains($" {word} ", StringComparison.Ordinal);

    private static string Without(string part, string[] words) => words.Aggregate(part, (left, word) => left.Replace(word, " ", StringComparison.Ordinal));

    private static IEnumerable<string> Parts(string title) =>
        title.Replace(" - ", ",", StringComparison.Ordinal).Split([',', ';', '|', '/', '(', ')', '–', '—', '\n', '·', ':'])
            .Select(Plain).Select(Own).Where(part => part.Length > 0);

    /// <summary>The part up to the words after which somebody else is named; "go to market" is a field of work and names nobody.</summary>
    private static string Own(string part)
    {
        var own = $" {part} ".Replace(" go to market ", " gtm ", StringComparison.Ordinal);
        foreach (var word in TitleVocabulary.OfSomebodyElse)
        {
            own = own.IndexOf(word, StringComparison.Ordinal) is var at and >= 0 ? own[..(at + 1)] : own;
        }

        return own.Trim();
    }

    /// <summary>Small letters and digits in words; no accents, no dots within (<c>V.P.</c> is <c>vp</c>), <c>&amp;</c> read as "and".</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormD).Replace("&", " and ", StringComparison.Ordinal))
        {
            if (char.IsLetterOrDigit(character))
            {
                plain.Append(char.ToLowerInvariant(character));
            }
            else if (character is not ('.' or '\'' or '’') && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(' ');
            }
        }

        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
