using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>The agreement on one page.</summary>
public static class AgreementCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(SlaPolicy policy, People people, IReadOnlyList<(string Party, string Name, Instant At)> signatures, Reader reader, Instant now) => throw new NotSupportedException();
}
