using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Teams.Auth;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Interactions;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams;

/// <summary>One card to one place of Teams: posted into a chat, begun as a thread of a channel, or replaced where it stands.</summary>
internal sealed class TeamsDelivery(TeamsClient teams, TeamsPeople people, TeamsDirectory book, UserSpecificViews views, TeamsOptions settings)
{
    /// <summary>Replaces it where it stands; a whole replacement, so harmless to repeat.</summary>
    public async Task<TeamsError?> UpdateAsync(Outgoing outgoing, TeamsMessageRef standing, string service, CancellationToken stop) =>
        (await AtAsync(service, standing.Conversation, at => teams.UpdateAsync(at, standing.Conversation, standing.Activity, Activity(outgoing, outgoing.Card), stop))).Fault;

    /// <summary>Posts it anew; a channel's own id begins a thread. An answer without an id is no answer.</summary>
    public async Task<(TeamsMessageRef? Place, TeamsError? Fault)> PostAsync(Outgoing outgoing, Card card, string target, string service, CancellationToken stop)
    {
        var activity = Activity(outgoing, card);
        if (AddressText.PersonOf(outgoing.Item.Address) is null && TeamsMessageRef.RootOf(target) is null)
        {
            return await BeginThreadAsync(target, service, activity, stop);
        }

        var posted = await AtAsync(service, target, at => teams.PostAsync(at, target, activity.DeepClone().AsObject(), stop));
        return posted.Ok && posted.Body.Text("id") is { } id ? (new TeamsMessageRef(target, id), null) : (null, posted.Fault ?? NoId);
    }

    /// <summary>Asks something harmless about a conversation; the silence that is left, or null when Teams answers anything at all.</summary>
    public async Task<TeamsError?> AskAsync(string target, string service, CancellationToken stop)
    {
        var asked = await teams.GetAsync(service, $"v3/conversations/{Uri.EscapeDataString(TeamsMessageRef.Bare(target))}/pagedmembers?pageSize=50", stop);
        return asked.Fault is { } fault && (fault.IsSilence || fault.Kind is TeamsErrorKind.Limited or TeamsErrorKind.Token) ? fault : null;
    }

    /// <summary>At the service where the conversation was met last; where that knows nothing of it any more, at the one that spoke last.</summary>
    private async Task<TeamsResult> AtAsync(string service, string conversation, Func<string, Task<TeamsResult>> call)
    {
        var first = await call(service);
        if (first.Fault is not { Kind: TeamsErrorKind.Gone or TeamsErrorKind.Unreachable } || book.Latest is not { } latest || latest == service)
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

    private async Task<(TeamsMessageRef? Place, TeamsError? Fault)> BeginThreadAsync(string channel, string service, JsonObject activity, CancellationToken stop)
    {
        var begun = await AtAsync(service, channel, at => teams.BeginThreadAsync(at, new JsonObject
        {
            ["isGroup"] = true,
            ["bot"] = new JsonObject { ["id"] = $"28:{settings.AppId}" },
            ["tenantId"] = settings.TenantId,
            ["channelData"] = new JsonObject { ["channel"] = new JsonObject { ["id"] = channel }, ["tenant"] = new JsonObject { ["id"] = settings.TenantId } },
            ["activity"] = activity.DeepClone(),
        }, channel, stop));
        var root = begun.Body.Text("activityId") ?? (begun.Body.Text("id") is { } id ? TeamsMessageRef.RootOf(id) : null);
        return begun.Ok && root is not null ? (new TeamsMessageRef(TeamsMessageRef.Thread(channel, root), root), null) : (null, begun.Fault ?? NoId);
    }

    private JsonObject Activity(Outgoing outgoing, Card card)
    {
        // An escalation calls its people by name; anything else would only ring.
        var calls = outgoing.Item.Kind == MessageKind.Notice && AddressText.PersonOf(outgoing.Item.Address) is null;
        var drawn = TeamsCards.Draw(card, people.Mentions(calls));
        if (views.Refresh(outgoing.Item, card) is { } refresh)
        {
            drawn["refresh"] = refresh;
        }

        return TeamsCards.Activity(drawn, card.Summary);
    }
}
