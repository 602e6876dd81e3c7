using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>What can be asked for in chat.</summary>
public static class HelpCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(Person? person) => throw new NotSupportedException();
}
