using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>A list of leads, next due first.</summary>
public static class LeadListCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(string title, IReadOnlyList<LeadState> leads, CardContext context, Reader reader) => throw new NotSupportedException();
}
