using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Tallies;

/// <summary>Where a lead's deadlines come from: frozen with its obligations, else computed from the agreement on the agreement's calendar.</summary>
internal static class Deadlines
{
    /// <summary>The wording that binds: that of the tier and the region known when the clause starts, as later words change no deadline.</summary>
    internal static Clause? ClauseOf(LeadFacts lead, SlaPolicy policy, ClauseKind kind)
    {
        var team = kind == ClauseKind.Handoff ? null : lead.AssignmentAt(lead.AssignedSecond).Team;
        var clause = policy.ClauseFor(kind, lead.Tier, team, lead.Region);
        if (clause is null or { Tier: null, Region: null })
        {
            return clause;
        }

        var start = StartOf(lead, clause);
        return policy.ClauseFor(kind, lead.TierAsOf(start), team, lead.RegionAsOf(start));
    }

    /// <summary>The first obligation of a clause that had started as of then.</summary>
    internal static ObligationFacts? Frozen(LeadFacts lead, ClauseKind kind, long asOf)
    {
        ObligationFacts? first = null;
        foreach (var one in lead.Obligations)
        {
            if (one.Clause == kind && one.StartedAt <= asOf && (first is null || one.StartedAt < first.StartedAt))
            {
                first = one;
            }
        }

        return first;
    }

    /// <summary>Whether a duty from this start is older than any obligation of the lead, as all are that come from a history file.</summary>
    internal static bool IsHistory(LeadFacts lead, long start) => start < lead.FirstObligationSecond;

    private static long StartOf(LeadFacts lead, Clause clause) => clause.Kind switch
    {
        ClauseKind.Handoff => lead.MqlSecond,
        ClauseKind.FirstTouch => ClockStart(lead, clause),
        ClauseKind.Decision => lead.AssignedSecond,
        ClauseKind.Feedback => Math.Min(lead.LostSecond, lead.RejectionAsOf(LeadFacts.Never - 1)?.At ?? LeadFacts.Never),
        _ => lead.AcceptedSecond,
    };

    /// <summary>The start of the lead's own clock: the MQL instant, the first assignment (also where the agreement says nothing) or the acceptance.</summary>
    internal static long ClockStart(LeadFacts lead, Clause? clause) => clause?.From switch
    {
        ClauseStart.Mql => lead.MqlSecond,
        ClauseStart.Accepted => lead.AcceptedSecond,
        _ => lead.AssignedSecond,
    };

    /// <summary>The deadlines that the agreement gives; kept with the lead until another agreement asks.</summary>
    internal static ComputedDeadlines Computed(LeadFacts lead, SlaPolicy policy)
    {
        if (lead.Computed is { } kept && ReferenceEquals(kept.Policy, policy))
        {
            return kept;
        }

        var touch = ClauseOf(lead, policy, ClauseKind.FirstTouch);
        return lead.Computed = new ComputedDeadlines(
            policy,
            Of(ClauseKind.Handoff, lead.MqlSecond),
            touch is null ? LeadFacts.Never : DueOf(touch.Within, ClockStart(lead, touch), policy),
            Of(ClauseKind.Cadence, lead.AcceptedSecond),
            Of(ClauseKind.Decision, lead.AssignedSecond),
            Of(ClauseKind.Disposition, lead.AcceptedSecond));

        long Of(ClauseKind kind, long start) =>
            start != LeadFacts.Never && ClauseOf(lead, policy, kind) is { } clause ? DueOf(clause.Within, start, policy) : LeadFacts.Never;
    }

    /// <summary>The deadline of a target; never where it is out of reach.</summary>
    internal static long DueOf(Target within, long start, SlaPolicy policy) =>
        start == LeadFacts.Never ? LeadFacts.Never
        : within.DeadlineFrom(Instant.FromUnixTimeSeconds(start), policy.Calendar)?.ToUnixTimeSeconds() ?? LeadFacts.Never;
}
