
namespace SlaBot.Engine;

/// <summary>
/// A channel that several platforms have: what is asked for it is asked for each platform by itself, as a post with a
/// key and a conversation of its own, so that each is made, redrawn and reconciled where it stands and waits for no
/// other platform.
/// </summary>
internal static class ChannelCopies
{
    /// <summary>The outbox item, and the same for each further platform of its channel. A list is made of what each
    /// platform's own conversation holds.</summary>
    public static IEnumerable<OutboxItem> Of(OutboxItem intent,
        IReadOnlyDictionary<string, IReadOnlyList<string>> platforms)
    {
        yield return intent;
        if (intent.Kind == MessageKind.Digest || KeyOf(intent.Address) is not { } name
            || !platforms.TryGetValue(name, out var all))
        {
            yield break;
        }

        foreach (var platform in all.Skip(1))
        {
            yield return intent with
            {
                Key = MessageKeys.Copy(intent.Key, platform),
                Address = intent.Address.On(platform),
                ThreadKey = intent.ThreadKey is { } thread ? MessageKeys.Copy(thread, platform) : null,
            };
        }
    }

    /// <summary>The platform to which a channel's conversation is bound; null where any that has the channel may take
    /// it.</summary>
    public static string? PlatformOf(ChatAddress address,
        IReadOnlyDictionary<string, IReadOnlyList<string>> platforms) =>
        address.Platform
            ?? (KeyOf(address) is { } name && platforms.TryGetValue(name, out var all) && all.Count > 1 ? all[0]
                : null);

    // Somebody's own conversation is one; and what is bound to a platform already has been copied.
    private static string? KeyOf(ChatAddress address) => address.Platform is null ? address.ChannelKey : null;
}
