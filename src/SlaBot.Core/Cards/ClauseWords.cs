using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Cards;

/// <summary>What a duty is called, and what to do about it.</summary>
public static class ClauseWords
{
    /// <summary>What a reader calls the duty: <c>First touch</c>.</summary>
    public static string Called(ClauseKind kind) => throw new NotSupportedException();
}
