using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Engine;

/// <summary>What is worked out about a lead when somebody looks at it.</summary>
internal sealed class LeadInsights(LeadCommandProcessor engine, CurrentAgreement agreement, IClock clock)
{
    /// <summary>The lead with its criteria; those of an inquiry as it meets, misses or lacks data for them
    /// now.</summary>
    public LeadState Judged(LeadState lead) =>
        lead with { Criteria = MqlFindings.Of(lead, agreement.Now.Policy, clock.GetCurrentInstant()) };

    /// <summary>How a deadline came about; null when that clause never ran on that lead.</summary>
    public WhyReport? Why(LeadState lead, ClauseKind clause) =>
        SlaBot.Core.Leads.Why.Explain(lead, clause, engine.Calendars.Of);
}
