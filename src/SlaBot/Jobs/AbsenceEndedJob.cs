using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Jobs;

/// <summary>When somebody is back, the queue is tried again.</summary>
internal sealed class AbsenceEndedJob(LeadCommandProcessor engine) : IScheduledJob
{
    private static readonly Instant Never = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <inheritdoc/>
    public bool NeedsHistory => false;

    /// <inheritdoc/>
    public bool Owns(string name) => name.StartsWith(Absences.JobPrefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task RunAsync(Job due, CancellationToken stop)
    {
        await engine.RecordAsync((_, batch) => batch.Jobs.Add(due with { NextAt = Never }));
        await engine.TryQueueAsync();
    }
}
