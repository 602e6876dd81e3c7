using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Desk.Reviews;

namespace SlaBot.Desk;

/// <summary>Asks what is due, and has it decided. Timers are rows; nothing is armed in memory. A lead whose timer meets a fault is held apart, and the others go on.</summary>
internal sealed class DuePump(LeadDesk desk, IDeskReader reader, JobBook jobs, HeldBack faults, IClock clock)
{
    private const int Page = 500;
    private readonly ConcurrentDictionary<string, (Instant Until, int Tries)> held = new(StringComparer.Ordinal);

    /// <summary>Decides what is due now, leads first, earliest first. True when there was anything.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var any = false;
        while (!stop.IsCancellationRequested && Due() is { Count: > 0 } due)
        {
            any = true;
            await Task.WhenAll(due.Select(row => TickAsync(row.Lead)));
        }

        return await jobs.RunAsync(stop) || any;
    }

    /// <summary>The next instant at which anything is due; of what is held, when it is tried again.</summary>
    public Instant? Next()
    {
        var lead = held.IsEmpty ? reader.NextDue() : reader.Due(Instant.FromUtc(9000, 1, 1, 0, 0), held.Count + 1).FirstOrDefault(row => !held.ContainsKey(row.Lead))?.At;
        return Earliest(Earliest(lead, held.Values.Select(one => (Instant?)one.Until).Min()), jobs.Next());
    }

    /// <summary>The earlier of two instants; null is never.</summary>
    public static Instant? Earliest(Instant? a, Instant? b) => a is null ? b : b is null || a < b ? a : b;

    private List<DueRow> Due()
    {
        var now = clock.Second();
        return [.. reader.Due(now, Page + held.Count).Where(row => !held.TryGetValue(row.Lead, out var one) || one.Until <= now)];
    }

    private async Task TickAsync(string lead)
    {
        var about = Outbox.Keys.Join("timer", lead);
        try
        {
            await desk.SubmitAsync(new Tick { Lead = lead });
            faults.Free(about);
            held.TryRemove(lead, out _);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var now = clock.Second();
            var tries = held.TryGetValue(lead, out var before) ? before.Tries + 1 : 1;
            held[lead] = (now + HeldBack.Wait(tries), tries);
            if (faults.Keep(about, $"The timer of lead {lead}", fault, now) is { } alarm)
            {
                await TellAsync(alarm);
            }
        }
    }

    private async Task TellAsync(Outbox.OutboxItem alarm)
    {
        try
        {
            await desk.RecordAsync((at, batch) => at.Wish(batch, [alarm]));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Nothing can be written now: the readiness page says so, and the log has the fault.
        }
    }
}
