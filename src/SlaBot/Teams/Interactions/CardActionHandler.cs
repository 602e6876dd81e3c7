using SlaBot.Teams.Auth;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Actions;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Teams.Connector;
using SlaBot.Teams.Rendering;

namespace SlaBot.Teams.Interactions;

/// <summary>What a press is answered with: a card, or a sentence. <c>IsAsking</c>: the card asks again (or takes back),
/// so it stands where the pressed one stood.</summary>
internal sealed record CardActionReply(JsonObject? Card, string? Sentence, bool IsAsking = false)
{
    /// <summary>What was typed and not taken; for nobody's eyes but the presser's.</summary>
    public string? Typed { get; init; }

    /// <summary>A card that was asked for (a lead, a page of a list): by the older way of sending it comes as a message
    /// of its own.</summary>
    public Card? Own { get; init; }

    /// <summary>The sentence, with what was typed after it.</summary>
    public string Whole => CardActionHandler.Joined(Sentence ?? "Done.", Typed);
}

/// <summary>Pressed buttons and sent forms, by either way: decided at once; a form's faults come back at their fields,
/// in place.</summary>
internal sealed class CardActionHandler(ActionHandler endpoint, SenderResolver who, PostedCards posts,
    UserSpecificViews views, SubmitReplies replies, BackgroundReplies backgroundReplies, IReadStore reader)
{
    private const string Message = "application/vnd.microsoft.activity.message";
    private static readonly Card Over = new() { Title = "This is over", Tone = Tone.Muted, Summary = "This is over.",
        Blocks = [new Paragraph("Nothing is left to do here.")] };

    /// <summary>An <c>adaptiveCard/action</c>: the body of the answer.</summary>
    public async Task<JsonObject> InvokeAsync(JsonElement activity)
    {
        var data = activity.At("value", "action", "data");
        if (UserSpecificViews.IsAsked(data))
        {
            return View(activity);
        }

        if (CardActionData.Read(data) is not { } target)
        {
            return Body(400, "application/vnd.microsoft.error",
                new JsonObject { ["code"] = "BadRequest",
                    ["message"] = "This button carries nothing that is known here." });
        }

        var (presser, _) = await who.SoonAsync(activity);
        var reply = presser is null
            ? new CardActionReply(null, who.Denial(activity)) : await TakeAsync(activity, target, data!.Value, presser);
        return reply.Card is { } card
            ? Body(200, TeamsCards.ContentType, card)
            : Body(200, Message, reply.Whole);
    }

    /// <summary>
    /// The card as this reader should see it. Which one is said by the post that stands there, never by what the action
    /// names. Teams asks for none but the people that the card lists: a stranger who asks is shown nothing.
    /// </summary>
    private JsonObject View(JsonElement activity)
    {
        var person = who.Known(activity);
        var post = TeamsMessageRef.PostAt(reader, activity.Text("conversation", "id"), activity.Text("replyToId"));
        return person is null ? Body(200, Message, SenderResolver.Stranger)
            : UserSpecificViews.Of(post) is not { } view
            ? Body(200, Message, "This card is not known here any more.")
            : Body(200, TeamsCards.ContentType, views.Draw(view, person) ?? TeamsCards.Draw(Over));
    }

    /// <summary>A message that carries a button's data: what an older client sends. Decided before it is acknowledged,
    /// unless nobody knows yet who it is.</summary>
    public async Task SubmitAsync(JsonElement activity)
    {
        if (CardActionData.Read(activity.At("value")) is not { } target)
        {
            return;
        }

        var (person, isSure) = await who.SoonAsync(activity);
        var reply = person is null ? null : await TakeAsync(activity, target, activity.At("value")!.Value, person);
        await replies.SendOnceAsync(activity,
            async stop => reply ?? await LateAsync(activity, target, isSure, stop));
    }

    private async Task<CardActionReply> LateAsync(JsonElement activity, CardActionData target, bool isSure,
        CancellationToken stop) =>
        !isSure && await who.FindAsync(activity, stop) is { } person
            ? await TakeAsync(activity, target, activity.At("value")!.Value, person)
            : new CardActionReply(null, who.Denial(activity));

    private async Task<CardActionReply> TakeAsync(JsonElement activity, CardActionData target, JsonElement data,
        Person person)
    {
        var post = TeamsMessageRef.PostAt(reader, activity.Text("conversation", "id"), activity.Text("replyToId"));
        target = target with { Lead = target.Lead ?? post?.Lead };
        return target.Action == TeamsButtons.Back
            ? Shown(post, Fresh(post, target.Lead, person), null, person) with { IsAsking = true }
            : await PressAsync(activity, target, data, post, person);
    }

    private async Task<CardActionReply> PressAsync(JsonElement activity, CardActionData target, JsonElement data,
        PostedMessage? post, Person person)
    {
        var inputs = TeamsFields.Read(data, target.Form);
        var answer = await endpoint.PressAsync(new ActionRequest
        {
            Platform = TeamsOptions.Platform,
            As = person.Email,
            Action = target.Action,
            Lead = target.Lead,
            Version = target.Version,
            Inputs = inputs,
            RequestId = activity.Text("id") is { } id ? $"{activity.Text("conversation", "id")}|{id}" : null,
        });
        await backgroundReplies.SettleAsync();
        if (answer.Ok)
        {
            return answer.PrivateCard is { } own
                ? Shown(null, own, answer.PrivateText, person) with { Own = own }
                : Shown(post, Offering(Fresh(post, target.Lead, person), answer), answer.PrivateText, person);
        }

        var fresh = Fresh(post, target.Lead, person);
        var typed = FormFaults.Typed(inputs);
        if ((fresh ?? posts.Asking(target.Action, person)) is { } card
            && PostedCards.Find(card, target.Action) is { Form: { } form } asked)
        {
            // A "no" that is about no field asks again too where words would be lost with the form.
            var faults = Faults(answer, form);
            if (faults.Count > 0 || typed is not null)
            {
                return new CardActionReply(TeamsCards.Ask(card, asked, answer.PrivateText ?? "", inputs, faults),
                    answer.PrivateText, IsAsking: true) { Typed = typed };
            }
        }

        return await RefuseAsync(target, post, fresh, answer.PrivateText, typed, person);
    }

    // Teams answers in the card itself: what belongs to the answer stands before its buttons until it is drawn anew.
    private static Card? Offering(Card? card, ActionResult answer) =>
        card is null || answer.Reply is null ? card : card with { Buttons = [.. answer.Reply.Buttons, .. card.Buttons] };

    /// <summary>A sentence, and what was typed under it.</summary>
    public static string Joined(string sentence, string? typed) => typed is null ? sentence : $"{sentence} {typed}";

    private static IReadOnlyList<Fault> Faults(ActionResult answer, Form form) =>
        answer.FieldFaults
            ?? (FormFaults.OfRefusal(answer.Code, answer.PrivateText ?? "", form) is { } fault ? [fault] : []);

    private async Task<CardActionReply> RefuseAsync(CardActionData target, PostedMessage? post, Card? fresh,
        string? sentence, string? typed, Person person)
    {
        if (!posts.IsStale(target.Lead, target.Version))
        {
            return new CardActionReply(null, sentence ?? "That was not taken.") { Typed = typed };
        }

        if (post is not null)
        {
            await posts.RedrawAsync(post);
            await backgroundReplies.SettleAsync();
        }

        var name = posts.NameOf(target.Lead, person) ?? "This";
        var told = $"{name} has changed since this card was drawn: here it is as it is now. {sentence}";
        return Shown(post, fresh, Joined(told, typed), person) with { Sentence = told, Typed = typed };
    }

    /// <summary>As it should be now for this person; in a channel each has a view of their own.</summary>
    private Card? Fresh(PostedMessage? post, string? lead, Person person) =>
        (UserSpecificViews.Of(post) is { } view ? views.Card(view, person.Email) : null)
            ?? posts.Fresh(post, lead, person);

    private CardActionReply Shown(PostedMessage? post, Card? card, string? sentence, Person person) => new(
        (UserSpecificViews.Of(post) is { } view ? views.Draw(view, person, sentence) : null)
            ?? (card is null ? null : views.Draw(card, sentence)),
        sentence ?? "Done.");

    private static JsonObject Body(int status, string type, JsonNode value) =>
        new() { ["statusCode"] = status, ["type"] = type, ["value"] = value };
}

