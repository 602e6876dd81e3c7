namespace SlaBot.Core.Policy;

/// <summary>One line of an escalation matrix: what went wrong, who hears first, who hears next.</summary>
public sealed record EscalationLine(string Issue, string First, string Second)
{
    /// <summary>The clause whose ladder it is; null for what the reviews take up (weeks missed in a row).</summary>
    public ClauseKind? Clause { get; init; }
}

/// <summary>How the agreement is reviewed (AGREEMENTS.md, Review and Escalation).</summary>
public sealed record ReviewTerms
{
    /// <summary>When and before whom, in words; null when not said.</summary>
    public string? Rhythm { get; init; }

    /// <summary>True when each calendar quarter is reviewed too, as the table of target, actual and status.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingDefault)]
    public bool Quarterly { get; init; }

    /// <summary>What the agenda goes through, in order.</summary>
    public IReadOnlyList<string> Agenda { get; init; } = [];

    /// <summary>The question asked of every miss; null when none is agreed.</summary>
    public string? Question { get; init; }

    /// <summary>Missed weeks in a row, by either side, after which a named item tops the agenda (at least 1).</summary>
    public int MissedWeeks { get; init; } = 2;

    /// <summary>What follows then, in words; null when not said.</summary>
    public string? Escalation { get; init; }

    /// <summary>Whom that tells beside the agenda: <c>role:executive</c> or an e-mail address.</summary>
    public IReadOnlyList<string> Tell { get; init; } = ["role:executive"];

    /// <summary>Share of sales' first touches in time (0 to 1) under which a week counts as missed too, beside the
    /// weeks that are red by their colours; null: no such rule.</summary>
    public decimal? ResponseUnder { get; init; }

    /// <summary>Calendar days after launch (<see cref="PolicyChange"/>) in which a change needs a stated reason; 0 for
    /// none.</summary>
    public int FreezeDays { get; init; } = 30;

    /// <summary>Who hears of what.</summary>
    public IReadOnlyList<EscalationLine> Matrix { get; init; } = [];

    /// <summary>Who stands for the roles that the matrix names (<c>CMO</c>): an e-mail, <c>channel:NAME</c> or
    /// <c>role:ROLE</c>; null where nobody is named.</summary>
    public IReadOnlyDictionary<string, string>? Roles { get; init; }
}
