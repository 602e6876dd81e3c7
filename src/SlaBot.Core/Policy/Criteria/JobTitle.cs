using System.Globalization;
using System.Text;

namespace SlaBot.Core.Policy.Criteria;

/// <summary>
/// What a job title says of rank and department, read from its words: <c>SVP, Global Sales &amp; Marketing</c> is a
/// senior vice president in sales and marketing. A title of several parts (comma, slash, spaced dash) has the highest
/// rank of them; one part that says assistant or student lowers all, and what follows "to" or "office of" (<c>assistant
/// to the CEO</c>) is somebody else. The head of the whole company stands in the department <c>general</c> alone.
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

    /// <summary>True when it is in that department: by the department's synonyms where it is known, else by its very
    /// words.</summary>
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
            : HasAny(Without(part, TitleVocabulary.LeadsToSell), TitleVocabulary.Manager)
                || Has(part, "assistant director") || Has(part, "chief of staff") ? Seniority.Manager
            : Seniority.Staff;
    }

    private static bool IsChief(string part) =>
        HasAny(part, TitleVocabulary.Chief) || (Has(part, "chief") && Has(part, "officer"))
            || part.StartsWith("owner", StringComparison.Ordinal)
        || Has(Without(part, ["vice president"]), "president");

    private static bool IsDirector(string part) =>
        (HasAny(part, TitleVocabulary.Director) && !Has(part, "assistant director"))
            || (Has(part, "chief") && !Has(part, "chief of staff"));

    // Marketingleiter, Vertriebsleiterin: a head in one word. Those of a team or a project are managers.
    private static bool IsGermanHead(string part) => part.Split(' ').Any(word =>
        (word.EndsWith("leiter", StringComparison.Ordinal) || word.EndsWith("leiterin", StringComparison.Ordinal))
        && !word.StartsWith("team", StringComparison.Ordinal) && !word.StartsWith("projekt", StringComparison.Ordinal));

    private static bool HasAny(string part, string[] words) => words.Any(word => Has(part, word));

    private static bool Has(string part, string word) => word.EndsWith('*')
        ? $" {part}".Contains(" " + word[..^1], StringComparison.Ordinal)
        : $" {part} ".Contains($" {word} ", StringComparison.Ordinal);

    private static string Without(string part, string[] words) =>
        words.Aggregate(part, (left, word) => left.Replace(word, " ", StringComparison.Ordinal));

    private static IEnumerable<string> Parts(string title) =>
        title.Replace(" - ", ",", StringComparison.Ordinal)
            .Split([',', ';', '|', '/', '(', ')', '–', '—', '\n', '·', ':'])
            .Select(Plain).Select(Own).Where(part => part.Length > 0);

    /// <summary>The part up to the words after which somebody else is named; "go to market" is a field of work and
    /// names nobody.</summary>
    private static string Own(string part)
    {
        var own = $" {part} ".Replace(" go to market ", " gtm ", StringComparison.Ordinal);
        foreach (var word in TitleVocabulary.OfSomebodyElse)
        {
            own = own.IndexOf(word, StringComparison.Ordinal) is var at and >= 0 ? own[..(at + 1)] : own;
        }

        return own.Trim();
    }

    /// <summary>Small letters and digits in words; no accents, no dots within (<c>V.P.</c> is <c>vp</c>), <c>&amp;</c>
    /// read as "and".</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var character in text.Normalize(NormalizationForm.FormD).Replace("&", " and ",
            StringComparison.Ordinal))
        {
            if (char.IsLetterOrDigit(character))
            {
                plain.Append(char.ToLowerInvariant(character));
            }
            else if (character is not ('.' or '\'' or '’')
                && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(' ');
            }
        }

        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}

/// <summary>The words in which job titles speak of rank and department; matched as whole words, without case, dots and
/// accents.</summary>
internal static class TitleVocabulary
{
    internal const string General = "general";

    internal static readonly string[] Entry =
    [
        "intern", "internship", "trainee", "student", "apprentice", "secretary", "assistant", "werkstudent",
        "praktikant", "assistent", "assistentin",
        "asistente", "assistente", "former", "formerly", "ex", "past", "retired", "aspiring", "seeking",
    ];

    /// <summary>After these words a title names whom it serves: <c>assistant to the CEO</c>, <c>manager, office of the
    /// COO</c>.</summary>
    internal static readonly string[] OfSomebodyElse = [" to ", " office of ", " reporting ", " on behalf of "];

    /// <summary>Ranks that are called assistant and are none.</summary>
    internal static readonly string[] AssistantRanks = ["assistant vice president", "assistant vp",
        "assistant director", "assistant manager", "assistant general manager"];

    internal static readonly string[] Chief =
    [
        "ceo", "cmo", "cro", "coo", "cfo", "cto", "cio", "cpo", "chro", "cdo", "ciso", "cco", "cso", "cgo",
        "chief executive",
        "chairman", "chairwoman", "chairperson", "founder", "cofounder", "managing director", "managing partner",
        "business owner", "company owner", "co owner", "proprietor", "geschaftsfuhrer", "geschaftsfuhrerin",
    ];

