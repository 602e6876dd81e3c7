using SlaBot.Core.Leads.Obligations;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads.Decisions;

/// <summary>Takes lines of a history: facts that count at their own time. No clock is started, nothing is armed and
/// nobody is told.</summary>
internal static class HistoryImport
{
    public static Decision Record(LeadState? lead, ImportHistory command, DecisionContext terms)
    {
        var draft = new DecisionBuilder(lead, terms, command);
        if (Guard(lead, command) is { } refusal)
        {
            return draft.No(refusal.Code, refusal.Sentence);
        }

        if (lead is null)
        {
            draft.Emit(new HistoryOpened(command.Lead) { At = command.Action, RecordedAt = command.Now });
        }

        if (command.Fact is { } fact)
        {
            draft.Emit(Completed(draft, fact) with { RecordedAt = command.Now });
        }

        return draft.Done();
    }

    /// <summary>Actions of people and senders, which a lead of the past no longer takes.</summary>
    public static Refusal? Closed(LeadState lead, LeadCommand command) =>
        !lead.IsHistory || command is Tick or Place or HandOver or ReportCard or Erase ? null : new Refusal(
            "history",
            $"{lead.Id} is told by an imported history and takes no deeds here. Send what happened since as lines of "
            + $"a history, or the lead under an id of its own.");

    private static Refusal? Guard(LeadState? lead, ImportHistory command) =>
        command.At > command.Now
            ? new Refusal("in-future", "That time is still to come; a history tells what has happened.")
        : lead is { IsHistory: false } ? new Refusal("live-lead", $"{lead.Id} is a live lead; its history is its own.")
        : lead is { IsErased: true } ? new Refusal("erased", "This lead was erased on request; only its counts remain.")
        : null;

    /// <summary>Freezes what the data came to as it is known now; it is what remains when the fields themselves are
    /// erased.</summary>
    private static LeadEvent Completed(DecisionBuilder draft, LeadEvent fact)
    {
        if (fact is Rejected rejected && draft.Terms.Policy.IsReroute(rejected.Reason))
        {
            return rejected with { Then = RejectConsequence.Reroute };
        }

        if (fact is not MqlReached mql)
        {
            return fact;
        }

        var policy = draft.Terms.Policy;
        var profile = SentProfile.Merge(SentProfile.Of(mql.Sent, mql.Amount), draft.State.Profile);
        return mql with
        {
            Data = Qualification.DataOf(policy, profile) with { IsBriefed = null },
            Tier = policy.Tiers.Count == 0 || policy.IsDefault("Tiers") || profile.Field("tier") is not null
                ? null : policy.TierOf(profile, mql.At),
            FitsIcp = policy.Icp is { } icp ? CriterionJudge.Judge(icp, profile, null, mql.At) == Finding.Met : null,
        };
    }
}
