using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Interactions;

namespace SlaBot.Teams;

/// <summary>
/// Brings cards to Teams: one live message for each key, replaced in place. Teams cannot be asked what became of a
/// post: one that is not known to have arrived is said again exactly once, marked, when Teams answers again; after that
/// it is an administrator's.
/// </summary>
internal sealed class TeamsPlatform(TeamsClient teams, TeamsDelivery delivery, TeamsPeople people,
    TeamsConversations conversations, TeamsRateLimiter pace, TeamsRepeats repeats, DeliveryOutcomes outcomes)
    : IChatPlatform
{
    /// <summary>The name in the posts' table.</summary>
    public const string Name = TeamsOptions.Platform;

    private const string Repeat = "This may be a repeat: Teams did not say whether the first one arrived.";

    /// <inheritdoc/>
    public string Platform => Name;

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <inheritdoc/>
    public string? Fault => (teams.Fault ?? outcomes.Everywhere)?.Sentence("Teams");

    /// <inheritdoc/>
    public bool Reaches(Person person) => people.MayReach(person);

    /// <inheritdoc/>
    public string? WhyNot(Person person) =>
        people.RefusalOf(person) is { } code ? new TeamsError(TeamsErrorKind.Target, code).Sentence(person.Name) : null;

    /// <inheritdoc/>
    public int Sureness(Person person) =>
        !people.MayReach(person)
            ? 0 : person.IdOn(TeamsPlatform.Name) is not null ? 2 : people.Member(person) is not null ? 1 : 0;

    /// <inheritdoc/>
    public bool Holds(string channel) => conversations.Holds(channel);

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
    {
        if (outcomes.Known(outgoing) is { } known)
        {
            return outcomes.Refused(outgoing, known);
        }

        var standing = TeamsMessageRef.Of(outgoing.Existing);
        var (target, service, fault) = standing is not null
            ? (standing.Conversation, conversations.ServiceOf(standing.Conversation), null)
            : await conversations.FindAsync(outgoing, stop);
        if (target is null)
        {
            return await outcomes.OfAsync(outgoing, fault!);
        }

        if (pace.Take(TeamsMessageRef.Bare(target)) is { } turn)
        {
            return new SendLater(turn, "the conversation's pace");
        }

        return standing is not null ? await UpdateAsync(outgoing, standing, service!, stop)
            : outgoing.Item.TriedAt is null ? await PostAsync(outgoing, outgoing.Card, target, service!, stop)
            : await RepeatAsync(outgoing, target, service!, stop);
    }

    private async Task<SendOutcome> UpdateAsync(Outgoing outgoing, TeamsMessageRef standing, string service,
        CancellationToken stop)
    {
        var fault = await delivery.UpdateAsync(outgoing, standing, service, stop);
        if (fault is not { Kind: TeamsErrorKind.Gone })
        {
            return fault is null ? At(standing) : await outcomes.OfAsync(outgoing, fault);
        }

        // Somebody deleted it: it is said anew, where it belongs now.
        var (target, at, no) = await conversations.FindAsync(outgoing, stop);
        return target is null
            ? await outcomes.OfAsync(outgoing, no!) : await PostAsync(outgoing, outgoing.Card, target, at!, stop);
    }

    private async Task<SendOutcome> PostAsync(Outgoing outgoing, Card card, string target, string service,
        CancellationToken stop)
    {
        var (place, fault) = await delivery.PostAsync(outgoing, card, target, service, stop);
        if (fault is { Kind: TeamsErrorKind.Gone } && await conversations.FindAnewAsync(outgoing, target, stop) is var
            (fresh, at, no))
        {
            (place, fault) = fresh is null ? (null, no) : await delivery.PostAsync(outgoing, card, fresh, at!, stop);
        }

        if (place is null)
        {
            return await outcomes.OfAsync(outgoing, fault!);
        }

        pace.Taken();
        return At(place);
    }

    /// <summary>Nothing is written into a silence: first Teams must answer something harmless. Then once, marked; never
    /// a third time until the lead has changed.</summary>
    private async Task<SendOutcome> RepeatAsync(Outgoing outgoing, string target, string service,
        CancellationToken stop)
    {
        var mark = repeats.MarkOf(outgoing);
        if (await repeats.IsSpentAsync(mark))
        {
            return repeats.Refused(outgoing);
        }

        // A 500 for the question is an answer where other messages go through; where nothing does, it is a silence like
        // any other.
        if (await delivery.AskAsync(target, service, stop) is { } silence
            && !(silence.Status == 500 && pace.HasTakenSince(outgoing.Item.TriedAt)))
        {
            return await outcomes.OfAsync(outgoing,
                silence.IsSilence ? silence with { Kind = TeamsErrorKind.Unknown } : silence);
        }

        var outcome = await PostAsync(outgoing,
            outgoing.Card with { Blocks = [new Context(Repeat), .. outgoing.Card.Blocks] }, target, service, stop);
        return outcome is SendUnknown ? await repeats.GiveUpAsync(outgoing, mark) : outcome;
    }

    private static Sent At(TeamsMessageRef place) => new(Name, place.MessageId, place.Conversation);
}

