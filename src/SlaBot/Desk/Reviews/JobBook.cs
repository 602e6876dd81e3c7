using NodaTime;

namespace SlaBot.Desk.Reviews;

/// <summary>Something done again and again, at instants that are rows.</summary>
internal interface IRepeated
{
    /// <summary>True when a job row of this name is this job's.</summary>
    bool Owns(string name);

    /// <summary>Does it for its own instant, and writes its next one in the same transaction.</summary>
    Task RunAsync(Job due, CancellationToken stop);

    /// <summary>Arms the first one, and arms it anew when the schedule has changed.</summary>
    Task ArmAsync() => Task.CompletedTask;

    /// <summary>False for a job that may be done by a time of which the data have no history yet, because nothing is published or forgotten by it.</summary>
    bool NeedsHistory => true;
}

/// <summary>
/// The jobs' rows, read from the store; a job missed while the program slept is done for its own instant, in order. Under the machine's clock they
/// run beside the pumps, so that a large week's numbers hold up no notice. A job that fails is held back and tried
/// again apart; the others go on.
/// </summary>
internal sealed partial class JobBook(IDeskReader reader, IEnumerable<IRepeated> jobs, HeldFaults held, IClock clock, ILogger<JobBook> log)
{
    private static readonly Duration AfterAFault = Duration.FromSeconds(30);
    private Task beside = Task.CompletedTask;
    private Instant notBefore = Instant.MinValue;

    /// <summary>Runs what is due. True when there was anything that is done now.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        if (!beside.IsCompleted || clock.Second() < notBefore || Due() is not { Count: > 0 } due)
        {
            return false;
        }

        if (clock is ManualClock)
        {
            await RunAsync(due, stop);
            return true;
        }

        beside = RunBesideAsync(due, stop);
        return false;
    }

    private List<(IRepeated Job, Job Row)> Due()
    {
        var now = clock.Second();
        return [.. reader.Jobs().Where(row => row.NextAt <= now && held.MayTry(Key(row), now)).OrderBy(row => row.NextAt)
            .Select(row => (Job: jobs.FirstOrDefault(job => job.Owns(row.Name))!, Row: row))
            .Where(due => due.Job is not null && Turn(due.Job, due.Row) <= now)];
    }

    /// <summary>When a row's turn comes: at its instant, or later where the machine's clock is not vouched for.</summary>
    private Instant Turn(IRepeated? job, Job row) => job is { NeedsHistory: true } && clock is GuardedClock guarded ? guarded.Publishes(row.NextAt) : row.NextAt;

    private async Task RunAsync(List<(IRepeated Job, Job Row)> due, CancellationToken stop)
    {
        foreach (var (job, row) in due)
        {
            await RunAsync(row, () => job.RunAsync(row, stop));
        }
    }

    private async Task RunAsync(Job row, Func<Task> run)
    {
        try
        {
            await run();
            held.Release(Key(row));
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or StoreFaultException or ObjectDisposedException))
        {
            LogFailed(log, fault, row.Name);
            held.Hold(Key(row), $"the job {row.Name}", $"it fails ({fault.GetType().Name})", clock.Second());
        }
    }

    private static string Key(Job row) => "job|" + row.Name;

    private async Task RunBesideAsync(List<(IRepeated Job, Job Row)> due, CancellationToken stop)
    {
        try
        {
            foreach (var (job, row) in due)
            {
                // Counting takes a thread of its own: the pool's few are for requests, which wait half a second for another one.
                await RunAsync(row, () => Task.Factory.StartNew(() => job.RunAsync(row, stop), stop, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap());
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            notBefore = clock.Second() + AfterAFault;
            LogFailed(log, fault, "of this round");
        }
    }

    [LoggerMessage(1202, LogLevel.Error, "The repeated job {Job} failed; it stays due and is tried again in half a minute, then less and less often.")]
    private static partial void LogFailed(ILogger log, Exception fault, string job);

    /// <summary>Arms what is scheduled by the settings.</summary>
    public async Task ArmAsync()
    {
        foreach (var job in jobs)
        {
            await job.ArmAsync();
        }
    }

    /// <summary>The next instant of any job; null while one runs beside the pumps.</summary>
    public Instant? Next() => beside.IsCompleted && Earliest() is { } next ? Instant.Max(next, notBefore) : null;

    private Instant? Earliest()
    {
        var now = clock.Second();
        var turns = reader.Jobs().Where(row => held.MayTry(Key(row), now))
            .Select(row => (Instant?)Turn(jobs.FirstOrDefault(job => job.Owns(row.Name)), row));
        return DuePump.Earliest(turns.Min(), held.NextTry("job|"));
    }
}

/// <summary>When somebody is back, the queue is tried again.</summary>
internal sealed class BackJob(LeadDesk desk) : IRepeated
{
    private static readonly Instant Never = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public bool Owns(string name) => name.StartsWith(Absences.BackJob, StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task RunAsync(Job due, CancellationToken stop)
    {
        await desk.RecordAsync((_, batch) => batch.Jobs.Add(due with { NextAt = Never }));
        await desk.TryQueueAsync();
    }
}
