using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>Decides what should be seen after a lead's step. The engine writes it in the same transaction as the
/// step.</summary>
internal interface IOutboxPlanner
{
    /// <summary>The messages to make or to redraw; without numbers, which the engine gives.</summary>
    IReadOnlyList<OutboxItem> Plan(
        LeadState? before, LeadState after, IReadOnlyList<LeadEvent> events, AgreementRules rules, Instant now);
}
