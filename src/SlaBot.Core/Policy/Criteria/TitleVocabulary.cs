namespace SlaBot.Core.Policy.Criteria;

/// <summary>The words in which job titles speak of rank and department; matched as whole words, without case, dots and accents.</summary>
internal static class TitleVocabulary
{
    internal const string General = "general";

    internal static readonly string[] Entry =
    [
        "intern", "internship", "trainee", "student", "apprentice", "secretary", "assistant", "werkstudent", "praktikant", "assistent", "assistentin",
        "asistente", "assistente", "former", "formerly", "ex", "past", "retired", "aspiring", "seeking",
    ];

    /// <summary>After these words a title names whom it serves: <c>assistant to the CEO</c>, <c>manager, office of the COO</c>.</summary>
    internal static readonly string[] OfSomebodyElse = [" to ", " office of ", " reporting ", " on behalf of "];

    /// <summary>Ranks that are called assistant and are none.</summary>
    internal static readonly string[] AssistantRanks = ["assistant vice president", "assistant vp", "assistant director", "assistant manager", "assistant general manager"];

    internal static readonly string[] Chief =
    [
        "ceo", "cmo", "cro", "coo", "cfo", "cto", "cio", "cpo", "chro", "cdo", "ciso", "cco", "cso", "cgo", "chief executive",
        "chairman", "chairwoman", "chairperson", "founder", "cofounder", "managing director", "managing partner", "business owner", "company owner", "co owner", "proprietor", "geschaftsfuhrer", "geschaftsfuhrerin",
    ];

    internal static readonly string[] SeniorVicePresident =
    [
        "svp", "evp", "senior vice president", "senior vp", "sr vice president", "sr vp", "snr vice president", "snr vp", "executive vice president",
        "executive vp", "exec vice president", "exec vp", "group vice president", "group vp",
    ];

    internal static readonly string[] VicePresident = ["vp", "avp", "gvp", "rvp", "vice president", "vicepresident", "vice pres", "vicepresidente", "general manager"];

    internal static readonly string[] Head = ["head", "leiter", "leiterin", "leitung", "bereichsleiter", "abteilungsleiter"];

    internal static readonly string[] Director = ["director", "dir", "directeur", "directrice", "direktor", "direktorin", "directora", "direttore", "direttrice", "diretor", "diretora"];

    internal static readonly string[] Manager =
        ["manager", "managerin", "mgr", "lead", "leader", "supervisor", "gerente", "jefe", "jefa", "responsable", "teamleiter", "teamleiterin", "projektleiter"];

    /// <summary>"Lead" as a thing to be sold to, not as a rank.</summary>
    internal static readonly string[] LeadsToSell = ["lead generation", "lead gen", "lead development", "lead qualification", "lead nurturing"];

    /// <summary>Departments by name, and the words that tell them; a word ending in * begins one.</summary>
    internal static readonly Dictionary<string, string[]> Departments = new(StringComparer.OrdinalIgnoreCase)
    {
        ["marketing"] =
        [
            "marketing*", "mktg", "mktng", "growth", "brand", "branding", "demand generation", "demand gen", "demandgen", "communications", "comms", "public relations", "pr",
            "content", "seo", "sem", "advertising", "customer acquisition", "gtm", "cmo", "cgo", "mercadeo", "mercadotecnia", "mops",
        ],
        ["sales"] =
        [
            "sales", "presales", "salesops", "business development", "biz dev", "bizdev", "bd", "revenue", "revops", "cro", "commercial", "commerciale", "account executive",
            "account manager", "account management", "account director", "key account", "key accounts", "gtm", "partnerships", "alliances", "sdr", "bdr", "vertrieb*", "ventes", "ventas", "vendite", "vendas",
        ],
        ["operations"] =
        [
            "operations", "operation", "operational", "operating officer", "chief operating", "ops", "revops", "salesops", "bizops", "mops", "coo", "supply chain",
            "logistics", "operaciones", "operazioni", "operacoes", "betriebsleiter", "betriebsleitung",
        ],
        ["finance"] = ["finance", "financial", "finances", "finanzen", "cfo", "accounting", "accountant", "accounts payable", "controller", "treasury"],
        ["product"] = ["product", "products", "cpo"],
        ["engineering"] = ["engineering", "engineer", "software", "devops", "cto", "technology", "technical", "r and d"],
        ["it"] = ["it", "cio", "chief information", "chief security", "information technology", "information security", "information systems", "infrastructure", "ciso"],
        ["hr"] = ["hr", "human resources", "people", "talent", "recruiting", "recruitment", "chro"],
        ["legal"] = ["legal", "counsel", "compliance"],
        ["procurement"] = ["procurement", "purchasing", "sourcing", "buyer"],
        ["customer success"] = ["customer success", "customer service", "customer support", "customer experience", "chief customer", "support", "cx"],
        ["data"] = ["data", "analytics", "business intelligence"],
        [General] =
        [
            "ceo", "chief executive", "chairman", "chairwoman", "chairperson", "president", "founder", "cofounder", "owner", "managing director",
            "managing partner", "general manager", "geschaftsfuhrer", "geschaftsfuhrerin",
        ],
    };
}