/// <summary>The replies to submits, which have no answer of their own.</summary>
internal sealed class SubmitReplies(SenderResolver who, MessageHandler talk, TeamsClient teams, TeamsRateLimiter pace,
    BackgroundReplies backgroundReplies)
{
    private const string Unread = "Install the app for yourself: what you asked for comes into your personal chat.";

    /// <summary>Sends the reply to an activity, however often that comes; what makes it may ask Teams first.</summary>
    public async Task SendOnceAsync(JsonElement activity, Func<CancellationToken, Task<CardActionReply>> reply)
    {
        if (await talk.IsFirstAsync(activity))
        {
            await backgroundReplies.RunAsync(async stop => await AnswerAsync(activity, await reply(stop), stop));
        }
    }

    /// <summary>A submit has no answer of its own: what asks again replaces the card in a personal chat, everything
    /// else is a sentence there.</summary>
    private async Task AnswerAsync(JsonElement activity, CardActionReply reply, CancellationToken stop)
    {
        if (reply is { IsAsking: true, Card: { } card } && MessageHandler.IsPersonal(activity)
            && activity.Text("replyToId") is { } message)
        {
            pace.Count(TeamsMessageRef.Bare(activity.Text("conversation", "id")!));
            var shown = TeamsCards.Activity(card, reply.Sentence ?? "Please look at the form again.");
            if ((await teams.UpdateAsync(activity.Text("serviceUrl")!, activity.Text("conversation", "id")!, message,
                shown, stop)).Ok)
            {
                return;
            }
        }

        if (who.Known(activity) is not { } person
            || !await talk.TellAsync(person, reply.Own ?? MessageHandler.Sentence(reply.Whole), stop))
        {
            // Here everybody may read: what was typed, or asked for by one, is not among it.
            var sentence = MessageHandler.IsPersonal(activity)
                ? reply.Whole : reply.Own is not null ? Unread : reply.Sentence ?? "Done.";
            await talk.SayAsync(activity.Text("serviceUrl")!, activity.Text("conversation", "id")!,
                MessageHandler.Sentence(sentence), stop);
        }
    }
}
