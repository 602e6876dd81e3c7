using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Slack.WebApi;

/// <summary>Tells the administrators what only they can mend, once a day for each thing.</summary>
internal sealed partial class SlackAlarms(LeadCommandProcessor engine, IReadStore reader, ILogger<SlackAlarms> log)
{
    /// <summary>Raises one; <paramref name="about"/> makes it the same alarm as before.</summary>
    public Task RaiseAsync(string about, string title, string sentence, string remedy)
    {
        LogAlarm(log, title, PlatformAlarm.Loggable(about));
        return PlatformAlarm.RaiseAsync(engine, reader, SlackOptions.Platform, about, title, sentence, remedy);
    }

    /// <summary>Slack refuses the bot's token.</summary>
    public Task TokenRefusedAsync(string sentence) => RaiseAsync("token", "Slack refuses the bot's token", sentence,
        "Reinstall the app and write the new token (Slack:BotToken).");

    /// <summary>The app was installed for a whole organisation (Enterprise Grid), which is not served.</summary>
    public Task OrgWideAsync() => RaiseAsync(
        "org-wide", "The app is installed for the whole organisation",
        "SlaBot serves one workspace; requests from the organisation's other workspaces are answered with a sentence "
        + "and do nothing.",
        "Install the app in the sales team's workspace only, and write that installation's token (Slack:BotToken).");

    [LoggerMessage(6101, LogLevel.Error, "An administrator must act: {Title} ({About}).")]
    private static partial void LogAlarm(ILogger log, string title, string about);
}
