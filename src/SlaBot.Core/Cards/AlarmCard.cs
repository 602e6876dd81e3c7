using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>An administrator must do something.</summary>
public static class AlarmCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(string title, string sentence, string remedy) => throw new NotSupportedException();
}
