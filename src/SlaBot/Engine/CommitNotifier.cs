namespace SlaBot.Engine;

/// <summary>Tells listeners that something was committed; they look for themselves what it was.</summary>
internal sealed class CommitNotifier
{
    private TaskCompletionSource next = New();

    /// <summary>Completes at the next commit after this call.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>Wakes everybody who listens.</summary>
    public void Notify() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
