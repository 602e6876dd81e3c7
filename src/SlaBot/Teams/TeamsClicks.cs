using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Desk;

namespace SlaBot.Teams;

/// <summary>What a press is answered with: a card, or a sentence.</summary>
internal sealed record TeamsReply(JsonObject? Card, string? Sentence, bool Ok);

/// <summary>Pressed buttons and sent forms, by either way: decided at once; a form's faults come back at their fields, in place.</summary>
internal sealed class TeamsClicks(ActionDoor door, TeamsPeople people, TeamsPosts posts, TeamsTalk talk, TeamsClient teams, Errands errands, IDeskReader reader)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>An <c>adaptiveCard/action</c>: the body of the answer.</summary>
    public async Task<JsonObject> InvokeAsync(JsonElement activity, CancellationToken stop)
    {
        if (TeamsTarget.Read(activity.At("value", "action", "data")) is not { } target)
        {
            return Body(400, "application/vnd.microsoft.error", new JsonObject { ["code"] = "BadRequest", ["message"] = "This button carries nothing that is known here." });
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        var reply = await TakeAsync(activity, target, activity.At("value", "action", "data")!.Value, patience.Token);
        return reply.Card is { } card
            ? Body(200, TeamsCards.ContentType, card)
            : Body(200, "application/vnd.microsoft.activity.message", reply.Sentence ?? "Done.");
    }

    /// <summary>A message that carries a button's data: what an older client sends.</summary>
    public async Task SubmitAsync(JsonElement activity, CancellationToken stop)
    {
        if (TeamsTarget.Read(activity.At("value")) is not { } target)
        {
            return;
        }

        var reply = await TakeAsync(activity, target, activity.At("value")!.Value, stop);
        await errands.RunAsync(token => AnswerAsync(activity, reply, token));
    }

    private async Task<TeamsReply> TakeAsync(JsonElement activity, TeamsTarget target, JsonElement data, CancellationToken stop)
    {
        if (await people.PersonOfAsync(activity, stop) is not { } person)
        {
            return new TeamsReply(null, TeamsTalk.Stranger, false);
        }

        var post = posts.PostAt(activity.Text("conversation", "id"), activity.Text("replyToId"));
        target = target with { Lead = target.Lead ?? post?.Lead };
        return target.Action == TeamsButtons.Back
            ? Shown(posts.Fresh(post, target.Lead, person), null, true)
            : await PressAsync(activity, target, data, post, person);
    }

    private async Task<TeamsReply> PressAsync(JsonElement activity, TeamsTarget target, JsonElement data, Post? post, Person person)
    {
        var inputs = TeamsFields.Read(data, target.Form);
        var answer = await door.PressAsync(new Press
        {
            Platform = TeamsTransport.Name,
            As = person.Email,
            Action = target.Action,
            Lead = target.Lead,
            Version = target.Version,
            Inputs = inputs,
            RequestId = activity.Text("id") is { } id ? $"{activity.Text("conversation", "id")}|{id}" : null,
        });
        await errands.SettleAsync();
        var fresh = answer.PrivateCard ?? posts.Fresh(post, target.Lead, person);
        if (answer.Ok)
        {
            return Shown(fresh, answer.PrivateText, true);
        }

        if (answer.FieldFaults is { Count: > 0 } faults && fresh is not null && TeamsPosts.Find(fresh, target.Action) is { Form: not null } asked)
        {
            return new TeamsReply(TeamsCards.Ask(fresh, asked, answer.PrivateText ?? "", inputs, faults), answer.PrivateText, false);
        }

        return await RefuseAsync(target, post, fresh, answer.PrivateText);
    }

    private async Task<TeamsReply> RefuseAsync(TeamsTarget target, Post? post, Card? fresh, string? sentence)
    {
        if (!posts.IsStale(target.Lead, target.Version))
        {
            return new TeamsReply(null, sentence ?? "That was not taken.", false);
        }

        if (post is not null)
        {
            await posts.RedrawAsync(post);
            await errands.SettleAsync();
        }

        var name = target.Lead is { } lead && reader.Lead(lead) is { } state ? LeadName.Of(state) : "This";
        return Shown(fresh, $"{name} has changed since this card was drawn: here it is as it is now. {sentence}", false);
    }

    private static TeamsReply Shown(Card? card, string? sentence, bool ok) =>
        card is null ? new TeamsReply(null, sentence ?? "Done.", ok) : new TeamsReply(TeamsCards.Draw(TeamsCards.With(sentence, card)), sentence, ok);

    /// <summary>A submit has no answer of its own: a form with faults replaces the card in a personal chat, everything else is a sentence there.</summary>
    private async Task AnswerAsync(JsonElement activity, TeamsReply reply, CancellationToken stop)
    {
        if (reply is { Ok: false, Card: { } card } && TeamsTalk.IsPersonal(activity) && activity.Text("replyToId") is { } message)
        {
            var shown = TeamsCards.Activity(card, reply.Sentence ?? "Please look at the form again.");
            if ((await teams.UpdateAsync(activity.Text("serviceUrl")!, activity.Text("conversation", "id")!, message, shown, stop)).Ok)
            {
                return;
            }
        }

        var sentence = TeamsTalk.Sentence(reply.Sentence ?? "Done.");
        if (await people.PersonOfAsync(activity, stop) is not { } person || !await talk.TellAsync(person, sentence, stop))
        {
            await talk.SayAsync(activity.Text("serviceUrl")!, activity.Text("conversation", "id")!, sentence, stop);
        }
    }

    private static JsonObject Body(int status, string type, JsonNode value) => new() { ["statusCode"] = status, ["type"] = type, ["value"] = value };
}
