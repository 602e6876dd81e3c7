using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>The one live card of a lead for one reader.</summary>
public static class LeadCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(LeadState lead, CardContext context, Reader reader) => throw new NotSupportedException();
}
