using System.Text.Json;
using System.Text.Json.Nodes;
using SlaBot.Actions;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>A click as it arrived: where, by whom, on what.</summary>
internal sealed record BlockAction(ActionValue Target, string User, string? Channel, string? Ts, string? View,
    string? Trigger, string? ResponseUrl, bool IsPrivate)
{
    /// <summary>Where the private reply goes.</summary>
    public ReplyTarget Ear => new(User, Channel, null, ResponseUrl) { Replaces = IsPrivate };
}

/// <summary>Pressed buttons: those with a form open it while the click is young, the others are decided at
/// once.</summary>
internal sealed class BlockActionsHandler(ActionHandler endpoint, SlackPeople people, PostedCards cards,
    EphemeralReplies privateReplies, SlackWindows windows, BackgroundReplies backgroundReplies, IReadStore reader)
{
    // What needs no answers; everything else asks first, and when nothing can be asked any more the click is late.
    private static readonly string[] Bare = ["accept", "resume", "sign", "lead", "details", "undo"];

    /// <summary>Takes a <c>block_actions</c> payload; there is nothing to answer but that it arrived.</summary>
    public async Task TakeAsync(JsonElement payload, CancellationToken stop)
    {
        foreach (var action in payload.Items("actions").Take(1))
        {
            if (ActionValue.Read(action) is { } target && payload.Text("user", "id") is { } user)
            {
                await TakeAsync(Click(payload, target, user), stop);
            }
        }
    }

    private static BlockAction Click(JsonElement payload, ActionValue target, string user) => new(
        target,
        user,
        payload.Text("container", "channel_id") ?? payload.Text("channel", "id"),
        payload.Text("container", "message_ts") ?? payload.Text("message", "ts"),
        payload.Text("view", "type") == "home"
            ? null : payload.Text("container", "view_id") ?? payload.Text("view", "id"),
        payload.Text("trigger_id"),
        payload.Text("response_url"),
        payload.Is("container", "is_ephemeral"));

    private async Task TakeAsync(BlockAction click, CancellationToken stop)
    {
        var who = await people.WhoAsync(click.User, stop);
        if (who.Person is not { } person)
        {
            await privateReplies.SayAsync(click.Ear, EphemeralReplies.Sentence(who.Sentence));
            return;
        }

        var post = SlackMessageRef.PostAt(reader, click.Channel, click.Ts);
        var target = click.Target with { Lead = click.Target.Lead ?? post?.Lead };
        await (Bare.Contains(target.Action) || QuickTouch.Is(target.Action) || ListPage.Read(target.Action) is not null
            ? PressAsync(click with { Target = target }, post, person)
            : AskAsync(click with { Target = target }, post, person));
    }

    /// <summary>Opens the form of an action; what forbids it, or has overtaken it, is said instead.</summary>
    public async Task AskAsync(BlockAction click, PostedMessage? post, Person person)
    {
        var target = click.Target;
        if (endpoint.Forbids(target.Action, target.Lead, person) is { } sentence)
        {
            await TellAsync(click, null, person, sentence,
                click.Channel is null ? cards.Fresh(post, target.Lead, person) : null);
            return;
        }

        var name = cards.NameOf(target.Lead, person);
        var form = cards.FormOf(target.Action, post, target.Lead, person);
        if (form is null || cards.IsStale(target.Lead, target.Version))
        {
            await TellAsync(click, post, person,
                $"{name ?? "This"} has changed since this card was drawn: here it is as it is now; press again if it "
                + $"is still needed.", cards.Fresh(post, target.Lead, person));
            return;
        }

        var view = SlackModal.Form(form,
            new ModalMetadata(target.Action, target.Lead, target.Version, click.Channel,
                click.Ts) { Url = click.ResponseUrl }, name);
        await windows.OpenAsync(click, view);
    }

    private async Task PressAsync(BlockAction click, PostedMessage? post, Person person)
    {
        var answer = await endpoint.PressAsync(new ActionRequest
        {
            Platform = SlackOptions.Platform,
            As = person.Email,
            Action = click.Target.Action,
            Lead = click.Target.Lead,
            Version = click.Target.Version,
            RequestId = click.Trigger,
        });
        await backgroundReplies.SettleAsync();
        if (answer is { Reply: { } reply, PrivateCard: null } && click.View is null)
        {
            await privateReplies.SayAsync(click.Ear, reply);
            return;
        }

        var fresh = answer.PrivateCard
            ?? (answer.Ok && click is { View: null, IsPrivate: false }
                ? null : cards.Fresh(post, click.Target.Lead, person));
        // A lead opened from a private list is shown beside the list; another page of the list replaces it.
        await TellAsync(
            click with { IsPrivate = click.IsPrivate
                && (answer.PrivateCard is null || ListPage.Read(click.Target.Action) is not null) },
                answer.Ok ? null : post, person, answer.PrivateText, fresh);
    }

    /// <summary>The sentence, and the card as it is now: in the open window, or privately beside the message; a stale
    /// message is put right.</summary>
    private async Task TellAsync(BlockAction click, PostedMessage? stale, Person person, string? sentence, Card? fresh)
    {
        if (stale is not null)
        {
            await cards.RedrawAsync(stale);
            await backgroundReplies.SettleAsync();
        }

        await (click switch
        {
            { View: { } view } when fresh is not null => windows.UpdateAsync(view, SlackModal.Show(fresh, sentence)),
            { Channel: null, Trigger: not null } when fresh is not null =>
                windows.OpenAsync(click, SlackModal.Show(fresh, sentence)),
            _ => privateReplies.SayAsync(click.Ear, With(sentence, fresh)),
        });
    }

    private static Card With(string? sentence, Card? fresh) => (sentence, fresh) switch
    {
        (_, null) => EphemeralReplies.Sentence(sentence ?? "Done."),
        (null, _) => fresh,
        _ => fresh with { Blocks = [new Paragraph(sentence), new Divider(), .. fresh.Blocks], Summary = sentence },
    };
}

