namespace SlaBot.Core.Policy.Parsing;

/// <summary>Checks what no single key shows: parts of an agreement that read well each and make no sense together.</summary>
public static class PolicyValidator
{
    /// <summary>Adds a fault for every contradiction.</summary>
    /// <param name="policy">The agreement as read.</param>
    /// <param name="scan">The place it was read from, for the full keys.</param>
    public static void Check(SlaPolicy policy, SettingsSection scan)
    {
        Twice(scan, "FeedbackCodes", policy.FeedbackCodes);
        Twice(scan, "RejectReasons", policy.RejectReasons.Select(each => each.Reason));
        if (policy.Clauses.Count == 0)
        {
            scan.Fault("Clauses", "promises nothing: keep at least one clause.");
        }

        foreach (var code in policy.InterimCodes.Intersect(policy.CadenceCodes, StringComparer.OrdinalIgnoreCase))
        {
            scan.Fault("CadenceCodes", $"holds \"{code}\", which is among InterimCodes too: a code either ends work or does not.");
        }

        if (policy.CadenceCodes.Count > 0 && policy.Clauses.All(each => each.Kind != ClauseKind.Cadence) && scan.Node["CadenceCodes"] is { IsShipped: false })
        {
            scan.Fault("CadenceCodes", "asks for a full cadence, and the agreement has no cadence clause: add Clauses:cadence or write [].");
        }

        if (policy.CodeBeforeLost && policy.FeedbackCodes.Count == 0)
        {
            scan.Fault("CodeBeforeLost", "asks for an outcome code, and FeedbackCodes lists none.");
        }
        else if (policy.LossNeedsOutcome && policy.FeedbackCodes.All(code => policy.InterimCodes.Contains(code, StringComparer.OrdinalIgnoreCase)))
        {
            scan.Fault("InterimCodes", "lists every outcome code, so that no lead could ever be lost: leave at least one that ends work.");
        }
    }

    private static void Twice(SettingsSection scan, string key, IEnumerable<string> words)
    {
        foreach (var twice in words.GroupBy(each => each, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            scan.Fault(key, $"lists \"{twice.Key}\" twice: keep one.");
        }
    }
}
