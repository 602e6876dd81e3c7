using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>A team's leads by owner, and who is away.</summary>
public static class TeamCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(string title, IReadOnlyList<LeadState> leads, IReadOnlyList<Absence> absences, CardContext context, Reader reader) => throw new NotSupportedException();
}
