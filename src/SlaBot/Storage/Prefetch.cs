using System.Collections.Concurrent;

namespace SlaBot.Storage;

/// <summary>Enumerates on another thread, a few portions ahead of whoever takes them, so that reading and counting go on at once.</summary>
internal static class Prefetch
{
    private const int Portion = 512;
    private const int Ahead = 8;

    /// <summary>The same, in the same order. What is enumerated ends before this does, also when it is let go of early.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> source)
    {
        using var portions = new BlockingCollection<T[]>(Ahead);
        using var stop = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(() => Read(source, portions, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var portion in portions.GetConsumingEnumerable())
            {
                foreach (var item in portion)
                {
                    yield return item;
                }
            }
        }
        finally
        {
            stop.Cancel();
            reading.GetAwaiter().GetResult();
        }
    }

    private static void Read<T>(IEnumerable<T> source, BlockingCollection<T[]> portions, CancellationToken stop)
    {
        try
        {
            foreach (var portion in source.Chunk(Portion))
            {
                portions.Add(portion, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
        finally
        {
            portions.CompleteAdding();
        }
    }
}
