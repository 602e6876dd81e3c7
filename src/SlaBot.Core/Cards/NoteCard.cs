using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;

namespace SlaBot.Core.Cards;

/// <summary>A short text for one reader.</summary>
public static class NoteCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(string title, string text) => throw new NotSupportedException();
}
