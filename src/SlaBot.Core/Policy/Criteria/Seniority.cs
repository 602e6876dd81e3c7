namespace SlaBot.Core.Policy.Criteria;

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
        ("staff", Seniority.Staff), ("manager", Seniority.Manager), ("director", Seniority.Director), ("head", Seniority.Head), ("vp", Seniority.VicePresident),
        ("svp", Seniority.SeniorVicePresident), ("c-level", Seniority.Chief),
    ];

    /// <summary>The word of a rank: <c>vp</c>.</summary>
    public static string Name(this Seniority rank) => All.FirstOrDefault(pair => pair.Meaning == rank).Word ?? "entry";
}
