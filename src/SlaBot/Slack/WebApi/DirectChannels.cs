using System.Collections.Concurrent;
using SlaBot.Core.Policy;

namespace SlaBot.Slack.WebApi;

/// <summary>The direct conversations with people; opening one again is harmless.</summary>
internal sealed class DirectChannels(SlackClient slack, SlackPeople people)
{
    private readonly ConcurrentDictionary<string, string> channels = [];

    /// <summary>Forgets what was opened: Slack does not know one of them any more.</summary>
    public void Forget() => channels.Clear();

    /// <summary>The channel of the direct conversation with a person.</summary>
    public async Task<(string? Channel, SlackError? Fault)> ChannelOfAsync(Person person, CancellationToken stop)
    {
        var (user, fault) = await people.UserOfAsync(person, stop);
        if (user is null)
        {
            return (null, fault);
        }

        if (channels.TryGetValue(user, out var known))
        {
            return (known, null);
        }

        var opened = await slack.OpenDirectAsync(user, stop);
        if (opened.Text("channel", "id") is { } channel)
        {
            return (channels[user] = channel, null);
        }

        // Opening is harmless to repeat: nothing is unknown about it.
        return (null, opened.Fault is { Kind: SlackErrorKind.Unknown } lost ? lost with { Kind = SlackErrorKind.Unreachable } : opened.Fault ?? new SlackError(SlackErrorKind.Other, "no_channel"));
    }
}
