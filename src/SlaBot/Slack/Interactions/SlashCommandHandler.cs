using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Core.Cards;
using SlaBot.Slack.Rendering;
using SlaBot.Slack.WebApi;

namespace SlaBot.Slack.Interactions;

/// <summary>A slash command as it arrived.</summary>
internal sealed record SlashCommand(string? Team, string? App, string? User, string? Text, string? Trigger,
    bool IsOrgWide = false)
{
    /// <summary>Where it was typed.</summary>
    public string? Channel { get; init; }

    /// <summary>Where it can be answered later.</summary>
    public string? ResponseUrl { get; init; }

    /// <summary>The command that the manifests declare.</summary>
    public const string Name = "/sla";

    /// <summary>Reads it from a form or from a socket's payload.</summary>
    public static SlashCommand Of(Func<string, string?> field) =>
        new(field("team_id"), field("api_app_id"), field("user_id"), field("text"), field("trigger_id"),
            field("is_enterprise_install") == "true") { Channel = field("channel_id"),
                ResponseUrl = field("response_url") };
}

/// <summary><c>/sla …</c>: one card, privately, as the answer itself; an absence without a date is asked for in a
/// window.</summary>
internal sealed class SlashCommandHandler(ChatCommandHandler endpoint, BlockActionsHandler clicks, SlackPeople people,
    [FromKeyedServices(SlackOptions.Platform)] RequestDeduplicator once, BackgroundReplies backgroundReplies)
{
    private static readonly string[] Actions = ["sign", "away", "back"];

    /// <summary>Does it; null when the answer is a window.</summary>
    public async Task<JsonObject?> TakeAsync(SlashCommand command, CancellationToken stop)
    {
        var who = await people.WhoAsync(command.User ?? "", stop);
        if (who.Person is not { } person)
        {
            return EphemeralReplies.Reply(EphemeralReplies.Sentence(who.Sentence));
        }

        // What only reads may be read again; what does something is done once, and answered the same again.
        var text = SlackPlainText.Plain(command.Text ?? "", people.EmailOf);
        if (text.Trim().Equals(AwayCard.Action, StringComparison.OrdinalIgnoreCase)
            && command is { Trigger: not null, User: { } user })
        {
            await clicks.AskAsync(
                new BlockAction(new ActionValue(AwayCard.Action, null, null), user, command.Channel, null, null,
                    command.Trigger, command.ResponseUrl, IsPrivate: false), null, person);
            return null;
        }

        var isAction = Actions.Contains(text.Trim().Split(' ')[0], StringComparer.OrdinalIgnoreCase);
        var card = isAction && command.Trigger is { } trigger
            ? EphemeralReplies.Sentence(
                await once.AnswerAsync($"command|{trigger}",
                    async () => (await endpoint.RunAsync(person.Email, text)).Title))
            : await endpoint.RunAsync(person.Email, text);
        await backgroundReplies.SettleAsync();
        return EphemeralReplies.Reply(card);
    }
}
