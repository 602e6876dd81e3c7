using System.Text.Json.Nodes;
using SlaBot.Chat;
using SlaBot.Slack.Doors;

namespace SlaBot.Slack.Talk;

/// <summary>A slash command as it arrived.</summary>
internal sealed record SlackCommand(string? Team, string? App, string? User, string? Text, string? Trigger, bool IsOrgWide = false)
{
    /// <summary>The command that the manifests declare.</summary>
    public const string Name = "/sla";

    /// <summary>Reads it from a form or from a socket's payload.</summary>
    public static SlackCommand Of(Func<string, string?> field) => new(field("team_id"), field("api_app_id"), field("user_id"), field("text"), field("trigger_id"), field("is_enterprise_install") == "true");
}

/// <summary><c>/sla …</c>: one card, privately, as the answer itself.</summary>
internal sealed class SlackCommands(CommandDoor door, SlackPeople people, SlackOnce once, Errands errands)
{
    private static readonly string[] Deeds = ["sign", "away", "back"];

    /// <summary>Does it.</summary>
    public async Task<JsonObject> TakeAsync(SlackCommand command, CancellationToken stop)
    {
        var who = await people.WhoAsync(command.User ?? "", stop);
        if (who.Person is not { } person)
        {
            return SlackWhispers.Reply(SlackWhispers.Sentence(who.Sentence));
        }

        // What only reads may be read again; what does something is done once, and answered the same again.
        var text = SlackWords.Plain(command.Text ?? "", people.EmailOf);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var isDeed = Deeds.Contains(words.FirstOrDefault(), StringComparer.OrdinalIgnoreCase) && (words.Length > 1 || !words[0].Equals("away", StringComparison.OrdinalIgnoreCase));
        var card = isDeed && command.Trigger is { } trigger
            ? SlackWhispers.Sentence(await once.AnswerAsync($"command|{trigger}", async () => (await door.RunAsync(person.Email, text)).Title))
            : await door.RunAsync(person.Email, text);
        await errands.SettleAsync();
        return SlackWhispers.Reply(card);
    }
}
