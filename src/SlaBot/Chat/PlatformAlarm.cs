using System.Globalization;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>An alarm to the administrators about a platform, at most once a day for each cause.</summary>
internal static class PlatformAlarm
{
    /// <summary>Puts it into the outbox; <paramref name="about"/> makes it the same alarm as before.</summary>
    public static Task RaiseAsync(LeadCommandProcessor engine, IReadStore reader, string platform, string about,
        string title, string sentence, string remedy) => engine.RecordAsync((at, batch) =>
    {
        var key = $"alarm|{platform}|{about}|{at.Now.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)}";
        if (reader.Post(key) is null && reader.Waiting(key) is null)
        {
            at.Intent(batch, [new OutboxItem
            {
                Key = key,
                Address = ChatAddress.Admin,
                Intent = new AlarmIntent(OneLine(title), OneLine(sentence), OneLine(remedy)),
                NotBefore = at.Now,
                CreatedAt = at.Now,
            }]);
        }
    });

    /// <summary>What may be logged of it: no e-mail.</summary>
    public static string Loggable(string about) => about.Contains('@') ? about.Split('|')[0] : about;

    private static string OneLine(string text) => text.Replace('\n', ' ');
}