    internal static readonly string[] SeniorVicePresident =
    [
        "svp", "evp", "senior vice president", "senior vp", "sr vice president", "sr vp", "snr vice president",
        "snr vp", "executive vice president",
        "executive vp", "exec vice president", "exec vp", "group vice president", "group vp",
    ];

    internal static readonly string[] VicePresident = ["vp", "avp", "gvp", "rvp", "vice president", "vicepresident",
        "vice pres", "vicepresidente", "general manager"];

    internal static readonly string[] Head = ["head", "leiter", "leiterin", "leitung", "bereichsleiter",
        "abteilungsleiter"];

    internal static readonly string[] Director = ["director", "dir", "directeur", "directrice", "direktor",
        "direktorin", "directora", "direttore", "direttrice", "diretor", "diretora"];

    internal static readonly string[] Manager =
        ["manager", "managerin", "mgr", "lead", "leader", "supervisor", "gerente", "jefe", "jefa", "responsable",
            "teamleiter", "teamleiterin", "projektleiter"];

    /// <summary>"Lead" as a thing to be sold to, not as a rank.</summary>
    internal static readonly string[] LeadsToSell = ["lead generation", "lead gen", "lead development",
        "lead qualification", "lead nurturing"];

    /// <summary>Departments by name, and the words that tell them; a word ending in * begins one.</summary>
    internal static readonly Dictionary<string, string[]> Departments = new(StringComparer.OrdinalIgnoreCase)
    {
        ["marketing"] =
        [
            "marketing*", "mktg", "mktng", "growth", "brand", "branding", "demand generation", "demand gen",
            "demandgen", "communications", "comms", "public relations", "pr",
            "content", "seo", "sem", "advertising", "customer acquisition", "gtm", "cmo", "cgo", "mercadeo",
            "mercadotecnia", "mops",
        ],
        ["sales"] =
        [
            "sales", "presales", "salesops", "business development", "biz dev", "bizdev", "bd", "revenue", "revops",
            "cro", "commercial", "commerciale", "account executive",
            "account manager", "account management", "account director", "key account", "key accounts", "gtm",
            "partnerships", "alliances", "sdr", "bdr", "vertrieb*", "ventes", "ventas", "vendite", "vendas",
        ],
        ["operations"] =
        [
            "operations", "operation", "operational", "operating officer", "chief operating", "ops", "revops",
            "salesops", "bizops", "mops", "coo", "supply chain",
            "logistics", "operaciones", "operazioni", "operacoes", "betriebsleiter", "betriebsleitung",
        ],
        ["finance"] = ["finance", "financial", "finances", "finanzen", "cfo", "accounting", "accountant",
            "accounts payable", "controller", "treasury"],
        ["product"] = ["product", "products", "cpo"],
        ["engineering"] = ["engineering", "engineer", "software", "devops", "cto", "technology", "technical",
            "r and d"],
        ["it"] = ["it", "cio", "chief information", "chief security", "information technology", "information security",
            "information systems", "infrastructure", "ciso"],
        ["hr"] = ["hr", "human resources", "people", "talent", "recruiting", "recruitment", "chro"],
        ["legal"] = ["legal", "counsel", "compliance"],
        ["procurement"] = ["procurement", "purchasing", "sourcing", "buyer"],
        ["customer success"] = ["customer success", "customer service", "customer support", "customer experience",
            "chief customer", "support", "cx"],
        ["data"] = ["data", "analytics", "business intelligence"],
        [General] =
        [
            "ceo", "chief executive", "chairman", "chairwoman", "chairperson", "president", "founder", "cofounder",
            "owner", "managing director",
            "managing partner", "general manager", "geschaftsfuhrer", "geschaftsfuhrerin",
        ],
    };
}

/// <summary>How high a job title stands, lowest first; what a <see cref="JobTitle"/> reads out of a title.</summary>
public enum Seniority
{
    /// <summary>Student, intern, trainee, secretary, assistant.</summary>
    Entry,

    /// <summary>A specialist; also every title that says nothing of rank.</summary>
    Staff,

    /// <summary>Manager, team lead, supervisor.</summary>
    Manager,

    /// <summary>Director.</summary>
    Director,

    /// <summary>Head of a function.</summary>
    Head,

    /// <summary>Vice president; general manager.</summary>
    VicePresident,

    /// <summary>Senior or executive vice president.</summary>
    SeniorVicePresident,

    /// <summary>C-level, president, founder, owner, managing director.</summary>
    Chief,
}

/// <summary>The words by which settings name a rank.</summary>
public static class SeniorityNames
{
    /// <summary>Every word that settings may write, and the rank it means.</summary>
    public static IReadOnlyList<(string Word, Seniority Meaning)> All { get; } =
    [
        ("staff", Seniority.Staff), ("manager", Seniority.Manager), ("director", Seniority.Director),
        ("head", Seniority.Head), ("vp", Seniority.VicePresident),
        ("svp", Seniority.SeniorVicePresident), ("c-level", Seniority.Chief),
    ];

    /// <summary>The word of a rank: <c>vp</c>.</summary>
    public static string Name(this Seniority rank) => All.FirstOrDefault(pair => pair.Meaning == rank).Word ?? "entry";
}
