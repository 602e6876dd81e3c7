using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>Reads the neutral names of conversations: <c>dm:EMAIL</c> and <c>channel:NAME</c>.</summary>
internal static class AddressText
{
    private const string Direct = "dm:";
    private const string Shared = "channel:";

    /// <summary>The person of a direct conversation; null for a channel.</summary>
    public static string? PersonOf(string conversation) => After(Direct, conversation);

    /// <summary>The channel's name, whichever platform it is bound to; null for a direct conversation.</summary>
    public static string? ChannelOf(string conversation) => After(Shared, MessageKeys.Bound(conversation).Audience);

    /// <summary>The direct conversation with a person.</summary>
    public static string With(string email) => Direct + email;

    /// <summary>A channel's conversation.</summary>
    public static string In(string channel) => Shared + channel;

    private static string? After(string prefix, string conversation) =>
        conversation.StartsWith(prefix, StringComparison.Ordinal) ? conversation[prefix.Length..] : null;
}
