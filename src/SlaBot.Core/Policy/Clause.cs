using SlaBot.Core.Time;

namespace SlaBot.Core.Policy;

/// <summary>The instant from which a <see cref="ClauseKind.FirstTouch"/> clause counts.</summary>
public enum ClauseStart
{
    /// <summary>The instant the clause itself implies (handoff: MQL; decision: assignment; the others: acceptance,
    /// rejection, dispute).</summary>
    Implied,

    /// <summary>The MQL instant.</summary>
    Mql,

    /// <summary>The assignment (the default of <c>firstTouch</c>).</summary>
    Assigned,

    /// <summary>The acceptance.</summary>
    Accepted,
}

/// <summary>The instant at which a <see cref="ClauseKind.Handoff"/> is done.</summary>
public enum HandoffEnd
{
    /// <summary>An owner was assigned (default).</summary>
    Assigned,

    /// <summary>The owner's card reached the owner.</summary>
    Delivered,
}

/// <summary>Which leads owe a reason under <see cref="ClauseKind.Feedback"/>.</summary>
public enum FeedbackScope
{
    /// <summary>Rejections and losses.</summary>
    Rejections,

    /// <summary>Every MQL.</summary>
    All,
}

/// <summary>
/// One rung of the ladder climbed after a breach: how long after it (counted from the breach, on the obligation's
/// calendar) and whom to tell:
/// <c>owner</c>, <c>manager</c>, <c>role:executive</c>, <c>channel:Escalations</c> or an e-mail address.
/// </summary>
public sealed record Rung(Target After, IReadOnlyList<string> Tell)
{
    /// <summary>The rung takes the lead back and gives it to the next eligible seller (<c>Do: reassign</c>), at most so
    /// many times a life (<c>Times</c>); null for a rung that only tells.</summary>
    public int? TakesBack { get; init; }
}

/// <summary>One promise of the agreement: from which event, until which, for whom, within what.</summary>
public sealed record Clause
{
    private static readonly string[] Nobody = ["bad data", "wrong contact"];

    /// <summary>What is promised.</summary>
    public required ClauseKind Kind { get; init; }

    /// <summary>The tier that this wording is for; null for all tiers.</summary>
    public string? Tier { get; init; }

    /// <summary>The team that this wording is for; null for all teams.</summary>
    public string? Team { get; init; }

    /// <summary>The lead's region that this wording is for, as it is sent; null for all regions. Never beside a
    /// team.</summary>
    public string? Region { get; init; }

    /// <summary>When the clock starts.</summary>
    public ClauseStart From { get; init; }

    /// <summary>The moment of the lead's life from which it counts: <see cref="From"/>, or where that names none its
    /// kind's own.</summary>
    public LeadMoment StartsAt => From switch
    {
        ClauseStart.Implied => ClauseDefinition.Of(Kind).StartsAt,
        ClauseStart.Mql => LeadMoment.Qualified,
        ClauseStart.Assigned => LeadMoment.Assigned,
        ClauseStart.Accepted => LeadMoment.Accepted,
    };

    /// <summary>When a handoff is done.</summary>
    public HandoffEnd Until { get; init; }

    /// <summary>How long it may take.</summary>
    public required Target Within { get; init; }

    /// <summary>Fractions of the target at which the party is warned, ascending, each between 0 and 1.</summary>
    public IReadOnlyList<decimal> Warnings { get; init; } = [];

    /// <summary>Who is told at and after the breach.</summary>
    public IReadOnlyList<Rung> Ladder { get; init; } = [];

    /// <summary>Cadence: touches needed from acceptance on (at least 1).</summary>
    public int Touches { get; init; }

    /// <summary>Cadence: distinct channels needed among them (at least 1).</summary>
    public int Channels { get; init; } = 1;

    /// <summary>Cadence: outcome codes that count as a full cadence.</summary>
    public IReadOnlyList<string> CreditCodes { get; init; } = [];

    /// <summary>Cadence: true when the agreement says in so many words that no code counts as a full cadence.</summary>
    public bool CreditsNone { get; init; }

    /// <summary>
    /// Whether an outcome counts as a full cadence: one of <see cref="CreditCodes"/>, or, where the agreement names
    /// none, one that says that there is nobody to work (bad data, wrong contact).
    /// </summary>
    public bool Credits(string code) => CreditCodes.Count > 0
        ? CreditCodes.Contains(code.Trim(), StringComparer.OrdinalIgnoreCase)
        : !CreditsNone && Nobody.Any(words => code.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>Feedback: which leads owe a reason.</summary>
    public FeedbackScope Of { get; init; }

    /// <summary>First touch: the only channel that counts, where the agreement names one.</summary>
    public string? Method { get; init; }

    /// <summary>True when the value is the product's default, not the template's or the customer's.</summary>
    public bool IsDefault { get; init; }

    /// <summary>Who owes it.</summary>
    public Party Party => Kind.Party();

    /// <summary>For whom this wording is, such as <c>tier high-intent, region GB</c>; null when it is for
    /// all.</summary>
    public string? For
    {
        get
        {
            string?[] parts = [Tier is null ? null : $"tier {Tier}", Team is null ? null : $"team {Team}",
                Region is null ? null : $"region {Region}"];
            var said = string.Join(", ", parts.OfType<string>());
            return said.Length == 0 ? null : said;
        }
    }
}

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

/// <summary>The names by which clauses are known outside: settings keys, API, <c>why</c>. Short for
/// <see cref="ClauseDefinition"/>.</summary>
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
