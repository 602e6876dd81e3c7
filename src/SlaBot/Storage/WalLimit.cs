namespace SlaBot.Storage;

/// <summary>
/// When the writer is to wait for whoever keeps the log from being begun anew. The database brings the log into the
/// file by itself, but can begin it anew
/// only in an instant without readers; beside a reader that never rests it grew to 1.6 GB in 8 seconds.
/// </summary>
/// <param name="size">The log's bytes on disk.</param>
internal sealed class WalLimit(Func<long> size)
{
    /// <summary>Up to here the log is kept as it is.</summary>
    public const long Usual = 64L * 1024 * 1024;

    /// <summary>From here on the wait is long enough to be felt: growth slows to a few megabytes a second.</summary>
    public const long Much = 256L * 1024 * 1024;

    private const long Step = 4L * 1024 * 1024;
    private const int ShortWait = 50;
    private const int LongWait = 500;
    private long next = Usual;

    /// <summary>How many milliseconds to wait for the readers now; null: nothing is to be done.</summary>
    public int? Wait() => size() is var bytes && bytes <= next ? null : bytes > Much ? LongWait : ShortWait;

    /// <summary>
    /// The log was begun anew, or somebody kept it: then it is tried again a few megabytes later, so that a stuck
    /// reader does not slow every write.
    /// </summary>
    public void Tried(bool isEmpty) => next = isEmpty ? Usual : Math.Max(Usual, size() + Step);
}
