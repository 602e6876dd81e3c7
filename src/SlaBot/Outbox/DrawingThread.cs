using System.Collections.Concurrent;

namespace SlaBot.Outbox;

/// <summary>
/// Where messages are read and drawn, one after another. It is work of the processor that may take long (a list of
/// thousands): on the threads that answer requests, a round of lists would keep every sender waiting until it is over.
/// </summary>
internal sealed class DrawingThread : IDisposable
{
    private readonly BlockingCollection<Action> waiting = [];
    private readonly Thread thread;

    public DrawingThread()
    {
        thread = new Thread(Work) { IsBackground = true, Name = "drawing" };
        thread.Start();
    }

    /// <summary>Does it there; completes elsewhere.</summary>
    /// <exception cref="OperationCanceledException">The program ends.</exception>
    public Task<T> RunAsync<T>(Func<T> draw)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            waiting.Add(() =>
            {
                try
                {
                    done.SetResult(draw());
                }
                catch (Exception fault)
                {
                    done.SetException(fault);
                }
            });
        }
        catch (InvalidOperationException)
        {
            throw new OperationCanceledException("The program ends; nothing is drawn any more.");
        }

        return done.Task;
    }

    public void Dispose()
    {
        waiting.CompleteAdding();
        thread.Join(TimeSpan.FromSeconds(5));
    }

    private void Work()
    {
        foreach (var draw in waiting.GetConsumingEnumerable())
        {
            draw();
        }
    }
}
