using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Policy;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>The channels of the settings as Slack's ids: given, or found once by name among the bot's channels and then
/// all of them. What was found is kept with the data: a channel that is renamed is followed by its id.</summary>
/// <param name="slack">Slack.</param>
/// <param name="names">The names by the keys of the settings.</param>
/// <param name="clock">Now.</param>
/// <param name="kept">What was found before; null where nothing is kept.</param>
internal sealed partial class SlackChannels(SlackClient slack, IReadOnlyDictionary<string, string?> names, IClock clock,
    KeptChannels? kept = null)
{
    private const int MostPages = 40;
    private static readonly Duration Fresh = Duration.FromHours(1);
    private readonly ConcurrentDictionary<string, (string Id, Instant At)> ids = new(StringComparer.OrdinalIgnoreCase);
    private volatile bool isDoubtful;

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

        if (kept?.IdOf(name) is { } before && !isDoubtful)
        {
            Note(name, before);
            return (before, null);
        }

        var (id, fault) = await SearchAsync(name, stop);
        if (id is null)
        {
            // Renamed, and something else was in doubt: it is still the one that it was.
            return kept?.IdOf(name) is { } old ? (old, null) : (null, fault);
        }

        await (kept?.KeepAsync(name, id) ?? Task.CompletedTask);
        isDoubtful = false;
        return (id, null);
    }

    /// <summary>Looks again: a channel was renamed, archived, or the bot was invited.</summary>
    public void Forget() => ids.Clear();

    /// <summary>Slack does not know one of them any more: they are looked for by their names.</summary>
    public void Doubt()
    {
        isDoubtful = true;
        ids.Clear();
    }

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

/// <summary>Under which id a channel of the settings was found, by its name there; kept with the data.</summary>
internal sealed class KeptChannels(IReadStore reader, LeadCommandProcessor engine)
{
    private const string Kind = "slack-channels";
    private const char Separator = '\n';

    /// <summary>The id that was found last under that name; null when none was.</summary>
    public string? IdOf(string name) => reader.Documents(Kind).Select(document => document.Body.Split(Separator))
        .LastOrDefault(parts => string.Equals(parts[0], name, StringComparison.OrdinalIgnoreCase))?[^1];

    /// <summary>Keeps it.</summary>
    public Task KeepAsync(string name, string id) => IdOf(name) == id ? Task.CompletedTask
        : engine.RecordAsync((at, batch) => batch.Documents.Add(new Document(Kind,
            $"{name}|{id}|{at.Now.ToUnixTimeSeconds()}", name + Separator + id, at.Now)));
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
        channels.Doubt();
        directs.Forget();
    }
}