/// <summary>Which conversation of Teams a message goes into, and at which service that is reached.</summary>
internal sealed class TeamsConversations(TeamsPeople people, TeamsChannels channels, TeamsDirectory book,
    ServiceUrlAllowList hosts, CurrentAgreement rules)
{
    /// <summary>True when a channel of the settings has a place in Teams.</summary>
    public bool Holds(string channel) => channels.NameOf(channel) is not null;

    /// <summary>The service of a conversation: where it was met, else one that was met, else the usual one.</summary>
    public string ServiceOf(string conversation) =>
        book.ServiceOf(conversation) ?? book.AnyService() ?? hosts.Usual;

    /// <summary>Where a message goes: the person's chat, the channel, or the thread in it that it replies to.</summary>
    public async Task<(string? Target, string? Service, TeamsError? Fault)> FindAsync(Outgoing outgoing,
        CancellationToken stop)
    {
        if (PersonOf(outgoing) is { } person)
        {
            return await people.ChatOfAsync(person, stop);
        }

        var found = outgoing.Item.Address.Email is not null
            ? (null, null, new TeamsError(TeamsErrorKind.Target, "UnknownPerson"))
            : await channels.FindAsync(outgoing.Item.Address.ChannelKey ?? outgoing.Item.Address.Text, stop);
        return found.Id is { } id && TeamsMessageRef.Of(outgoing.Thread) is { } thread
            && TeamsMessageRef.Bare(thread.Conversation) == TeamsMessageRef.Bare(id)
            ? (TeamsMessageRef.Thread(id, TeamsMessageRef.RootOf(thread.Conversation) ?? thread.Activity),
                found.Service, null)
            : found;
    }

    /// <summary>Where it goes in place of a conversation that is gone: a chat whose history was removed is begun once
    /// more, a channel may have been made anew under its old name. Null when there is nothing else.</summary>
    public async Task<(string? Target, string? Service, TeamsError? Fault)?> FindAnewAsync(Outgoing outgoing,
        string gone, CancellationToken stop)
    {
        if (PersonOf(outgoing) is { } person)
        {
            await people.ForgetChatAsync(person);
            return await people.ChatOfAsync(person, stop);
        }

        return await channels.FindAnewAsync(outgoing.Item.Address.ChannelKey, gone, stop);
    }

    private Person? PersonOf(Outgoing outgoing) =>
        outgoing.Item.Address.Email is { } email ? rules.Now.People.Find(email) : null;
}

/// <summary>Remembers on file which messages were said again because Teams had not answered: none is said a third time
/// until its lead has changed.</summary>
internal sealed class TeamsRepeats([FromKeyedServices(TeamsPlatform.Name)] RequestDeduplicator once,
    TeamsAlarms alarms, DeliveryOutcomes outcomes, IReadStore reader)
{
    private const string Doubt = "A message may not have arrived in Teams";

    /// <summary>What stands for the one repeat of a message, until its lead changes.</summary>
    public string MarkOf(Outgoing outgoing) =>
        $"twice|{outgoing.Item.Id}|{(outgoing.Item.Lead is { } lead ? reader.Lead(lead)?.FactVersion : 0)}";

    /// <summary>True when it was said again already.</summary>
    public Task<bool> IsSpentAsync(string mark) => once.IsKnownAsync(mark);

    /// <summary>Teams did not answer the repeat either: it is an administrator's now.</summary>
    public async Task<SendRefused> GiveUpAsync(Outgoing outgoing, string mark)
    {
        await once.IsFirstAsync(mark);
        var refused = Refused(outgoing);
        await (outgoing.Item.Kind == MessageKind.Alarm ? alarms.LogAsync(Doubt, outgoing.Item.Address.Text)
            : alarms.RaiseAsync($"twice|{outgoing.Item.Key}", Doubt, refused.Sentence,
                "Look whether it is there. It is not said a third time by itself; the next change of the lead brings "
                + "it again."));
        return refused;
    }

    /// <summary>Why it is not said a third time.</summary>
    public SendRefused Refused(Outgoing outgoing) =>
        new("no_answer_twice",
            $"Teams did not say, twice, whether a message for {outcomes.Called(outgoing.Item.Address)} arrived.") { OnlyThis = true };
}
