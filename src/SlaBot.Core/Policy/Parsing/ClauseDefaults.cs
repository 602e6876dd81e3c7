using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Policy.Parsing;

/// <summary>What holds for warnings and ladders when neither template nor customer says anything (PRODUCT.md, "The lead's life").</summary>
internal static class ClauseDefaults
{
    private const long TwoHours = 7200;

    /// <summary>At 80 % of the target, and at 50 % too when the target is over two hours.</summary>
    internal static IReadOnlyList<decimal> Warnings(Target within) =>
        within.Amount == 0 ? [] : within.InDays || within.Amount > TwoHours ? [0.5m, 0.8m] : [0.8m];

    /// <summary>One rung at the breach itself, for whoever answers for the party.</summary>
    internal static IReadOnlyList<Rung> Ladder(ClauseKind kind, string? arbiter) =>
        [new Rung(Target.Zero, kind.Party() switch
        {
            Party.Marketing => ["channel:Escalations", "role:marketing"],
            Party.RevOps => [arbiter ?? "role:revops", "channel:Admin"],
            _ => ["owner", "manager", "channel:Escalations"],
        })];
}
