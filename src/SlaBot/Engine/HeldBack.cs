using System.Collections.Concurrent;
using System.Globalization;
using NodaTime;

namespace SlaBot.Engine;

/// <summary>
/// What a fault keeps from being done: one message, one conversation, one lead's timer, one job. Each is held by
/// itself, told to the administrators once a day and on the readiness page, and tried again while everything else goes
/// on. Kept in memory only: what is still wrong after a restart fails again.
/// </summary>
internal sealed partial class HeldBack(ILogger<HeldBack> log)
{
    private static readonly Duration LongestWait = Duration.FromMinutes(10);
    private const int MostNamed = 5;
    private readonly ConcurrentDictionary<string, Held> faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LocalDate> told = new(StringComparer.Ordinal);

    /// <summary>What is held back now, in words; a few of them and how many more.</summary>
    public IReadOnlyList<string> Faults
    {
        get
        {
            var all = faults.Values.Select(fault => fault.Sentence).Order(StringComparer.Ordinal).ToList();
            var more = string.Create(CultureInfo.InvariantCulture, $"and {all.Count - MostNamed} more are held back");
            return all.Count <= MostNamed ? all : [.. all.Take(MostNamed), more];
        }
    }

    /// <summary>How long it waits after so many tries.</summary>
    public static Duration Wait(int tries) => Duration.Min(Duration.FromSeconds(30 << Math.Min(tries, 6)), LongestWait);

    /// <summary>What a message is called.</summary>
    public static string OfMessage(OutboxItem item) =>
        (item.Lead is null ? "a message" : $"a message about lead {item.Lead}") + $" for {item.Address.Unbound}"
            + (item.Address.Platform is { } platform ? $" on {platform}" : "");

    /// <summary>Keeps it in mind; the word to the administrators, where they have not been told today. A fault's own
    /// words stay in the log: they may hold personal data.</summary>
    public OutboxItem? Keep(string about, string what, Exception fault, Instant now, bool isAlarm = false)
    {
        LogHeld(log, fault, isAlarm ? "an alarm" : about.Split('|')[0]);
        var sentence = $"{what} is held back by a fault ({fault.GetType().Name})";
        faults.AddOrUpdate(
            about,
            _ => new Held(sentence, 1, now + Wait(0)),
            (_, before) => new Held(sentence, before.Tries + 1, now + Wait(before.Tries)));
        var today = now.InUtc().Date;
        if (isAlarm || (told.TryGetValue(about, out var day) && day == today))
        {
            return null;
        }

        told[about] = today;
        return new OutboxItem
        {
            Key = MessageKeys.Join("alarm", "held", about, today.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)),
            Address = ChatAddress.Admin,
            Intent = new AlarmIntent(
                "Something is held back by a fault",
                $"Held back: {what} ({fault.GetType().Name}). Everything else goes on.",
                "It is tried again by itself. If it stays, the log has the fault in full: bring it to whoever looks "
                + "after the program."),
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

    /// <summary>Puts the word to the administrators into the outbox; where nothing can be written now, the readiness
    /// page and the log have it.</summary>
    public async Task TellAsync(LeadCommandProcessor engine, OutboxItem alarm)
    {
        try
        {
            await engine.RecordAsync((at, batch) => at.Intent(batch, [alarm]));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogUntold(log, fault);
        }
    }

    /// <summary>How many there are.</summary>
    public int Count => faults.Count;

    /// <summary>True unless it is held back and its next try lies ahead.</summary>
    public bool MayTry(string about, Instant now) => !faults.TryGetValue(about, out var fault) || fault.NextTry <= now;

    /// <summary>When the first of those whose keys begin so is tried again; null when none is held.</summary>
    public Instant? NextTry(string prefix) =>
        faults.Where(fault => fault.Key.StartsWith(prefix, StringComparison.Ordinal))
        .Select(fault => (Instant?)fault.Value.NextTry).Min();

    /// <summary>Lets go of those whose keys begin so and whose next try has come.</summary>
    public void ReleaseThoseDue(string prefix, Instant now)
    {
        foreach (var (about, fault) in faults)
        {
            if (about.StartsWith(prefix, StringComparison.Ordinal) && fault.NextTry <= now)
            {
                faults.TryRemove(about, out _);
            }
        }
    }

    private sealed record Held(string Sentence, int Tries, Instant NextTry);

    [LoggerMessage(1105, LogLevel.Warning,
        "The administrators could not be told of it now; the readiness page has it.")]
    private static partial void LogUntold(ILogger log, Exception fault);

    [LoggerMessage(1103, LogLevel.Error,
        "Something ({About}) is held back by a fault and tried again apart; everything else goes on.")]
    private static partial void LogHeld(ILogger log, Exception fault, string about);
}
