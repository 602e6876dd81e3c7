using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>QueueCard.</summary>
public static class QueueCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(LeadState lead, CardContext context, Reader reader) => throw new NotSupportedException();
}
