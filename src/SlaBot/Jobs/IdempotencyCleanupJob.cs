using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Jobs;

/// <summary>Once a day forgets answers that no sender repeats any more.</summary>
internal sealed class IdempotencyCleanupJob(LeadCommandProcessor engine, IReadStore reader, IClock clock)
    : IScheduledJob
{
    /// <summary>How long an answered request is known again.</summary>
    public static readonly Duration Kept = Duration.FromDays(30);

    private const string Name = "housekeeping";
    private static readonly Duration Daily = Duration.FromDays(1);

    /// <inheritdoc/>
    public bool Owns(string name) => name == Name;

    /// <summary>Also anew when it stands further ahead than a day, as after a clock that was set back.</summary>
    public Task ArmAsync() => reader.Jobs().Any(job => job.Name == Name && job.NextAt <= clock.Second() + Daily)
        ? Task.CompletedTask
        : engine.RecordAsync((_, batch) => batch.Jobs.Add(new Job(Name, clock.Second() + Daily)));

    /// <inheritdoc/>
    public Task RunAsync(Job due, CancellationToken stop) => engine.RecordAsync((at, batch) =>
    {
        batch.ForgetRequestsBefore = at.Now - Kept;

        // After a sleep once is enough: the next turn is the first that lies ahead.
        var missed = (int)(at.Now - due.NextAt).TotalDays;
        batch.Jobs.Add(due with { NextAt = due.NextAt + (Daily * (missed + 1)) });
    });
}
