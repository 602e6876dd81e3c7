using System.Text.Json.Nodes;
using SlaBot.Chat;

namespace SlaBot.Slack;

/// <summary>A slash command as it arrived.</summary>
internal sealed record SlackCommand(string? Team, string? App, string? User, string? Text, string? Trigger)
{
    /// <summary>The command that the manifests declare.</summary>
    public const string Name = "/sla";

    /// <summary>Reads it from a form or from a socket's payload.</summary>
    public static SlackCommand Of(Func<string, string?> field) => new(field("team_id"), field("api_app_id"), field("user_id"), field("text"), field("trigger_id"));
}

/// <summary><c>/sla …</c>: one card, privately, as the answer itself.</summary>
internal sealed class SlackCommands(CommandDoor door, SlackPeople people, SlackOnce once, Errands errands)
{
    private const string Stranger = "Your Slack account belongs to nobody in the settings. Ask an administrator to add your e-mail address, or your SlackId.";
    private static readonly string[] Deeds = ["sign", "away", "back"];

    /// <summary>Does it.</summary>
    public async Task<JsonObject> TakeAsync(SlackCommand command, CancellationToken stop)
    {
        if (command.User is not { } user || await people.PersonOfAsync(user, stop) is not { } person)
        {
            return SlackWhispers.Reply(SlackWhispers.Sentence(Stranger));
        }

        // What only reads may be read again; what does something is done once.
        var deed = Deeds.Contains((command.Text ?? "").Trim().Split(' ')[0], StringComparer.OrdinalIgnoreCase);
        if (deed && command.Trigger is { } trigger && !await once.IsFirstAsync($"command|{trigger}"))
        {
            return SlackWhispers.Reply(SlackWhispers.Sentence("That was done already."));
        }

        var card = await door.RunAsync(person.Email, command.Text ?? "");
        await errands.SettleAsync();
        return SlackWhispers.Reply(card);
    }
}
