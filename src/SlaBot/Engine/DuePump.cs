using NodaTime;
using SlaBot.Core.Leads;

namespace SlaBot.Engine;

/// <summary>
/// Asks what is due, and has it decided. Timers are rows; nothing is armed in memory. A lead whose timer meets a fault
/// is held apart, and the others go on.
/// </summary>
internal sealed class DuePump(LeadCommandProcessor engine, IReadStore reader, JobScheduler jobs, HeldBack held,
    IClock clock)
{
    private const int Page = 500;
    private static readonly string Prefix = Key("");
    private static readonly Instant Never = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <summary>Decides what is due now, leads first, earliest first. True when there was anything.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var any = false;
        HashSet<DueRow> before = [];
        while (!stop.IsCancellationRequested && Due(clock.Second(), Page) is { Count: > 0 } due)
        {
            any = true;
            var last = before;
            await Task.WhenAll(due.Select(row => TickAsync(row, last.Contains(row))));
            before = [.. due];
        }

        // What may be tried again and is not due any more was put right by something else.
        held.ReleaseThoseDue(Prefix, clock.Second());
        return await jobs.RunAsync(stop) || any;
    }

    /// <summary>The next instant at which anything is due; of what is held back, when it is tried again.</summary>
    public Instant? Next() => Earliest(NextLead(), jobs.Next());

    /// <summary>The earlier of two instants; null is never.</summary>
    public static Instant? Earliest(Instant? a, Instant? b) => a is null ? b : b is null || a < b ? a : b;

    private static string Key(string lead) => MessageKeys.Join("timer", lead);

    private Instant? NextLead()
    {
        if (held.Count == 0)
        {
            return reader.NextDue();
        }

        var first = Due(Never, 1);
        return Earliest(first.Count == 0 ? null : first[0].At, held.NextTry(Prefix));
    }

    // Those that are held back stand at the head of the index, so that many more are asked for.
    private List<DueRow> Due(Instant upTo, int limit)
    {
        var now = clock.Second();
        return [.. reader.Due(upTo, limit + held.Count).Where(row => held.MayTry(Key(row.Lead), now)).Take(limit)];
    }

    private async Task TickAsync(DueRow row, bool isAgain)
    {
        try
        {
            if (isAgain)
            {
                throw new InvalidOperationException("The lead's timer stays due whatever is decided.");
            }

            await engine.SubmitAsync(new Tick { Lead = row.Lead });
            held.Free(Key(row.Lead));
        }
        catch (Exception fault) when (fault is not (StoreFaultException or ObjectDisposedException
            or OperationCanceledException))
        {
            var timer = new HeldItem(Key(row.Lead), $"The timer of lead {row.Lead}", row.Lead);
            if (held.Keep(timer, fault, clock.Second()) is { } alarm)
            {
                await held.TellAsync(engine, timer, alarm);
            }
        }
    }
}
