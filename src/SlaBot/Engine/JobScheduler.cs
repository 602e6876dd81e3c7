using System.Collections.Concurrent;
using NodaTime;

namespace SlaBot.Engine;

/// <summary>Something done again and again, at instants that are rows.</summary>
internal interface IScheduledJob
{
    /// <summary>True when a job row of this name is this job's.</summary>
    bool Owns(string name);

    /// <summary>Does it for its own instant, and writes its next one in the same transaction.</summary>
    Task RunAsync(Job due, CancellationToken stop);

    /// <summary>Arms the first one, and arms it anew when the schedule has changed.</summary>
    Task ArmAsync() => Task.CompletedTask;

    /// <summary>False for a job that may be done by a time of which the data have no history yet, because nothing is
    /// published or forgotten by it.</summary>
    bool NeedsHistory => true;
}

/// <summary>
/// The jobs' rows, read from the store; a job missed while the program slept is done for its own instant, in order.
/// Under the machine's clock they run beside the pumps, so that a large week's numbers hold up no notice. A job that
/// fails is held back and tried again apart; the others go on.
/// </summary>
internal sealed class JobScheduler(LeadCommandProcessor engine, IReadStore reader, IEnumerable<IScheduledJob> jobs,
    HeldBack held, IClock clock)
{
    private static readonly string Prefix = MessageKeys.Join("job", "");
    private Task beside = Task.CompletedTask;

    /// <summary>Runs what is due. True when there was anything that is done now.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        if (!beside.IsCompleted || Due() is not { Count: > 0 } due)
        {
            return false;
        }

        if (clock.StandsStill())
        {
            await RunAsync(due, stop);
            return true;
        }

        beside = RunBesideAsync(due, stop);
        return false;
    }

    private List<(IScheduledJob Job, Job Row)> Due()
    {
        var now = clock.Second();
        return [
            .. reader.Jobs().Where(row => row.NextAt <= now && held.MayTry(Key(row), now)).OrderBy(row => row.NextAt)
            .Select(row => (Job: jobs.FirstOrDefault(job => job.Owns(row.Name))!, Row: row))
            .Where(due => due.Job is not null && Turn(due.Job, due.Row) <= now)];
    }

    private static string Key(Job row) => MessageKeys.Join("job", row.Name);

    // At its instant, or later where the machine's clock is not vouched for.
    private Instant Turn(IScheduledJob? job, Job row) =>
        job is { NeedsHistory: true } && clock is GuardedClock guarded ? guarded.Publishes(row.NextAt) : row.NextAt;

    private async Task RunAsync(List<(IScheduledJob Job, Job Row)> due, CancellationToken stop)
    {
        foreach (var (job, row) in due)
        {
            await ApartAsync(row, () => job.RunAsync(row, stop));
        }
    }

    private async Task RunBesideAsync(List<(IScheduledJob Job, Job Row)> due, CancellationToken stop)
    {
        foreach (var (job, row) in due)
        {
            // Counting takes a thread of its own: the pool's few are for requests, which wait half a second for another
            // one.
            await ApartAsync(row, () => Task.Factory.StartNew(
                () => job.RunAsync(row, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
        }
    }

    /// <summary>A job that meets a fault stays due, is told, and is tried again after a while; the jobs after it are
    /// done.</summary>
    private async Task ApartAsync(Job row, Func<Task> run)
    {
        try
        {
            await run();
            held.Free(Key(row));
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or ObjectDisposedException))
        {
            var job = new HeldItem(Key(row), $"The job {row.Name}");
            if (held.Keep(job, fault, clock.Second()) is { } alarm)
            {
                await held.TellAsync(engine, job, alarm);
            }
        }
    }

    /// <summary>Arms what is scheduled by the settings.</summary>
    public async Task ArmAsync()
    {
        foreach (var job in jobs)
        {
            await job.ArmAsync();
        }
    }

    /// <summary>The next instant of any job; null while one runs beside the pumps.</summary>
    public Instant? Next() => beside.IsCompleted ? Earliest() : null;

    private Instant? Earliest()
    {
        var now = clock.Second();
        var turns = reader.Jobs().Where(row => held.MayTry(Key(row), now))
            .Select(row => (Instant?)Turn(jobs.FirstOrDefault(job => job.Owns(row.Name)), row));
        return DuePump.Earliest(turns.Min(), held.NextTry(Prefix));
    }
}
