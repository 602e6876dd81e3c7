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

/// <summary>
/// The store could not be written or read for the machine's sake: a full disk, a failing one, lost rights. Nothing of
/// that write is kept, and the same again may go well later.
/// </summary>
/// <param name="reason">What is wrong, without a path: senders read it.</param>
/// <param name="where">Which file, for whoever runs the program.</param>
/// <param name="remedy">What to do next.</param>
/// <param name="inner">The fault as the database told it.</param>
internal sealed class StoreFaultException(string reason, string where, string remedy, Exception? inner = null)
    : Exception($"{where}: {reason}. {remedy}", inner)
{
    /// <summary>What is wrong, without a path.</summary>
    public string Reason => reason;

    /// <summary>
    /// True when the data file itself is damaged, cut short or gone: the program must end, because what it writes
    /// from here on may be lost.
    /// </summary>
    public bool IsDamage { get; init; }

    /// <summary>True when the disk has not said yet what became of the write: it may be done all the same,
    /// later.</summary>
    public bool IsUnknown { get; init; }
}
