using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Teams;

/// <summary>
/// Brings cards to Teams: one live message for each key, replaced in place. Teams cannot be asked what became of a post: one that is not known to have arrived is
/// said again exactly once, marked, when Teams answers again; after that it is an administrator's.
/// </summary>
internal sealed class TeamsTransport(TeamsClient teams, TeamsDelivery delivery, TeamsPeople people, TeamsChannels channels, TeamsBook book, TeamsHosts hosts, TeamsPace pace, TeamsOnce once, TeamsAlarms alarms, TeamsRefusals refusals, CurrentRules rules, IDeskReader reader)
    : IChatTransport
{
    /// <summary>The name in the posts' table.</summary>
    public const string Name = "teams";

    private const string Repeat = "This may be a repeat: Teams did not say whether the first one arrived.";

    /// <inheritdoc/>
    public string Platform => Name;

    /// <inheritdoc/>
    public bool IsRemote => true;

    /// <inheritdoc/>
    public string? Fault => (teams.Fault ?? refusals.Fault)?.Sentence("Teams");

    /// <inheritdoc/>
    public bool Reaches(Person person) => people.MayReach(person);

    /// <inheritdoc/>
    public int Sureness(Person person) => !people.MayReach(person) ? 0 : person.TeamsId is not null ? 2 : people.Member(person) is not null ? 1 : 0;

    /// <inheritdoc/>
    public bool Holds(string channel) => channels.NameOf(channel) is not null;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
    {
        if (Refusal(outgoing) is { } known)
        {
            return Refused(outgoing, known);
        }

        var standing = TeamsPlace.Of(outgoing.Existing);
        var (target, service, fault) = standing is not null
            ? (standing.Conversation, book.ServiceOf(standing.Conversation) ?? book.AnyService() ?? hosts.Usual, null)
            : await PlaceAsync(outgoing, stop);
        if (target is null)
        {
            return await OutcomeAsync(outgoing, fault!);
        }

        if (pace.Take(TeamsPlace.Bare(target)) is { } turn)
        {
            return new SendLater(turn, "the conversation's pace");
        }

        return standing is not null ? await UpdateAsync(outgoing, standing, service!, stop)
            : outgoing.Item.TriedAt is null ? await PostAsync(outgoing, outgoing.Card, target, service!, stop)
            : await RepeatAsync(outgoing, target, service!, stop);
    }

    private async Task<(string? Target, string? Service, TeamsFault? Fault)> PlaceAsync(Outgoing outgoing, CancellationToken stop)
    {
        if (PersonOf(outgoing) is { } person)
        {
            return await people.ChatOfAsync(person, stop);
        }

        var found = Audience.PersonOf(outgoing.Item.Audience) is not null
            ? (null, null, new TeamsFault(TeamsTrouble.Target, "UnknownPerson"))
            : await channels.FindAsync(Audience.ChannelOf(outgoing.Item.Audience) ?? outgoing.Item.Audience, stop);
        return found.Id is { } id && TeamsPlace.Of(outgoing.Thread) is { } thread && TeamsPlace.Bare(thread.Conversation) == TeamsPlace.Bare(id)
            ? (TeamsPlace.Thread(id, TeamsPlace.RootOf(thread.Conversation) ?? thread.Activity), found.Service, null)
            : found;
    }

    private async Task<SendOutcome> UpdateAsync(Outgoing outgoing, TeamsPlace standing, string service, CancellationToken stop)
    {
        var fault = await delivery.UpdateAsync(outgoing, standing, service, stop);
        if (fault is not { Kind: TeamsTrouble.Gone })
        {
            return fault is null ? At(standing) : await OutcomeAsync(outgoing, fault);
        }

        // Somebody deleted it: it is said anew, where it belongs now.
        var (target, at, no) = await PlaceAsync(outgoing, stop);
        return target is null ? await OutcomeAsync(outgoing, no!) : await PostAsync(outgoing, outgoing.Card, target, at!, stop);
    }

    private async Task<SendOutcome> PostAsync(Outgoing outgoing, Card card, string target, string service, CancellationToken stop)
    {
        var (place, fault) = await delivery.PostAsync(outgoing, card, target, service, stop);
        if (fault is { Kind: TeamsTrouble.Gone } && PersonOf(outgoing) is { } person)
        {
            // The chat's history was removed: it is begun once more.
            await people.ForgetChatAsync(person);
            var (chat, at, no) = await people.ChatOfAsync(person, stop);
            (place, fault) = chat is null ? (null, no) : await delivery.PostAsync(outgoing, card, chat, at!, stop);
        }

        if (fault is { Kind: TeamsTrouble.Gone } && await channels.FindAnewAsync(Audience.ChannelOf(outgoing.Item.Audience), target, stop) is { Id: { } id } found)
        {
            // The channel was made anew under its old name.
            (place, fault) = await delivery.PostAsync(outgoing, card, id, found.Service!, stop);
        }

        return place is not null ? At(place) : await OutcomeAsync(outgoing, fault!);
    }

    /// <summary>Nothing is written into a silence: first Teams must answer something harmless. Then once, marked; never a third time until the lead has changed.</summary>
    private async Task<SendOutcome> RepeatAsync(Outgoing outgoing, string target, string service, CancellationToken stop)
    {
        var mark = $"twice|{outgoing.Item.Id}|{(outgoing.Item.Lead is { } lead ? reader.Lead(lead)?.FactVersion : 0)}";
        if (await once.IsKnownAsync(mark))
        {
            return Twice(outgoing);
        }

        if (await delivery.AskAsync(target, service, stop) is { } silence)
        {
            return await OutcomeAsync(outgoing, silence.IsSilence ? silence with { Kind = TeamsTrouble.Unknown } : silence);
        }

        var outcome = await PostAsync(outgoing, outgoing.Card with { Blocks = [new Context(Repeat), .. outgoing.Card.Blocks] }, target, service, stop);
        if (outcome is not SendUnknown)
        {
            return outcome;
        }

        await once.IsFirstAsync(mark);
        var given = Twice(outgoing);
        await alarms.RaiseAsync($"twice|{outgoing.Item.Key}", "A message may not have arrived in Teams", given.Sentence, "Look whether it is there. It is not said a third time by itself; the next change of the lead brings it again.");
        return given;
    }

    private SendRefused Twice(Outgoing outgoing) =>
        new("no_answer_twice", $"Teams did not say, twice, whether a message for {Called(outgoing.Item.Audience)} arrived.") { OnlyThis = true };

    private static Sent At(TeamsPlace place) => new(Name, place.MessageId, place.Conversation);

    private Person? PersonOf(Outgoing outgoing) => Audience.PersonOf(outgoing.Item.Audience) is { } email ? rules.Now.People.Find(email) : null;

    private async Task<SendOutcome> OutcomeAsync(Outgoing outgoing, TeamsFault fault)
    {
        var now = outgoing.Now;
        switch (fault.Kind)
        {
            case TeamsTrouble.Limited:
                return new SendLater(now + (fault.RetryAfter ?? Duration.FromSeconds(5)) + Duration.FromSeconds(1), $"Teams' rate limit ({fault.Code})");
            case TeamsTrouble.Unreachable:
                pace.RestAWhile();
                return new SendLater(now + Wait(), $"Teams is not reached ({fault.Code})") { IsOutage = true };
            case TeamsTrouble.Unknown:
                pace.RestAWhile();
                return outgoing.Existing is not null ? new SendLater(now + Wait(), $"Teams did not answer ({fault.Code})") : new SendUnknown($"Teams did not answer ({fault.Code})");
            default:
                return await RefusedAsync(outgoing, fault);
        }
    }

    /// <summary>Why it is not even tried: the place, or the person whose chat it stands in, was refused before.</summary>
    private TeamsFault? Refusal(Outgoing outgoing) => refusals.Of(outgoing.Item.Audience)
        ?? (outgoing.Existing is not null && PersonOf(outgoing) is { } person && people.RefusalOf(person) is { } code ? new TeamsFault(TeamsTrouble.Target, code) : null);

    // What stands in a chat that is closed waits alone: what comes after it goes where the person is.
    private SendRefused Refused(Outgoing outgoing, TeamsFault fault) => new(fault.Code, fault.Sentence(Called(outgoing.Item.Audience)))
    {
        IsStranger = fault.IsStranger && PersonOf(outgoing) is not null,
        OnlyThis = fault.Kind == TeamsTrouble.Other || (outgoing.Existing is not null && fault.Kind == TeamsTrouble.Target),
    };

    private async Task<SendOutcome> RefusedAsync(Outgoing outgoing, TeamsFault fault)
    {
        refusals.Keep(outgoing.Item.Audience, fault);
        var refused = Refused(outgoing, fault);
        if (fault.IsStranger && PersonOf(outgoing) is { } person)
        {
            // Another platform or the fallback channel takes it, and the administrator is told there.
            await people.RefuseAsync(person, fault.Code);
        }
        else if (outgoing.Item is not { Purpose: Purpose.Card, Lead: not null })
        {
            // A lead's own card raises the desk's alarm; what cannot be said in the administrators' channel is only logged.
            await alarms.RaiseAsync(fault.Kind == TeamsTrouble.Token ? TeamsAlarms.About(fault) : $"{fault.Code}|{outgoing.Item.Audience}", "Teams does not take a message", refused.Sentence, "What waits is kept and sent when it is mended.");
        }

        return refused;
    }

    private string Called(string audience) => Audience.PersonOf(audience) is { } email
        ? rules.Now.People.NameOf(email)
        : $"the channel {channels.NameOf(Audience.ChannelOf(audience) ?? audience) ?? Audience.ChannelOf(audience)}";

    private static Duration Wait() => Duration.FromSeconds(20 + Random.Shared.Next(10));
}
