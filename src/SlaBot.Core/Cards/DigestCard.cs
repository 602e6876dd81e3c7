using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>Many notices as one list.</summary>
public static class DigestCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(IReadOnlyList<(LeadState Lead, string ObligationId, string Level)> items, CardContext context, Reader reader) => throw new NotSupportedException();
}
