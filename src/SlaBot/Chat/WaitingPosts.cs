using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;
using SlaBot.Actions;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Chat;

/// <summary>
/// New messages that a platform does not take: since when, and why. What has waited for two minutes is on
/// <c>/readyz</c>, and told to the administrators once a day for each cause, wherever they can be reached.
/// </summary>
internal sealed partial class WaitingPosts(LeadCommandProcessor engine, IReadStore reader, IClock clock,
    ILogger<WaitingPosts> log)
{
    private static readonly Duration Patience = Duration.FromMinutes(2);
    private readonly ConcurrentDictionary<long, (string Key, Instant Since, string Why)> waiting = [];
    private readonly ConcurrentDictionary<string, bool> told = [];

    /// <summary>What has waited too long, a sentence for each cause.</summary>
    public IEnumerable<string> Faults
    {
        get
        {
            var now = clock.GetCurrentInstant();
            return
            [
                .. waiting.Where(pair => now - pair.Value.Since >= Patience && Stands(pair.Key, pair.Value.Key))
                    .GroupBy(pair => pair.Value.Why)
                    .Select(
                        cause =>
                            $"{English.Count(cause.Count(), "message")} cannot be delivered since {Time(cause.Min(pair => pair.Value.Since))}: {cause.Key}"),
            ];
        }
    }

    /// <summary>Takes note of what became of one.</summary>
    public async Task NoteAsync(Outgoing outgoing, SendOutcome outcome)
    {
        var (why, until) = outcome switch
        {
            SendLater later => (later.Why, later.NotBefore),
            SendUnknown unknown => (unknown.Why, outgoing.Now),
            SendRefused refused => (refused.Sentence, outgoing.Now),
            _ => (null, outgoing.Now),
        };

        // Only new messages count: an update of an existing card can wait.
        if (why is null || outgoing.Existing is not null)
        {
            waiting.TryRemove(outgoing.Item.Id, out _);
            return;
        }

        var kept = waiting.AddOrUpdate(
            outgoing.Item.Id, (outgoing.Item.Key, outgoing.Now, why), (_, before) => before with { Why = why });
        var isLong = Instant.Max(until, outgoing.Now) - kept.Since >= Patience;

        // What is refused is an alarm of its own, at once; an alarm about an alarm would go on for ever.
        if (isLong && outcome is not SendRefused && outgoing.Item.Kind != MessageKind.Alarm)
        {
            await TellAsync(kept.Since, why);
        }
    }

    private async Task TellAsync(Instant since, string why)
    {
        var day = clock.GetCurrentInstant().InUtc().Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        if (!told.TryAdd($"{day} {why}", true))
        {
            return;
        }

        LogWaits(log, why);
        await PlatformAlarm.RaiseAsync(
            engine,
            reader,
            "chat",
            $"waiting {why.Replace('|', '/')}",
            "Messages wait to be delivered",
            $"Since {Time(since)} nothing gets through. {why}",
            "Everything is kept, and sent as soon as it goes again. /readyz says how it stands.");
    }

    private bool Stands(long number, string key)
    {
        if (reader.Waiting(key)?.Id == number)
        {
            return true;
        }

        waiting.TryRemove(number, out _);
        return false;
    }

    private static string Time(Instant at) => at.ToString("uuuu-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    [LoggerMessage(6202, LogLevel.Warning, "Messages have waited for two minutes: {Why}")]
    private static partial void LogWaits(ILogger log, string why);
}
