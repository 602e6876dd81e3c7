using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace SlaBot.Sandbox;

/// <summary>Steps in order of their instants, those of one instant in the order in which they were added.</summary>
internal sealed class SampleSchedule
{
    private readonly PriorityQueue<Func<Task>, (Instant At, int Order)> steps = new();
    private int order;

    /// <summary>Adds a step.</summary>
    public void Add(Instant at, Func<Task> step) => steps.Enqueue(step, (at, order++));

    /// <summary>Takes the next step before the end; false when there is none.</summary>
    public bool TryTake(Instant end, out Instant at, [NotNullWhen(true)] out Func<Task>? step)
    {
        var any = steps.TryDequeue(out step, out var when) && when.At < end;
        at = when.At;
        return any;
    }
}
