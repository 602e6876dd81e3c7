namespace SlaBot.Engine;

/// <summary>
/// What waits for the writer, in two rows. Who waits for an answer goes first; of what the program writes down by itself
/// (timers, what became of messages) each batch takes a little then, and as much as there is when nobody waits. Within a
/// row the order is that of arrival.
/// </summary>
internal sealed class WriteQueue
{
    private const int MostTogether = 256;

    // About as many leads as are written in 10 ms.
    private const int LittleBesideAnswers = 24;
    private readonly Lock turn = new();
    private readonly SemaphoreSlim arrivals = new(0);
    private readonly Queue<WriteRequest> answered = new();
    private readonly Queue<WriteRequest> own = new();
    private bool isClosed;

    /// <summary>Adds it at the end of its row; false when the queue is closed.</summary>
    public bool Add(WriteRequest work)
    {
        lock (turn)
        {
            if (isClosed)
            {
                return false;
            }

            (work.OwnWeight > 0 ? own : answered).Enqueue(work);
        }

        arrivals.Release();
        return true;
    }

    /// <summary>Nothing is taken in any more; what waits is still given out.</summary>
    public void Close()
    {
        lock (turn)
        {
            isClosed = true;
        }

        arrivals.Release();
    }

    /// <summary>Waits until something is there and gives out what belongs into one batch; false when the queue is closed
    /// and empty.</summary>
    public bool Take(List<WriteRequest> batch)
    {
        while (true)
        {
            arrivals.Wait();
            lock (turn)
            {
                while (batch.Count < MostTogether && answered.TryDequeue(out var asked))
                {
                    batch.Add(asked);
                }

                var room = batch.Count == 0 ? MostTogether : LittleBesideAnswers;
                while (room > 0 && own.TryDequeue(out var work))
                {
                    batch.Add(work);
                    room -= work.OwnWeight;
                }

                if (batch.Count > 0)
                {
                    // One arrival may stand for several works; each of the others wakes the writer once for nothing.
                    for (var taken = 1; taken < batch.Count && arrivals.Wait(0); taken++)
                    {
                    }

                    return true;
                }

                if (isClosed)
                {
                    return false;
                }
            }
        }
    }
}
