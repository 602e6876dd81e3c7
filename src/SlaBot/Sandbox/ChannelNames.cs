using SlaBot.Chat;

namespace SlaBot.Sandbox;

/// <summary>The channels' real names by their keys in the settings (<c>Escalations</c>, …): what readers see in place of the key.</summary>
internal sealed record ChannelNames(IReadOnlyDictionary<string, string> ByKey)
{
    /// <summary>The conversation as outwardly named: <c>channel:sla-escalations</c> for <c>channel:Escalations</c>; others as they are.</summary>
    public string Outward(string conversation) =>
        AddressText.ChannelOf(conversation) is { } key && ByKey.TryGetValue(key, out var name) ? AddressText.In(name) : conversation;
}
