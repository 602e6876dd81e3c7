using System.Text.Json;
using System.Text.RegularExpressions;
using SlaBot.Chat;

namespace SlaBot.Slack;

/// <summary>Events: the home page was opened, somebody wrote to the bot, a channel changed, the app was removed.</summary>
internal sealed partial class SlackEvents(SlackClient slack, SlackPeople people, SlackHome home, SlackChannels channels, SlackOrigin origin, SlackAlarms alarms, Errands errands, CommandDoor door)
{
    /// <summary>The events that the manifests subscribe to.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["app_home_opened", "app_mention", "message.im", "member_joined_channel", "channel_archive", "channel_rename", "app_uninstalled", "tokens_revoked"];

    /// <summary>Takes one event.</summary>
    public async Task TakeAsync(JsonElement envelope, CancellationToken stop)
    {
        if (envelope.At("event") is not { } happened)
        {
            return;
        }

        var user = happened.Text("user");
        switch (happened.Text("type"))
        {
            case "app_home_opened" when user is not null && happened.Text("tab") != "messages":
                await errands.RunAsync(token => home.OpenedAsync(user, token));
                break;
            case "message" when IsForUs(happened) && happened.Text("channel_type") == "im":
                await errands.RunAsync(token => AnswerAsync(happened, user!, null, token));
                break;
            case "app_mention" when IsForUs(happened):
                await errands.RunAsync(token => AnswerAsync(happened, user!, user, token));
                break;
            case "member_joined_channel" or "channel_archive" or "channel_rename":
                channels.Forget();
                break;
            case "app_uninstalled" or "tokens_revoked":
                await alarms.RaiseAsync("uninstalled", "The app was removed from Slack", "Slack took the bot's token back.", "Install the app again and write the new token (Slack:BotToken). What waits is kept and sent then.");
                break;
        }
    }

    private bool IsForUs(JsonElement message) =>
        message.Text("user") is { } user && user != origin.BotUser && message.Text("bot_id") is null && message.Text("subtype") is null;

    private async Task AnswerAsync(JsonElement message, string user, string? privateTo, CancellationToken stop)
    {
        if (message.Text("channel") is not { } channel)
        {
            return;
        }

        var person = await people.PersonOfAsync(user, stop);
        var card = person is null
            ? SlackWhispers.Sentence("Your Slack account belongs to nobody in the settings. Ask an administrator to add your e-mail address, or your SlackId.")
            : await door.RunAsync(person.Email, Mention().Replace(message.Text("text") ?? "", "").Trim());
        await errands.SettleAsync();
        var answer = new SlackMessage(channel, SlackBlocks.Fallback(card), SlackBlocks.Message(card, SlackTaste.Classic), message.Text("thread_ts"));
        await (privateTo is null ? slack.PostAsync(answer, stop) : slack.WhisperAsync(answer, privateTo, stop));
    }

    [GeneratedRegex("<@[A-Z0-9]+(\\|[^>]*)?>", RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
