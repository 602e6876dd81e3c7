namespace SlaBot.Slack.WebApi;

/// <summary>What the room needs of the settings.</summary>
internal sealed record SlackOptions
{
    /// <summary>The platform's name in keys, settings and logs.</summary>
    public const string PlatformName = "slack";

    /// <summary>True when Slack is used.</summary>
    public bool Enabled { get; init; }

    /// <summary>The bot's token (xoxb-…).</summary>
    public string? BotToken { get; init; }

    /// <summary>What requests over HTTP are signed with; without it there is no way in over HTTP.</summary>
    public string? SigningSecret { get; init; }

    /// <summary>The app-level token (xapp-…); set means Socket Mode.</summary>
    public string? AppToken { get; init; }

    /// <summary>The app; learnt from Slack when it is not given.</summary>
    public string? AppId { get; init; }

    /// <summary>Where the Web API is.</summary>
    public required Uri ApiBaseUrl { get; init; }

    /// <summary>The channels that ladders name, and what each is called in Slack (a name or an id); null where it has no place there.</summary>
    public required IReadOnlyDictionary<string, string?> Channels { get; init; }
}
