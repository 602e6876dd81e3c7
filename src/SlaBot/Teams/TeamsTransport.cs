using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Teams;

/// <summary>Brings cards to Teams: one live message for each key, replaced in place; what is not known to have arrived is said again, marked, for Teams cannot be asked.</summary>
internal sealed class TeamsTransport(TeamsClient teams, TeamsPeople people, TeamsChannels channels, TeamsBook book, TeamsHosts hosts, TeamsPace pace, TeamsAlarms alarms, CurrentRules rules, TeamsOptions settings)
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
    public string? Fault => teams.Fault?.Sentence("Teams");

    /// <inheritdoc/>
    public bool Reaches(Person person) => people.MayReach(person);

    /// <inheritdoc/>
    public int Sureness(Person person) => !people.MayReach(person) ? 0 : person.TeamsId is not null ? 2 : people.Member(person) is not null ? 1 : 0;

    /// <inheritdoc/>
    public bool Holds(string channel) => channels.NameOf(channel) is not null;

    /// <inheritdoc/>
    public async Task<SendOutcome> SendAsync(Outgoing outgoing, CancellationToken stop)
    {
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

        var (place, no) = await DeliverAsync(outgoing, standing, target, service!, stop);
        return place is not null ? new Sent(Name, place.MessageId, place.Conversation) : await OutcomeAsync(outgoing, no!);
    }

    private async Task<(string? Target, string? Service, TeamsFault? Fault)> PlaceAsync(Outgoing outgoing, CancellationToken stop)
    {
        if (Audience.PersonOf(outgoing.Item.Audience) is { } email)
        {
            return rules.Now.People.Find(email) is { } person ? await people.ChatOfAsync(person, stop) : (null, null, new TeamsFault(TeamsTrouble.Target, "UnknownPerson"));
        }

        var found = await channels.FindAsync(Audience.ChannelOf(outgoing.Item.Audience) ?? outgoing.Item.Audience, stop);
        return found.Id is { } id && TeamsPlace.Of(outgoing.Thread) is { } thread && TeamsPlace.Bare(thread.Conversation) == TeamsPlace.Bare(id)
            ? (TeamsPlace.Thread(id, TeamsPlace.RootOf(thread.Conversation) ?? thread.Activity), found.Service, null)
            : found;
    }

    private async Task<(TeamsPlace? Place, TeamsFault? Fault)> DeliverAsync(Outgoing outgoing, TeamsPlace? standing, string target, string service, CancellationToken stop)
    {
        if (standing is not null)
        {
            var updated = await teams.UpdateAsync(service, standing.Conversation, standing.Activity, Activity(outgoing, outgoing.Card), stop);
            if (updated.Fault is not { Kind: TeamsTrouble.Gone })
            {
                return (updated.Ok ? standing : null, updated.Fault);
            }

            // Somebody deleted it: it is said anew, where it belongs now.
            var (again, at, no) = await PlaceAsync(outgoing, stop);
            return again is null ? (null, no) : await PostAsync(outgoing, outgoing.Card, again, at!, stop);
        }

        var card = outgoing.Item.TriedAt is null ? outgoing.Card : outgoing.Card with { Blocks = [new Context(Repeat), .. outgoing.Card.Blocks] };
        var posted = await PostAsync(outgoing, card, target, service, stop);
        if (posted.Fault is { Kind: TeamsTrouble.Gone } && Audience.PersonOf(outgoing.Item.Audience) is { } email && rules.Now.People.Find(email) is { } person)
        {
            // The chat's history was removed: it is begun once more.
            await people.ForgetChatAsync(person);
            var (chat, at, no) = await people.ChatOfAsync(person, stop);
            return chat is null ? (null, no) : await PostAsync(outgoing, card, chat, at!, stop);
        }

        return posted;
    }

    private async Task<(TeamsPlace? Place, TeamsFault? Fault)> PostAsync(Outgoing outgoing, Card card, string target, string service, CancellationToken stop)
    {
        var activity = Activity(outgoing, card);
        if (target.StartsWith("19:", StringComparison.Ordinal) && TeamsPlace.RootOf(target) is null && Audience.PersonOf(outgoing.Item.Audience) is null)
        {
            return await BeginThreadAsync(target, service, activity, stop);
        }

        var posted = await teams.PostAsync(service, target, activity, stop);
        return posted.Ok && posted.Body.Text("id") is { } id ? (new TeamsPlace(target, id), null) : (null, posted.Fault ?? new TeamsFault(TeamsTrouble.Unknown, "no_id"));
    }

    private async Task<(TeamsPlace? Place, TeamsFault? Fault)> BeginThreadAsync(string channel, string service, JsonObject activity, CancellationToken stop)
    {
        var begun = await teams.BeginAsync(service, new JsonObject
        {
            ["isGroup"] = true,
            ["bot"] = new JsonObject { ["id"] = $"28:{settings.AppId}" },
            ["tenantId"] = settings.TenantId,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel }, ["tenant"] = new JsonObject { ["id"] = settings.TenantId } },
            ["activity"] = activity,
        }, channel, stop);
        var root = begun.Body.Text("activityId") ?? (begun.Body.Text("id") is { } id ? TeamsPlace.RootOf(id) : null);
        return begun.Ok && root is not null ? (new TeamsPlace(TeamsPlace.Thread(channel, root), root), null) : (null, begun.Fault ?? new TeamsFault(TeamsTrouble.Unknown, "no_id"));
    }

    private JsonObject Activity(Outgoing outgoing, Card card)
    {
        // An escalation calls its people by name; anything else would only ring.
        var calls = outgoing.Item.Purpose == Purpose.Notice && Audience.PersonOf(outgoing.Item.Audience) is null;
        var mentions = calls ? new TeamsMentions(email => rules.Now.People.Find(email) is { } person ? people.Member(person)?.Id : null) : null;
        return TeamsCards.Activity(TeamsCards.Draw(card, mentions), card.Summary);
    }

    private async Task<SendOutcome> OutcomeAsync(Outgoing outgoing, TeamsFault fault)
    {
        var now = outgoing.Now;
        switch (fault.Kind)
        {
            case TeamsTrouble.Limited:
                return new SendLater(now + (fault.RetryAfter ?? Duration.FromSeconds(5)) + Duration.FromSeconds(1), $"Teams' rate limit ({fault.Code})");
            case TeamsTrouble.Unreachable:
                pace.RestAWhile();
                return new SendLater(now + Wait(), $"Teams is not reached ({fault.Code})");
            case TeamsTrouble.Unknown when outgoing.Existing is not null:
                pace.RestAWhile();
                return new SendLater(now + Wait(), $"Teams did not answer ({fault.Code})");
            case TeamsTrouble.Unknown:
                pace.RestAWhile();
                return new SendUnknown($"Teams did not answer ({fault.Code})");
            default:
                return await RefusedAsync(outgoing, fault);
        }
    }

    private async Task<SendOutcome> RefusedAsync(Outgoing outgoing, TeamsFault fault)
    {
        var sentence = fault.Sentence(Called(outgoing.Item.Audience));
        if (fault.Kind == TeamsTrouble.Target && Audience.PersonOf(outgoing.Item.Audience) is { } email && rules.Now.People.Find(email) is { } person)
        {
            await people.RefuseAsync(person, fault.Code);
        }

        // A lead's own card raises the desk's alarm; what cannot be said in the administrators' channel is only logged.
        if (outgoing.Item is not { Purpose: Purpose.Card, Lead: not null })
        {
            await alarms.RaiseAsync(fault.Kind == TeamsTrouble.Token ? TeamsAlarms.About(fault) : $"{fault.Code}|{outgoing.Item.Audience}", "Teams does not take a message", sentence, "What waits is kept and sent when it is mended.");
        }

        return new SendRefused(fault.Code, sentence) { OnlyThis = fault.Kind == TeamsTrouble.Other };
    }

    private string Called(string audience) => Audience.PersonOf(audience) is { } email
        ? rules.Now.People.NameOf(email)
        : $"the channel {channels.NameOf(Audience.ChannelOf(audience) ?? audience) ?? Audience.ChannelOf(audience)}";

    private static Duration Wait() => Duration.FromSeconds(20 + Random.Shared.Next(10));
}
