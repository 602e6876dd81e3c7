using System.Text.Json.Nodes;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Interactions;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams;

/// <summary>One card to one place of Teams: posted into a chat, begun as a thread of a channel, or replaced where it
/// stands.</summary>
internal sealed class TeamsDelivery(TeamsClient teams, TeamsPeople people, TeamsDirectory book, UserSpecificViews views,
    TeamsOptions settings)
{
    /// <summary>Replaces it where it stands; a whole replacement, so harmless to repeat.</summary>
    public async Task<TeamsError?> UpdateAsync(Outgoing outgoing, TeamsMessageRef standing, string service,
        CancellationToken stop) =>
        (await AtAsync(service, standing.Conversation,
            at => teams.UpdateAsync(at, standing.Conversation, standing.Activity, Activity(outgoing, outgoing.Card),
                stop))).Fault;

    /// <summary>Posts it anew; a channel's own id begins a thread. An answer without an id is no answer.</summary>
    public async Task<(TeamsMessageRef? Place, TeamsError? Fault)> PostAsync(Outgoing outgoing, Card card,
        string target, string service, CancellationToken stop)
    {
        var activity = Activity(outgoing, card);
        if (outgoing.Item.Address.Email is null && TeamsMessageRef.RootOf(target) is null)
        {
            return await BeginThreadAsync(target, service, activity, stop);
        }

        var posted =
            await AtAsync(service, target, at => teams.PostAsync(at, target, activity.DeepClone().AsObject(), stop));
        return posted.Ok && posted.Body.Text("id") is { } id
            ? (new TeamsMessageRef(target, id), null) : (null, posted.Fault ?? NoId);
    }

    /// <summary>Asks something harmless about a conversation; the silence that is left, or null when Teams answers
    /// anything at all.</summary>
    public async Task<TeamsError?> AskAsync(string target, string service, CancellationToken stop)
    {
        var asked = await teams.GetAsync(service,
            $"v3/conversations/{Uri.EscapeDataString(TeamsMessageRef.Bare(target))}/pagedmembers?pageSize=50", stop);
        return asked.Fault is { } fault
            && (fault.IsSilence || fault.Kind is TeamsErrorKind.Limited or TeamsErrorKind.Token) ? fault : null;
    }

    /// <summary>At the service where the conversation was met last; where that knows nothing of it any more, at the one
    /// that spoke last.</summary>
    private async Task<TeamsResult> AtAsync(string service, string conversation, Func<string, Task<TeamsResult>> call)
    {
        var first = await call(service);
        if (first.Fault is not { Kind: TeamsErrorKind.Gone or TeamsErrorKind.Unreachable }
            || book.Latest is not { } latest || latest == service)
        {
            return first;
        }

        var second = await call(latest);
        if (second.Ok)
        {
            await book.MoveAsync(conversation, latest);
        }

        return second.Ok ? second : first;
    }

    private static TeamsError NoId => new(TeamsErrorKind.Unknown, "no_id");

    private async Task<(TeamsMessageRef? Place, TeamsError? Fault)> BeginThreadAsync(string channel, string service,
        JsonObject activity, CancellationToken stop)
    {
        var begun = await AtAsync(service, channel, at => teams.BeginThreadAsync(at, new JsonObject
        {
            ["isGroup"] = true,
            ["bot"] = new JsonObject { ["id"] = $"28:{settings.AppId}" },
            ["tenantId"] = settings.TenantId,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel },
                ["tenant"] = new JsonObject { ["id"] = settings.TenantId } },
            ["activity"] = activity.DeepClone(),
        }, channel, stop));
        var root = begun.Body.Text("activityId")
            ?? (begun.Body.Text("id") is { } id ? TeamsMessageRef.RootOf(id) : null);
        return begun.Ok && root is not null
            ? (new TeamsMessageRef(TeamsMessageRef.Thread(channel, root), root), null) : (null, begun.Fault ?? NoId);
    }

    private JsonObject Activity(Outgoing outgoing, Card card)
    {
        // An escalation calls its people by name; anything else would only ring.
        var calls = outgoing.Item.Kind == MessageKind.Notice && outgoing.Item.Address.Email is null;
        var drawn = TeamsCards.Draw(card, people.Mentions(calls));
        if (views.Refresh(outgoing, card) is { } refresh)
        {
            drawn["refresh"] = refresh;
        }

        return TeamsCards.Activity(drawn, card.Summary);
    }
}

