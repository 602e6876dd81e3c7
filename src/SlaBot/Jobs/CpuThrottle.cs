using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Jobs;

/// <summary>
/// Keeps a long count from taking the machine away from people: after every few milliseconds of work it rests for four
/// times as long. For the thread that a repeated job has to itself; under the manual clock, where nobody waits, it does
/// nothing.
/// </summary>
internal sealed class CpuThrottle(IClock clock, TimeProvider time)
{
    private const int Between = 64;
    private const int Rests = 4;
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(4);
    private long since = time.GetTimestamp();
    private int taken;

    /// <summary>The same, in the same order, with rests between.</summary>
    public IEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        foreach (var item in source)
        {
            Take();
            yield return item;
        }
    }

    /// <summary>One more is done.</summary>
    public void Take()
    {
        if (++taken % Between != 0 || clock.StandsStill()
            || time.GetElapsedTime(since) is var worked && worked < Work)
        {
            return;
        }

        Thread.Sleep(worked * Rests);
        since = time.GetTimestamp();
    }
}
