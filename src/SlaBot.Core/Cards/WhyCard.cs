using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>How a deadline came about, for a reader.</summary>
public static class WhyCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(LeadState lead, WhyReport report, CardContext context, Reader reader) => throw new NotSupportedException();
}
