using SlaBot.Core.Policy;

namespace SlaBot.Core.Leads.Obligations;

/// <summary>
/// What an agreement asks before a lead may be closed: a full cadence before an outcome that means "not reached", and
/// an ending outcome before a loss (AGREEMENTS.md, What this asks of the program, 4). The decider refuses by it, and
/// the forms offer by it.
/// </summary>
public static class OutcomeGate
{
    /// <summary>
    /// Whether the lead may not be lost yet: the agreement asks for an ending outcome first, and none was given since
    /// it was accepted (anew, after nurture).
    /// An outcome that means "not reached" was itself refused until the cadence was complete, so it needs no second
    /// look here.
    /// </summary>
    /// <param name="policy">The agreement in force.</param>
    /// <param name="lead">The lead as it stands.</param>
    public static bool HoldsLoss(SlaPolicy policy, LeadState lead) =>
        policy.LossNeedsOutcome && !Given(lead).Any(given => given.Ends);

    /// <summary>Why the lead may not be lost yet; null when it may.</summary>
    internal static Refusal? CheckLoss(SlaPolicy policy, LeadState lead)
    {
        if (!HoldsLoss(policy, lead))
        {
            return null;
        }

        var name = LeadName.Of(lead);
        var interim = Given(lead).LastOrDefault(given => !given.Ends);
        var ending = policy.FeedbackCodes.Except(policy.InterimCodes, StringComparer.OrdinalIgnoreCase);
        return new Refusal("needs-code", interim is null
            ? $"Record the outcome of {name} before closing it as lost."
            : $"\"{interim.Code}\" does not end the work on {name}. Before closing it as lost, record an outcome "
                + $"that does: {string.Join("; ", ending)}.");
    }

    /// <summary>Whether the lead's cadence stands in the way of the codes that wait for it: it was started, not
    /// excused, and is not complete.</summary>
    /// <param name="lead">The lead as it stands.</param>
    public static bool HoldsCadenceCodes(LeadState lead) => Cadence(lead) is { } cadence && !IsComplete(cadence, lead);

    /// <summary>Why this code may not be given yet; null when it may.</summary>
    internal static Refusal? CheckCode(SlaPolicy policy, LeadState lead, string code)
    {
        if (!policy.CadenceCodes.Contains(code, StringComparer.OrdinalIgnoreCase) || Cadence(lead) is not { } cadence
            || IsComplete(cadence, lead))
        {
            return null;
        }

        var (touches, _) = Evidence.Worked(lead);
        var channels = cadence.Channels > 1 ? $" on {cadence.Channels} channels" : "";
        return new Refusal(
            "cadence-incomplete",
            $"\"{code}\" needs {cadence.Touches} touches{channels}; "
            + $"{touches} {(touches == 1 ? "is" : "are")} logged. Log the next attempt first.");
    }

    private static IEnumerable<Disposition> Given(LeadState lead) =>
        lead.Dispositions.Where(given => !(given.At < lead.DecidedAt));

    private static bool IsComplete(Obligation cadence, LeadState lead)
    {
        var (touches, channels) = Evidence.Worked(lead);
        return touches >= cadence.Touches && channels >= cadence.Channels;
    }

    /// <summary>What was frozen at acceptance counts; a cadence that was excused holds nothing up.</summary>
    private static Obligation? Cadence(LeadState lead) =>
        lead.Obligations.LastOrDefault(
            duty => duty.Clause == ClauseKind.Cadence) is { Status: not ObligationStatus.Waived } cadence
            ? cadence : null;
}
