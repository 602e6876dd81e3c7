using NodaTime;
using SlaBot.Chat;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Storage;

namespace SlaBot.Hosting;

/// <summary>
/// Whether the bot is able to work, and why not: writes, disk, the chat platforms, the lag of each pump, and what is
/// held back.
/// </summary>
/// <param name="Reasons">Why it is not; empty when it is.</param>
/// <param name="Lag">How far the furthest pump is behind.</param>
internal sealed record ReadyState(IReadOnlyList<string> Reasons, Duration Lag)
{
    /// <summary>True when nothing speaks against it.</summary>
    public bool IsReady => Reasons.Count == 0;
}

/// <summary>Finds out. The answer comes within a few seconds, also when the disk does not answer at all.</summary>
internal sealed class Readiness(
    StoreReadiness store, PumpLag pumpLag, PumpService pumps, HeldBack held, MessageRouter chat, ClockWatch watch)
{
    /// <summary>Asks everything.</summary>
    public async Task<ReadyState> AskAsync()
    {
        var reasons = await store.FaultsAsync();
        var lag = pumpLag.Of(reasons);
        reasons.AddRange(new[] { watch.Fault }.OfType<string>());
        reasons.AddRange(pumps.Faults);
        reasons.AddRange(held.Faults);
        reasons.AddRange(chat.Faults);
        return new ReadyState(reasons, lag);
    }
}

/// <summary>Whether the data file takes writes, and whether there is room for more.</summary>
internal sealed class StoreReadiness(SqliteStore store, LeadCommandProcessor engine)
{
    private const long LeastFree = 16L * 1024 * 1024;
    private const long LongestLog = 1024L * 1024 * 1024;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Lock turn = new();
    private Task? probing;

    /// <summary>What speaks against it; empty when nothing does.</summary>
    public async Task<List<string>> FaultsAsync()
    {
        var reasons = new List<string>();
        if (await WriteFaultAsync() is { } fault)
        {
            reasons.Add(fault);
        }

        if (store.FreeBytes is { } free && free < LeastFree)
        {
            reasons.Add($"the disk of {store.Path} is nearly full: {free / (1024 * 1024)} MB left");
        }

        if (store.LogSize > LongestLog)
        {
            reasons.Add(
                $"{store.Path}-wal has grown to {store.LogSize / (1024 * 1024)} MB: another program keeps reading an "
                + $"old state; end its reading");
        }

        return reasons;
    }

    /// <summary>
    /// Why writes do not succeed: as the last one showed, or one made for this where the last is some seconds old.
    /// Null when they do.
    /// </summary>
    private async Task<string?> WriteFaultAsync()
    {
        if (store.Health.WriteFault is null && engine.SinceLastWrite < Fresh)
        {
            return null;
        }

        try
        {
            await Probe().WaitAsync(Patience);
            return null;
        }
        catch (TimeoutException)
        {
            return $"a write to {store.Path} has not ended for {Patience.TotalSeconds:0} s";
        }
        catch (StoreFaultException fault)
        {
            return $"writes fail: {fault.Message}";
        }
        catch (Exception fault)
        {
            return $"writes fail ({fault.GetType().Name}); the log says why";
        }
    }

    // However many ask, one write is on its way.
    private Task Probe()
    {
        lock (turn)
        {
            return probing is { IsCompleted: false } running ? running : probing = engine.ProbeAsync();
        }
    }
}

/// <summary>How far the pumps are behind what is due.</summary>
internal sealed class PumpLag(DuePump due, IReadStore reader, ClockWatch watch, IClock clock)
{
    private static readonly Duration LongestLag = Duration.FromSeconds(30);

    /// <summary>How far the furthest is; where that is too far, or cannot be said, the reason is added.</summary>
    public Duration Of(List<string> reasons)
    {
        try
        {
            var (timers, messages) = (Behind(due.Next()), Behind(reader.NextReady()));
            Tell(timers, "timers");
            Tell(messages, "messages");
            return Duration.Max(timers, messages);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            reasons.Add(
                fault is StoreFaultException { Reason: var why }
                    ? $"the database does not answer: {why}" : "the database does not answer");
            return Duration.Zero;
        }

        void Tell(Duration lag, string what)
        {
            if (lag > LongestLag)
            {
                reasons.Add($"the pump of {what} is {lag.TotalSeconds:0} s behind");
            }
        }
    }

    private Duration Behind(Instant? oldest) =>
        oldest is { } at && !clock.StandsStill() && !watch.Holds && at < clock.GetCurrentInstant()
            ? clock.GetCurrentInstant() - at : Duration.Zero;
}
