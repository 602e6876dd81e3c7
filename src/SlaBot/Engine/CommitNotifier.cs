namespace SlaBot.Engine;

/// <summary>Tells listeners that something was committed; they look for themselves what it was. Erasures alone are
/// told by name: who keeps a lead's id in memory is to forget it.</summary>
internal sealed class CommitNotifier
{
    private TaskCompletionSource next = New();

    /// <summary>Completes at the next commit after this call.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    /// <summary>A lead was erased, by the id that it had; raised before the one who asked for it is
    /// answered.</summary>
    public event Action<string>? LeadErased;

    /// <summary>Says that these leads are erased.</summary>
    public void NotifyErased(IEnumerable<string> leads)
    {
        foreach (var lead in leads)
        {
            LeadErased?.Invoke(lead);
        }
    }

    /// <summary>Wakes everybody who listens.</summary>
    public void Notify() => Interlocked.Exchange(ref next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
