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

    [LoggerMessage(6101, LogLevel.Error, "An administrator must act: {Title} ({About}).")]
    private static partial void LogAlarm(ILogger log, string title, string about);
}
