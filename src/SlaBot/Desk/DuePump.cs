using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Desk.Reviews;

namespace SlaBot.Desk;

/// <summary>Asks what is due, and has it decided. Timers are rows; nothing is armed in memory.</summary>
internal sealed class DuePump(LeadDesk desk, IDeskReader reader, JobBook jobs, IClock clock)
{
    private const int Page = 500;

    /// <summary>Decides what is due now, leads first, earliest first. True when there was anything.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var any = false;
        while (!stop.IsCancellationRequested && reader.Due(clock.Second(), Page) is { Count: > 0 } due)
        {
            any = true;
            await Task.WhenAll(due.Select(row => desk.SubmitAsync(new Tick { Lead = row.Lead })));
        }

        return await jobs.RunAsync(stop) || any;
    }

    /// <summary>The next instant at which anything is due.</summary>
    public Instant? Next() => Earliest(reader.NextDue(), jobs.Next());

    /// <summary>The earlier of two instants; null is never.</summary>
    public static Instant? Earliest(Instant? a, Instant? b) => a is null ? b : b is null || a < b ? a : b;
}
