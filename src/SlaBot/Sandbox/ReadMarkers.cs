using System.Collections.Concurrent;

namespace SlaBot.Sandbox;

/// <summary>Up to which post each conversation was looked at in this run; the sandbox has one onlooker.</summary>
internal sealed class ReadMarkers
{
    private readonly ConcurrentDictionary<string, long> upTo = new(StringComparer.Ordinal);

    /// <summary>The number of the last post seen there; 0 for none.</summary>
    public long Of(string conversation) => upTo.GetValueOrDefault(conversation);

    /// <summary>Everything up to this post was seen.</summary>
    public void See(string conversation, long number) => upTo.AddOrUpdate(conversation, number, (_, old) => Math.Max(old, number));
}
