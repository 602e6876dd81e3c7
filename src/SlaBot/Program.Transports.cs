using SlaBot.Core.Policy;
using SlaBot.Settings;
using SlaBot.Slack;

/// <summary>What the transports need of the settings, and what they find wrong outside.</summary>
public partial class Program
{
    /// <summary>Slack's part of the settings, for the bot and for <c>check</c>.</summary>
    internal static SlackOptions SlackOf(SlaBotSettings settings) => new()
    {
        Enabled = settings.Slack.Enabled,
        BotToken = settings.Slack.BotToken,
        SigningSecret = settings.Slack.SigningSecret,
        AppToken = settings.Slack.AppToken,
        AppId = settings.Slack.AppId,
        ApiBaseUrl = settings.Slack.ApiBaseUrl,
        Channels = settings.Channels.ToDictionary(one => one.Key, one => one.Value.Slack, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>Asks each platform in use whether tokens, rights, channels and people are there.</summary>
    internal static Task<IReadOnlyList<SettingsFault>> CheckTransportsAsync(SlaBotSettings settings, CancellationToken stop) =>
        SlackCheck.RunAsync(SlackOf(settings), settings.Rules.People, stop);
}