/// <summary>The windows that clicks open, while the click is young.</summary>
internal sealed partial class SlackWindows(SlackClient slack, EphemeralReplies privateReplies, ReplyRetry again,
    [FromKeyedServices(SlackOptions.Platform)] RequestDeduplicator once, BackgroundReplies backgroundReplies,
    ILogger<SlackWindows> log)
{
    /// <summary>Opens one, or puts it over the one that is open. A click opens one window, however often it is
    /// delivered.</summary>
    public async Task OpenAsync(BlockAction click, JsonObject view)
    {
        if (click.Trigger is null || await once.IsFirstAsync($"click|{click.Trigger}"))
        {
            await backgroundReplies.RunAsync(token => OpenAsync(click, view, token));
        }
    }

    /// <summary>Puts something else into an open one.</summary>
    public Task UpdateAsync(string id, JsonObject view) =>
        again.RunAsync(async token => (await slack.UpdateViewAsync(id, view, token)).Fault, ReplyRetry.IsPassing);

    private async Task OpenAsync(BlockAction click, JsonObject view, CancellationToken stop)
    {
        var opened = click.Trigger is not { } trigger
            ? new SlackResult(default, new SlackError(SlackErrorKind.Trigger, "no_trigger"))
            : click.View is null ? await slack.OpenViewAsync(trigger, view, stop)
            : await slack.PushViewAsync(trigger, view, stop);
        if (opened.Fault is { } fault)
        {
            LogNotOpened(log, fault.Code, fault.Detail);
            await privateReplies.SayAsync(click.Ear,
                EphemeralReplies.Sentence(
                    "The form could not be opened in time. Nothing was done: please press again."));
        }
    }

    [LoggerMessage(6701, LogLevel.Warning, "Slack did not open a form: {Code} {Detail}")]
    private static partial void LogNotOpened(ILogger log, string code, string? detail);
}
