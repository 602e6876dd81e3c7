using System.Text.Json;
using SlaBot.Chat;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>Events: the home page was opened, somebody wrote to the bot, a channel changed, the app was
/// removed.</summary>
internal sealed class EventsHandler(SlackHome home, SlackMessageHandler messages, SlackChannels channels,
    SlackAlarms alarms, [FromKeyedServices(SlackOptions.Platform)] RequestDeduplicator once)
{
    /// <summary>The events that the manifests subscribe to.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["app_home_opened", "app_mention", "message.im", "member_joined_channel", "channel_archive", "channel_rename",
            "app_uninstalled", "tokens_revoked"];

    /// <summary>Takes one event, once.</summary>
    public async Task TakeAsync(JsonElement envelope)
    {
        if (envelope.Text("event_id") is { } id)
        {
            // Remembered when it is taken: what a crash interrupts comes again and is not taken for a repeat.
            await once.AnswerAsync($"event|{id}", async () =>
            {
                await ActAsync(envelope);
                return "";
            });
        }
    }

    private async Task ActAsync(JsonElement envelope)
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
            case "message" when happened.Text("channel_type") == "im":
                await messages.TakeAsync(happened, envelope.Text("event_id"));
                break;
            case "app_mention":
                await messages.TakeAsync(happened, null);
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
}

/// <summary>What somebody writes to the bot: done as a command, and answered.</summary>
internal sealed class SlackMessageHandler(SlackPeople people, ChatCommandHandler endpoint,
    EphemeralReplies privateReplies, DirectReplies directReplies, WorkspaceIdentity origin,
    BackgroundReplies backgroundReplies)
{
    /// <summary>Takes a message. In the direct conversation <paramref name="key"/> is what finds the answer again;
    /// elsewhere it is null and the answer is private.</summary>
    public Task TakeAsync(JsonElement message, string? key) => IsForUs(message)
        ? backgroundReplies.RunAsync(token => AnswerAsync(message, message.Text("user")!, key, token))
        : Task.CompletedTask;

    private bool IsForUs(JsonElement message) =>
        message.Text("user") is { } user && user != origin.BotUser && message.Text("bot_id") is null
            && message.Text("subtype") is null;

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

        await directReplies.PostAsync(
            new SlackMessage(channel, SlackBlocks.FallbackText(card), SlackBlocks.Message(card, BlockSupport.Classic),
                thread, $"answer|{key}"));
    }
}
