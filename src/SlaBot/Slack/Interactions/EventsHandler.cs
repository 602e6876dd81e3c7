using System.Text.Json;
using NodaTime;
using SlaBot.Chat;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>Events: the home page was opened, somebody wrote to the bot, a channel changed, the app was
/// removed.</summary>
internal sealed class EventsHandler(
    SlackClient slack, SlackPeople people, SlackHome home, SlackChannels channels, WorkspaceIdentity origin,
    SlackReconciler reconciler, EphemeralReplies privateReplies, SlackAlarms alarms, ReplyRetry again,
    BackgroundReplies backgroundReplies, ChatCommandHandler endpoint, IClock clock)
{
    /// <summary>The events that the manifests subscribe to.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["app_home_opened", "app_mention", "message.im", "member_joined_channel", "channel_archive", "channel_rename",
            "app_uninstalled", "tokens_revoked"];

    /// <summary>Takes one event.</summary>
    public async Task TakeAsync(JsonElement envelope)
    {
        if (envelope.At("event") is not { } happened)
        {
            return;
        }

        var user = happened.Text("user");
        switch (happened.Text("type"))
        {
            case "app_home_opened" when user is not null && happened.Text("tab") != "messages":
                await home.OpenedAsync(user);
                break;
            case "message" when IsForUs(happened) && happened.Text("channel_type") == "im":
                await backgroundReplies.RunAsync(
                    token => AnswerAsync(happened, user!, envelope.Text("event_id"), token));
                break;
            case "app_mention" when IsForUs(happened):
                await backgroundReplies.RunAsync(token => AnswerAsync(happened, user!, null, token));
                break;
            case "member_joined_channel" or "channel_archive" or "channel_rename":
                channels.Forget();
                break;
            case "app_uninstalled" or "tokens_revoked":
                await alarms.RaiseAsync("uninstalled", "The app was removed from Slack",
                    "Slack took the bot's token back.",
                    "Install the app again and write the new token (Slack:BotToken). What waits is kept and sent then.");
                break;
        }
    }

    private bool IsForUs(JsonElement message) =>
        message.Text("user") is { } user && user != origin.BotUser && message.Text("bot_id") is null
            && message.Text("subtype") is null;

    /// <summary>Answers words to the bot: in the direct conversation with a message (<paramref name="key"/> finds it
    /// again), elsewhere privately.</summary>
    private async Task AnswerAsync(JsonElement message, string user, string? key, CancellationToken stop)
    {
        if (message.Text("channel") is not { } channel)
        {
            return;
        }

        var who = await people.WhoAsync(user, stop);
        var card = who.Person is null
            ? EphemeralReplies.Sentence(who.Sentence)
            : await endpoint.RunAsync(who.Person.Email,
                SlackPlainText.Plain(message.Text("text") ?? "", people.EmailOf));
        await backgroundReplies.SettleAsync();
        var thread = message.Text("thread_ts");
        if (key is null)
        {
            await privateReplies.SayAsync(new ReplyTarget(user, channel, thread, null), card);
            return;
        }

        await PostAsync(
            new SlackMessage(channel, SlackBlocks.FallbackText(card), SlackBlocks.Message(card, BlockSupport.Classic),
                thread, $"answer|{key}"));
    }

    private Task PostAsync(SlackMessage answer)
    {
        var (began, tries) = (clock.GetCurrentInstant(), 0);
        return again.RunAsync(
            async stop =>
                tries++ > 0 && await StandsAsync(answer, began, stop)
                    ? null : (await slack.PostAsync(answer, stop)).Fault, ReplyRetry.IsPassing);
    }

    private async Task<bool> StandsAsync(SlackMessage answer, Instant began, CancellationToken stop) =>
        (await reconciler.FindAsync(answer.Channel, answer.Thread, answer.Key!, began, stop)).Ts is not null;
}