/// <summary>What a "no" of Teams means for the message that got it: later, not known, or refused, and who is
/// told.</summary>
internal sealed class DeliveryOutcomes(TeamsPeople people, TeamsChannels channels, TeamsRateLimiter pace,
    TeamsAlarms alarms, TeamsRefusals refusals, CurrentAgreement rules)
{
    /// <summary>The outcome of a fault; what stays refused is kept, and said to whom it concerns.</summary>
    public async Task<SendOutcome> OfAsync(Outgoing outgoing, TeamsError fault)
    {
        var now = outgoing.Now;
        switch (fault.Kind)
        {
            case TeamsErrorKind.Limited:
                return new SendLater(now + Whole(fault.RetryAfter ?? Duration.FromSeconds(5)) + Duration.FromSeconds(1),
                    $"Teams' rate limit ({fault.Code})");
            case TeamsErrorKind.Unreachable:
                pace.RestAWhile();
                return new SendLater(now + Wait(), Unreached(fault)) { IsOutage = true };
            case TeamsErrorKind.Unknown:
                pace.RestAWhile();
                return outgoing.Existing is not null
                    ? new SendLater(now + Wait(), $"Teams did not answer ({fault.Code})")
                    : new SendUnknown($"Teams did not answer ({fault.Code})");
            default:
                return await RefusedAsync(outgoing, fault);
        }
    }

    /// <summary>What keeps every place from being reached; null when nothing does.</summary>
    public TeamsError? Everywhere => refusals.Fault;

    /// <summary>Why it is not even tried: the place, or the person whose chat it stands in, was refused
    /// before.</summary>
    public TeamsError? Known(Outgoing outgoing) => refusals.Of(outgoing.Item.Address)
        ?? (outgoing.Existing is not null && PersonOf(outgoing) is { } person && people.RefusalOf(person) is { } code
            ? new TeamsError(TeamsErrorKind.Target, code) : null);

    /// <summary>The outcome of such a no. What stands in a chat that is closed waits alone: what comes after it goes
    /// where the person is.</summary>
    public SendRefused Refused(Outgoing outgoing, TeamsError fault) =>
        new(fault.Code, fault.Sentence(Called(outgoing.Item.Address)))
    {
        IsStranger = fault.IsStranger && PersonOf(outgoing) is not null,
        OnlyThis = fault.Kind == TeamsErrorKind.Other
            || (outgoing.Existing is not null && fault.Kind == TeamsErrorKind.Target),
    };

    private async Task<SendOutcome> RefusedAsync(Outgoing outgoing, TeamsError fault)
    {
        refusals.Keep(outgoing.Item.Address, fault);
        var refused = Refused(outgoing, fault);
        if (fault.IsStranger && PersonOf(outgoing) is { } person)
        {
            // Another platform or the fallback channel takes it, and the administrator is told there.
            await people.RefuseAsync(person, fault.Code);
        }
        else if (outgoing.Item is not { Kind: MessageKind.Card, Lead: not null })
        {
            // A lead's own card raises the engine's alarm; what cannot be said in the administrators' channel is only
            // logged.
            await alarms.RaiseAsync(
                fault.Kind == TeamsErrorKind.Token ? TeamsAlarms.About(fault) : $"{fault.Code}|{outgoing.Item.Address}",
                "Teams does not take a message", refused.Sentence, "What waits is kept and sent when it is mended.");
        }

        return refused;
    }

    /// <summary>Whom or what a message was for, in words.</summary>
    public string Called(ChatAddress audience) => audience.Email is { } email
        ? rules.Now.People.NameOf(email)
        : $"the channel "
            + $"{channels.NameOf(audience.ChannelKey ?? audience.Text) ?? audience.ChannelKey}";

    private static string Unreached(TeamsError fault) =>
        fault.Code == TokenErrors.Silence ? fault.Sentence("Teams") : $"Teams is not reached ({fault.Code})";

    private Person? PersonOf(Outgoing outgoing) =>
        outgoing.Item.Address.Email is { } email ? rules.Now.People.Find(email) : null;

    // The outbox items wait in whole seconds: part of one would be ready before its conversation is, again and again.
    private static Duration Whole(Duration wait) => Duration.FromSeconds(Math.Ceiling(wait.TotalSeconds));

    private static Duration Wait() => Duration.FromSeconds(20 + Random.Shared.Next(10));
}
