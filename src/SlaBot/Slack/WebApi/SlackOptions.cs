using SlaBot.Core.Policy.SettingsTree;
using System.Collections.Frozen;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Parsing;

namespace SlaBot.Slack.WebApi;

/// <summary>What the room needs of the settings.</summary>
internal sealed record SlackOptions : PlatformOptions
{
    /// <summary>The platform's name where messages are stored.</summary>
    public const string Platform = "slack";

    private static readonly Uri WebApi = new("https://slack.com/api/");

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

    /// <summary>The channels that ladders name, and what each is called in Slack (a name or an id); null where it has
    /// no place there.</summary>
    public IReadOnlyDictionary<string, string?> Channels { get; init; } = FrozenDictionary<string, string?>.Empty;

    /// <summary>Reads the section <c>Slack</c>.</summary>
    public static SlackOptions Read(SettingsSection section)
    {
        var slack = new SlackOptions
        {
            Enabled = section.Flag("Enabled") ?? false,
            BotToken = section.Text("BotToken"),
            SigningSecret = section.Text("SigningSecret"),
            AppToken = section.Text("AppToken"),
            AppId = section.Text("AppId"),
            ApiBaseUrl = SettingsUrl.Read(section, "ApiBaseUrl") ?? WebApi,
        };
        section.Close();
        if (slack is { Enabled: true, BotToken: null })
        {
            section.Fault("BotToken", "is missing while Slack is enabled: write the bot's token (xoxb-…).");
        }

        if (slack is { Enabled: true, SigningSecret: null, AppToken: null })
        {
            section.Fault("SigningSecret",
                "is missing while Slack is enabled: write the signing secret, or AppToken (xapp-…) for Socket Mode.");
        }

        return slack;
    }
}
