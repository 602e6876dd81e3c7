using NodaTime;

namespace SlaBot.Desk;

/// <summary>Something done again and again, at instants that are rows.</summary>
internal interface IRepeated
{
    /// <summary>True when a job row of this name is this job's.</summary>
    bool Owns(string name);

    /// <summary>Does it for its own instant, and writes its next one in the same transaction.</summary>
    Task RunAsync(Job due, CancellationToken stop);

    /// <summary>Arms the first one, and arms it anew when the schedule has changed.</summary>
    Task ArmAsync() => Task.CompletedTask;
}

/// <summary>The jobs' rows, read from the store; a job missed while the program slept is done for its own instant, in order.</summary>
internal sealed class JobBook(IDeskReader reader, IEnumerable<IRepeated> jobs, IClock clock)
{
    /// <summary>Runs what is due. True when there was anything.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var now = clock.Second();
        var due = reader.Jobs().Where(job => job.NextAt <= now).OrderBy(job => job.NextAt).ToList();
        foreach (var row in due)
        {
            if (jobs.FirstOrDefault(job => job.Owns(row.Name)) is { } job)
            {
                await job.RunAsync(row, stop);
            }
        }

        return due.Count > 0;
    }

    /// <summary>Arms what is scheduled by the settings.</summary>
    public async Task ArmAsync()
    {
        foreach (var job in jobs)
        {
            await job.ArmAsync();
        }
    }

    /// <summary>The next instant of any job.</summary>
    public Instant? Next() => reader.Jobs().Select(job => (Instant?)job.NextAt).Min();
}

/// <summary>When somebody is back, the queue is tried again.</summary>
internal sealed class BackJob(LeadDesk desk) : IRepeated
{
    private static readonly Instant Never = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <inheritdoc/>
    public bool Owns(string name) => name.StartsWith(Absences.BackJob, StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task RunAsync(Job due, CancellationToken stop)
    {
        await desk.RecordAsync((_, batch) => batch.Jobs.Add(due with { NextAt = Never }));
        await desk.TryQueueAsync();
    }
}
