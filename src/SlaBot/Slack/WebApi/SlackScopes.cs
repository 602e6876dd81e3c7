namespace SlaBot.Slack.WebApi;

/// <summary>The scopes that the bot's token needs, each with why; the manifests ask for exactly these.</summary>
internal static class SlackScopes
{
    /// <summary>The scope of the app-level token.</summary>
    public const string Socket = "connections:write";

    /// <summary>Scope and reason.</summary>
    public static IReadOnlyList<(string Scope, string Why)> Needed { get; } =
    [
        ("chat:write", "posts and changes cards"),
        ("commands", "answers /sla"),
        ("im:write", "opens direct messages with people"),
        ("im:history", "is told what people write to the bot, and finds a message whose fate is unknown before it is sent again"),
        ("channels:read", "finds public channels by name and sees whether it is a member"),
        ("groups:read", "the same for private channels"),
        ("channels:history", "finds a message of unknown fate in public channels"),
        ("groups:history", "the same in private channels"),
        ("users:read", "sees who was deactivated, and which app the token belongs to"),
        ("users:read.email", "matches people by e-mail"),
        ("app_mentions:read", "answers when it is mentioned"),
    ];
}
