namespace SlaBot.Core.Policy;

/// <summary>What a clause promises (PRODUCT.md, "Obligations run beside the lead").</summary>
public enum ClauseKind
{
    /// <summary>Marketing: from MQL until assigned or delivered.</summary>
    Handoff,

    /// <summary>Sales: from assignment until accepted or rejected.</summary>
    Decision,

    /// <summary>Sales: until the first touch at or after the start.</summary>
    FirstTouch,

    /// <summary>Sales: from acceptance until N touches on C channels.</summary>
    Cadence,

    /// <summary>Sales: from acceptance until an outcome or a stage.</summary>
    Disposition,

    /// <summary>Sales: from acceptance or the last update until the next, while open.</summary>
    StatusUpdate,

    /// <summary>Sales: from a rejection or a loss until its reason.</summary>
    Feedback,

    /// <summary>RevOps: from a dispute until the ruling.</summary>
    DisputeAnswer,
}

/// <summary>The names by which clauses are known outside: settings keys, API, <c>why</c>.</summary>

/// <summary>The names by which clauses are known outside: settings keys, API, <c>why</c>. Short for <see cref="ClauseDefinition"/>.</summary>
public static class ClauseNames
{
    /// <summary>The outward name: <c>firstTouch</c> for <see cref="ClauseKind.FirstTouch"/>.</summary>
    public static string Name(this ClauseKind kind) => ClauseDefinition.Of(kind).Name;

    /// <summary>The clause of that outward name, whatever its case; false when there is none.</summary>
    public static bool TryParse(string? name, out ClauseKind kind)
    {
        foreach (var definition in ClauseDefinition.All)
        {
            if (string.Equals(definition.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                kind = definition.Kind;
                return true;
            }
        }

        kind = default;
        return false;
    }

    /// <summary>Who owes the clause.</summary>
    public static Party Party(this ClauseKind kind) => ClauseDefinition.Of(kind).Party;
}
