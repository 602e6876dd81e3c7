using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>The agreement's words for stages, tiers and answers, each marked where it is the product's default.</summary>
internal static class AgreementTerms
{
    private static readonly string[] Stages =
        ["mql", "sal", "sql", "sqo", "opportunity", "won"];

    /// <summary>Stages, tiers, reasons for rejection and outcomes.</summary>
    public static IEnumerable<CardBlock> Of(SlaPolicy policy)
    {
        var lines = StageLines(policy).Concat(TierLines(policy)).Concat(Answers(policy)).Select(line => ((Line)line, Tone.Neutral)).ToList();
        return lines.Count == 0 ? [] : [new Heading("What the words mean"), new Bullets(lines)];
    }

    private static IEnumerable<string> StageLines(SlaPolicy policy) =>
        from stage in Stages
        where policy.Definitions.ContainsKey(stage)
        select Truncate.Note(policy.Definitions[stage]) + Mark(policy, "Definitions:" + stage);

    private static IEnumerable<string> TierLines(SlaPolicy policy) => policy.Tiers.Select(rule =>
        $"Tier {Truncate.Name(rule.Tier)}: {(rule.When is null ? "every other qualified lead" : Truncate.Note(rule.When.Label))}, where marketing gives no tier{Mark(policy, "Tiers")}");

    private static IEnumerable<string> Answers(SlaPolicy policy)
    {
        if (policy.RejectReasons.Count > 0)
        {
            yield return Truncate.Note($"Reasons to reject: {string.Join("; ", policy.RejectReasons.Select(rejectReason => rejectReason.Reason))}") + Mark(policy, "RejectReasons");
        }

        if (policy.FeedbackCodes.Count > 0)
        {
            yield return Truncate.Note($"Outcomes: {string.Join("; ", policy.FeedbackCodes)}") + Mark(policy, "FeedbackCodes");
        }

        if (policy.CadenceCodes.Count > 0)
        {
            yield return Truncate.Note($"Only after the full cadence: {string.Join("; ", policy.CadenceCodes)}") + Mark(policy, "CadenceCodes");
        }

        if (policy.LossNeedsOutcome)
        {
            yield return "A lead is closed as lost only with an outcome on file"
                + Mark(policy, policy.CodeBeforeLost ? "CodeBeforeLost" : "CadenceCodes");
        }
    }

    private static string Mark(SlaPolicy policy, string key) => policy.IsDefault(key) ? " (default)" : "";
}
