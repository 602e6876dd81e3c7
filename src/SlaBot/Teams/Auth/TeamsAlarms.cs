using SlaBot.Chat;
using SlaBot.Engine;

namespace SlaBot.Teams.Auth;

/// <summary>Tells the administrators what only they can mend, once a day for each thing.</summary>
internal sealed partial class TeamsAlarms(LeadCommandProcessor engine, IReadStore reader, ILogger<TeamsAlarms> log)
{
    /// <summary>About the bot's credentials: one alarm, whoever it keeps from being reached.</summary>
    public static string About(TeamsError token) => $"token {token.Code}";

    /// <summary>Raises one; <paramref name="about"/> makes it the same alarm as before.</summary>
    public Task RaiseAsync(string about, string title, string sentence, string remedy)
    {
        LogAlarm(log, title, PlatformAlarm.Loggable(about));
        return PlatformAlarm.RaiseAsync(engine, reader, TeamsOptions.Platform, about, title, sentence, remedy);
    }

    /// <summary>Only logs it: an alarm about an alarm would go on for ever.</summary>
    public Task LogAsync(string title, string about)
    {
        LogAlarm(log, title, PlatformAlarm.Loggable(about));
        return Task.CompletedTask;
    }

    [LoggerMessage(7201, LogLevel.Error, "An administrator must act: {Title} ({About}).")]
    private static partial void LogAlarm(ILogger log, string title, string about);
}
