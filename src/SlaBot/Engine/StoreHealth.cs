namespace SlaBot.Engine;

/// <summary>
/// Whether the store takes writes, as its last writes showed. The store tells it; the readiness page and the
/// program's end read it. Any thread.
/// </summary>
internal sealed class StoreHealth
{
    private readonly TaskCompletionSource<StoreFaultException> damage = new(
        TaskCreationOptions.RunContinuationsAsynchronously);
    private StoreFaultException? fault;

    /// <summary>
    /// Completes with the fault when the data file is damaged or gone; nothing may be written after that.
    /// </summary>
    public Task<StoreFaultException> Damage => damage.Task;

    /// <summary>Why the last write failed; null since one succeeded.</summary>
    public StoreFaultException? WriteFault => Volatile.Read(ref fault);

    /// <summary>A write is on disk.</summary>
    public void Wrote() => Volatile.Write(ref fault, null);

    /// <summary>A write failed.</summary>
    public void Failed(StoreFaultException why) => Volatile.Write(ref fault, why);

    /// <summary>The file is damaged or gone, whoever found it out.</summary>
    public void Damaged(StoreFaultException why) => damage.TrySetResult(why);
}
