using SlaBot.Core.Leads;

namespace SlaBot.Engine;

/// <summary>Something waiting for the writer. It fills the batch; it is completed when the batch is on disk.</summary>
internal abstract class WriteRequest
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int isSettled;

    /// <summary>Of what the program writes down by itself, how many leads it writes about; 0 where somebody waits for
    /// the answer.</summary>
    public virtual int OwnWeight => 0;

    /// <summary>Completes when the work is on disk.</summary>
    public Task Done => done.Task;

    /// <summary>The writer takes it; false where the sender has given it up.</summary>
    public bool TryTake() => Interlocked.Exchange(ref isSettled, 1) == 0;

    /// <summary>The sender gives it up, and it is never done; false where the writer has taken it.</summary>
    public bool TryGiveUp() => Interlocked.Exchange(ref isSettled, 1) == 0;

    /// <summary>
    /// Adds what is to be written. Runs on the writer's thread; again, on a batch of its own, when what it shared a
    /// batch with could not be written. What an earlier run answered is then void.
    /// </summary>
    public abstract void Fill(WriteSession engine, WriteBatch batch);

    /// <summary>The batch is on disk.</summary>
    public void Complete() => done.TrySetResult();

    /// <summary>The batch could not be written, or this work could not be done.</summary>
    public void Fail(Exception fault) => done.TrySetException(fault);
}

/// <summary>A command for one lead.</summary>
internal sealed class CommandRequest(LeadCommand command, RequestStamp? stamp) : WriteRequest
{
    /// <inheritdoc/>
    public override int OwnWeight => command is Tick ? 1 : 0;

    /// <summary>The answer, once <see cref="WriteRequest.Done"/> has completed.</summary>
    public CommandResult? Result { get; private set; }

    /// <summary>The answer given to the same request before; null when it is new.</summary>
    public RequestRecord? Earlier { get; private set; }

    /// <inheritdoc/>
    public override void Fill(WriteSession engine, WriteBatch batch)
    {
        (Result, Earlier) = (null, null);
        if (stamp is not null && engine.FindRequest(stamp.Key) is { } earlier)
        {
            Earlier = earlier;
            return;
        }

        Result = engine.Decide(command, batch);
        if (stamp is not null && Result.State is { } state)
        {
            engine.Remember(
                new RequestRecord(stamp.Key, stamp.BodyHash, state.Id, state.Version, Result.Refusal?.Code,
                    Result.Refusal?.Sentence, engine.Now), batch);
        }
    }
}

/// <summary>Nothing: whether something can be made durable at all is the question.</summary>
internal sealed class ProbeWork(IWriteStore store) : WriteRequest
{
    /// <inheritdoc/>
    public override void Fill(WriteSession engine, WriteBatch batch) => store.Probe();
}

/// <summary>Something that is no lead's step: what became of posts, a job's next instant, a scorecard.</summary>
internal sealed class RecordRequest(Action<WriteSession, WriteBatch> fill, int ownWeight = 0) : WriteRequest
{
    /// <inheritdoc/>
    public override int OwnWeight => ownWeight;

    /// <inheritdoc/>
    public override void Fill(WriteSession engine, WriteBatch batch) => fill(engine, batch);
}

/// <summary>What a command came to, once it is on disk. <c>State</c> is the lead afterwards (as it stands, when
/// refused; null when there is no such lead).</summary>
internal sealed record CommandResult(LeadState? State, Refusal? Refusal, bool IsNew, bool Repeated)
{
    /// <summary>True when it was done.</summary>
    public bool Ok => Refusal is null;
}

/// <summary>Makes a request repeatable: the same key again gets the same answer; with another body it is
/// refused.</summary>
internal sealed record RequestStamp(string Key, string BodyHash);
