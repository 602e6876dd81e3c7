using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>A reminder before a deadline or an escalation after it.</summary>
public static class NoticeCard
{
    /// <summary>Draws it.</summary>
    public static Card? Draw(LeadState lead, string obligationId, string level, CardContext context, Reader reader, bool alreadyPosted) => throw new NotSupportedException();
}
