using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using SlaBot.Desk.Outbox;

namespace SlaBot.Desk;

/// <summary>
/// What a fault keeps from being done: one message, one conversation, one lead's timer, one job. Each is held by itself, told to the administrators once a day
/// and on the readiness page, and tried again while everything else goes on. Held by what is on file; this only knows what is to be told.
/// </summary>
internal sealed partial class HeldBack(ILogger<HeldBack> log)
{
    private static readonly Duration LongestWait = Duration.FromMinutes(10);
    private const int MostNamed = 5;
    private readonly ConcurrentDictionary<string, string> faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LocalDate> told = new(StringComparer.Ordinal);

    /// <summary>What is held back now, in words; a few of them and how many more.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            var all = faults.Values.Order(StringComparer.Ordinal).ToList();
            var more = string.Create(CultureInfo.InvariantCulture, $"and {all.Count - MostNamed} more are held back");
            return all.Count <= MostNamed ? all : [.. all.Take(MostNamed), more];
        }
    }

    /// <summary>How long it waits after so many tries.</summary>
    public static Duration Wait(int tries) => Duration.Min(Duration.FromSeconds(30 << Math.Min(tries, 6)), LongestWait);

    /// <summary>What a message is called.</summary>
    public static string OfMessage(OutboxItem item)
    {
        var (audience, platform) = Keys.Bound(item.Audience);
        return (item.Lead is null ? $"a message for {audience}" : $"a message about lead {item.Lead} for {audience}") + (platform is null ? "" : $" on {platform}");
    }

    /// <summary>Keeps it in mind; the word to the administrators, where they have not been told today. A fault's own words stay in the log: they may hold personal data.</summary>
    public OutboxItem? Keep(string about, string what, Exception fault, Instant now, bool isAlarm = false)
    {
        LogHeld(log, fault, isAlarm ? "an alarm" : about.Split('|')[0]);
        faults[about] = $"{what} is held back by a fault ({fault.GetType().Name})";
        var today = now.InUtc().Date;
        if (isAlarm || (told.TryGetValue(about, out var day) && day == today))
        {
            return null;
        }

        told[about] = today;
        return new OutboxItem
        {
            Key = Keys.Join("alarm", "held", about, today.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)),
            Audience = Keys.Admin,
            Purpose = Purpose.Alarm,
            Detail = $"Something is held back by a fault\nHeld back: {what} ({fault.GetType().Name}). Everything else goes on.\n"
                + "It is tried again by itself. If it stays, the log has the fault in full: bring it to whoever looks after the program.",
            NotBefore = now,
            CreatedAt = now,
        };
    }

    /// <summary>It went through.</summary>
    public void Free(string about)
    {
        if (!faults.IsEmpty)
        {
            faults.TryRemove(about, out _);
        }
    }

    [LoggerMessage(1103, LogLevel.Error, "Something ({About}) is held back by a fault and tried again apart; everything else goes on.")]
    private static partial void LogHeld(ILogger log, Exception fault, string about);
}
