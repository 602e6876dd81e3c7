using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>The channels of the settings as Slack's ids: given, or found by name among the bot's channels and then all
/// of them.</summary>
internal sealed partial class SlackChannels(SlackClient slack, IReadOnlyDictionary<string, string?> names, IClock clock)
{
    private const int MostPages = 40;
    private static readonly Duration Fresh = Duration.FromHours(1);
    private readonly ConcurrentDictionary<string, (string Id, Instant At)> ids = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a channel of the settings is called in Slack; null when it has no place there.</summary>
    public string? NameOf(string key) => names.TryGetValue(key, out var name) ? name : key;

    /// <summary>The id of a channel of the settings.</summary>
    public async Task<(string? Id, SlackError? Fault)> IdOfAsync(string key, CancellationToken stop)
    {
        if (NameOf(key) is not { } name)
        {
            return (null,
                new SlackError(SlackErrorKind.Target, "no_such_channel", "it has no Slack name in the settings"));
        }

        if (Id().IsMatch(name))
        {
            return (name, null);
        }

        if (ids.TryGetValue(name, out var known) && clock.GetCurrentInstant() - known.At <= Fresh)
        {
            return (known.Id, null);
        }

        return await SearchAsync(name, stop);
    }

    /// <summary>Forgets what was found: a channel was renamed, archived, or the bot was invited.</summary>
    public void Forget() => ids.Clear();

    /// <summary>The keys of the settings that have a place in Slack.</summary>
    public IEnumerable<string> ConfiguredNames => names.Where(name => name.Value is not null).Select(name => name.Key);

    private async Task<(string? Id, SlackError? Fault)> SearchAsync(string name, CancellationToken stop)
    {
        SlackError? unable = null;
        foreach (var mine in new[] { true, false })
        {
            string? cursor = null;
            for (var page = 0; page < MostPages; page++)
            {
                var found = await slack.ChannelsAsync(mine, cursor, stop);
                if (found.Fault is { } fault)
                {
                    unable ??= fault;
                    break;
                }

                foreach (var channel in found.Body.Items("channels"))
                {
                    Note(channel.Text("name"), channel.Text("id"));
                }

                if (ids.TryGetValue(name, out var hit))
                {
                    return (hit.Id, null);
                }

                cursor = found.Text("response_metadata", "next_cursor");
                if (string.IsNullOrEmpty(cursor))
                {
                    break;
                }
            }
        }

        return (null, unable ?? new SlackError(SlackErrorKind.Target, "channel_not_found"));
    }

    private void Note(string? name, string? id)
    {
        if (name is not null && id is not null)
        {
            ids[name] = (id, clock.GetCurrentInstant());
        }
    }

    [GeneratedRegex("^[CG][A-Z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

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
        return (null,
            opened.Fault is { Kind: SlackErrorKind.Unknown } lost
                ? lost with { Kind = SlackErrorKind.Unreachable }
                : opened.Fault ?? new SlackError(SlackErrorKind.Other, "no_channel"));
    }
}

/// <summary>Where in Slack the channels and the people of the settings are written to.</summary>
internal sealed class SlackConversations(SlackChannels channels, DirectChannels directs, CurrentAgreement rules)
{
    /// <summary>True when a channel of the settings has a place in Slack.</summary>
    public bool Holds(string channel) => channels.NameOf(channel) is not null;

    /// <summary>The id of the channel, or of the direct conversation, that an address means.</summary>
    public async Task<(string? Id, SlackError? Fault)> IdOfAsync(ChatAddress address, CancellationToken stop) =>
        address.Email is not { } email
            ? await channels.IdOfAsync(address.ChannelKey ?? address.Text, stop)
        : rules.Now.People.Find(email) is { } person ? await directs.ChannelOfAsync(person, stop)
        : (null, new SlackError(SlackErrorKind.Target, "users_not_found"));

    /// <summary>What a fault means at that address, as a sentence.</summary>
    public string Sentence(ChatAddress address, SlackError fault) => address.Email is { } email
        ? fault.SentenceFor(rules.Now.People.NameOf(email))
        : fault.Sentence(
            $"#{channels.NameOf(address.ChannelKey ?? address.Text) ?? address.ChannelKey}");

    /// <summary>Forgets the ids: Slack does not know one of them any more.</summary>
    public void Forget()
    {
        channels.Forget();
        directs.Forget();
    }
}
