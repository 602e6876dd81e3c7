using SlaBot.Desk;

namespace SlaBot.Teams;

/// <summary>Tells the administrators what only they can mend, once a day for each thing.</summary>
internal sealed partial class TeamsAlarms(LeadDesk desk, IDeskReader reader, ILogger<TeamsAlarms> log)
{
    /// <summary>About the bot's credentials: one alarm, whoever it keeps from being reached.</summary>
    public static string About(TeamsFault token) => $"token {token.Code}";

    /// <summary>Raises one; <paramref name="about"/> makes it the same alarm as before.</summary>
    public async Task RaiseAsync(string about, string title, string sentence, string remedy)
    {
        LogAlarm(log, title, about.Contains('@') ? about.Split('|')[0] : about);
        await desk.RecordAsync((at, batch) =>
        {
            var key = $"alarm|teams|{about}|{at.Now.ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}";
            if (reader.Post(key) is null && reader.Waiting(key) is null)
            {
                at.Wish(batch, [new OutboxItem
                {
                    Key = key,
                    Audience = Keys.Admin,
                    Purpose = Purpose.Alarm,
                    Detail = $"{OneLine(title)}\n{OneLine(sentence)}\n{OneLine(remedy)}",
                    NotBefore = at.Now,
                    CreatedAt = at.Now,
                }]);
            }
        });
    }

    private static string OneLine(string text) => text.Replace('\n', ' ');

    [LoggerMessage(7201, LogLevel.Error, "An administrator must act: {Title} ({About}).")]
    private static partial void LogAlarm(ILogger log, string title, string about);
}
