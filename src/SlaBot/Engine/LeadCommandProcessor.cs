using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>
/// The single write path: every change to a lead is a command given to it. One thread decides; commands that arrive
/// together share a commit, and each is answered when that commit is on disk.
/// </summary>
internal sealed partial class LeadCommandProcessor : IDisposable
{
    private const long HeaviestBatch = 16L * 1024 * 1024;

    // What takes longer is a disk that does not answer. A batch takes a small part of a second.
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private readonly WriteQueue waiting = new();
    private readonly IWriteStore store;
    private readonly IReadStore reader;
    private readonly CurrentAgreement rules;
    private readonly WriteSession engine;
    private readonly CalendarRegistry calendars;
    private readonly IClock clock;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Thread writer;
    private bool isFailing;
    private int pending;
    private long lastWrite;
    private long writingSince;

    public LeadCommandProcessor(IWriteStore store, IReadStore reader, CurrentAgreement rules, IOutboxPlanner planner,
        IClock clock, TimeProvider time, ILogger<LeadCommandProcessor> log)
    {
        (this.store, this.reader, this.rules, this.clock, this.time, this.log) =
            (store, reader, rules, clock, time, log);
        lastWrite = time.GetTimestamp();
        calendars = new CalendarRegistry(reader);
        engine = new WriteSession(store, reader, rules, calendars, planner, clock);
        writer = new Thread(Write) { IsBackground = true, Name = "engine" };
        writer.Start();
        TermsKept = KeepTerms(rules.Now);
    }

    /// <summary>
    /// Completes when the agreement and the calendars with which the program started are on file; without them what
    /// is written could not be read again.
    /// </summary>
    public Task TermsKept { get; }

    /// <summary>Tells of each commit.</summary>
    public CommitNotifier Commits { get; } = new();

    /// <summary>How long ago something was last made durable, by the machine's time.</summary>
    public TimeSpan SinceLastWrite => time.GetElapsedTime(Interlocked.Read(ref lastWrite));

    /// <summary>The calendars by version.</summary>
    public CalendarRegistry Calendars => calendars;

    /// <summary>Decisions that are kept nowhere.</summary>
    public DryRun DryRun() => new(reader, rules, calendars, clock);

    /// <summary>How many leads were erased since the start.</summary>
    public int Erasures => engine.Erasures;

    /// <summary>True when nothing waits for the writer.</summary>
    public bool IsIdle => Volatile.Read(ref pending) == 0;

    /// <summary>Decides the command and answers once the result is on disk. Stamps <c>Now</c> itself.</summary>
    /// <exception cref="StoreFaultException">The disk does not take it, or does not answer: a sender is not kept
    /// waiting for ever.</exception>
    public async Task<CommandResult> SubmitAsync(LeadCommand command, RequestStamp? stamp = null)
    {
        var work = new CommandRequest(command, stamp);
        await (command is Tick ? EnqueueAsync(work) : AnsweredAsync(work));
        return work.Earlier is { } earlier ? Repeat(earlier, stamp!) : work.Result!;
    }

    /// <summary>Takes lines of a history, in order, and answers for each once all are on disk.</summary>
    public async Task<IReadOnlyList<HistoryLineResult>> TellAsync(IReadOnlyList<HistoryLine> lines)
    {
        var work = new HistoryRequest(lines);
        await EnqueueAsync(work);
        return work.Answers;
    }

    /// <summary>Makes durable what is no lead's step. Waits for the disk as long as it takes: what became of a message
    /// that was sent must not be forgotten.</summary>
    public Task RecordAsync(Action<WriteSession, WriteBatch> fill) => EnqueueAsync(new RecordRequest(fill));

    /// <summary>The same for what nobody waits for: those who wait for an answer go first, and beside them the writer takes
    /// a little of it at a time. The weight is how many leads it writes about.</summary>
    public Task RecordBehindAsync(int weight, Action<WriteSession, WriteBatch> fill) =>
        EnqueueAsync(new RecordRequest(fill, Math.Max(1, weight)));

    /// <summary>The same for somebody who waits for the answer; see <see cref="SubmitAsync"/>.</summary>
    public Task RecordForSenderAsync(Action<WriteSession, WriteBatch> fill) =>
        AnsweredAsync(new RecordRequest(fill));

    /// <summary>Makes something durable that means nothing; fails as any write would.</summary>
    public async Task ProbeAsync()
    {
        await EnqueueAsync(new ProbeWork(store));
        Wrote();
    }

    /// <summary>Puts valid new settings in force: for new obligations only; who waits in the queue is tried
    /// again.</summary>
    public async Task ReplaceRulesAsync(AgreementRules fresh)
    {
        rules.Replace(fresh);
        await KeepTerms(fresh);
        await TryQueueAsync();
    }

    /// <summary>Tries to place every queued lead, oldest first.</summary>
    public async Task TryQueueAsync() =>
        await Task.WhenAll(reader.Queue(1_000).Select(lead => SubmitAsync(new Place { Lead = lead })));

    /// <inheritdoc/>
    public void Dispose()
    {
        waiting.Close();
        writer.Join(TimeSpan.FromSeconds(10));
    }

    private Task KeepTerms(AgreementRules book) => RecordAsync((at, batch) =>
    {
        batch.Documents.AddRange(calendars.Add(book, at.Now));
        AgreementArchive.Adopt(reader, book, at, batch);
    });

    private async Task EnqueueAsync(WriteRequest work)
    {
        Interlocked.Increment(ref pending);
        if (!waiting.Add(work))
        {
            Interlocked.Decrement(ref pending);
            throw new ObjectDisposedException(nameof(LeadCommandProcessor),
                "The desk is closed; the command was not taken.");
        }

        await work.Done;
    }

    private async Task AnsweredAsync(WriteRequest work)
    {
        var done = EnqueueAsync(work);
        while (true)
        {
            try
            {
                await done.WaitAsync(Look);
                return;
            }
            catch (TimeoutException) when (!done.IsFaulted)
            {
                if (!done.IsCompleted && IsDiskSilent)
                {
                    throw new StoreFaultException(
                        $"the disk has not answered for {LongestWrite.TotalSeconds:0} seconds", "The data file",
                        "Look at the machine's disk and its log.") { IsUnknown = !work.TryGiveUp() };
                }
            }
        }
    }

    private bool IsDiskSilent => Interlocked.Read(ref writingSince) is var since and not 0
        && time.GetElapsedTime(since) >= LongestWrite;

    private CommandResult Repeat(RequestRecord earlier, RequestStamp stamp)
    {
        if (earlier.BodyHash != stamp.BodyHash)
        {
            return new CommandResult(reader.Lead(earlier.Lead),
                new Refusal("key-reused",
                    "This Idempotency-Key was used for another request. Use a new key for a new request."), false,
                    true);
        }

        var then = LeadFold.Of(reader.Events(earlier.Lead, earlier.Version).Select(storedEvent => storedEvent.Event));
        var refusal = earlier.RefusalCode is null
            ? null : new Refusal(earlier.RefusalCode, earlier.RefusalSentence ?? "");
        return new CommandResult(then, refusal, false, true);
    }

    private void Write()
    {
        var taken = new List<WriteRequest>();
        while (waiting.Take(taken))
        {
            var count = taken.Count;
            taken.RemoveAll(work => !work.TryTake());
            Interlocked.Exchange(ref writingSince, time.GetTimestamp());
            Write(taken);
            Interlocked.Exchange(ref writingSince, 0);
            Interlocked.Add(ref pending, -count);
            taken.Clear();
        }
    }

    /// <summary>
    /// Writes all of it, in order, each batch as large as it may be. Whatever goes wrong, each sender is answered and
    /// the writer goes on.
    /// </summary>
    private void Write(List<WriteRequest> taken)
    {
        for (var from = 0; from < taken.Count;)
        {
            var some = new List<WriteRequest>();
            var fault = WriteTogether(taken, from, some);
            from += some.Count;
            if (fault is null)
            {
                continue;
            }

            // A fault of the machine is everybody's. Any other is one sender's: each of the others gets a batch of
            // its own, and only that one is told no.
            if (fault is StoreFaultException || some.Count == 1)
            {
                Lost(fault, some.Count);
                some.ForEach(work => work.Fail(fault));
                continue;
            }

            LogApart(log, fault, some.Count);
            foreach (var work in some)
            {
                if (WriteTogether([work], 0, []) is { } own)
                {
                    LogLost(log, own, 1);
                    work.Fail(own);
                }
            }
        }
    }

    private void Wrote() => Interlocked.Exchange(ref lastWrite, time.GetTimestamp());

    // While the disk takes nothing, one line when that begins is enough; the log may lie on the same disk.
    private void Lost(Exception fault, int count)
    {
        if (fault is not StoreFaultException)
        {
            LogLost(log, fault, count);
        }
        else if (!isFailing)
        {
            isFailing = true;
            LogStoreFails(log, fault);
        }
    }

    private void Found()
    {
        if (isFailing)
        {
            isFailing = false;
            LogStoreWorks(log);
        }
    }

    /// <summary>
    /// Writes works from one on in one transaction, until the batch is large; tells which. Null when they are on disk
    /// and answered; else why nothing of them is, and nobody is answered yet.
    /// </summary>
    private Exception? WriteTogether(List<WriteRequest> taken, int from, List<WriteRequest> some)
    {
        var batch = new WriteBatch();
        try
        {
            // Counted as taken first: what fails here must not be tried for ever.
            some.Add(taken[from]);
            Interlocked.Exchange(ref writingSince, time.GetTimestamp());
            engine.Refresh();
            taken[from].Fill(engine, batch);
            for (var next = from + 1; next < taken.Count && batch.Weight < HeaviestBatch; next++)
            {
                some.Add(taken[next]);
                taken[next].Fill(engine, batch);
            }

            if (!batch.IsEmpty)
            {
                var began = time.GetTimestamp();
                store.Commit(batch);
                EngineMetrics.Commit.Record(time.GetElapsedTime(began).TotalMilliseconds);
                Wrote();
            }
        }
        catch (Exception fault)
        {
            engine.RolledBack();
            return fault;
        }

        Found();
        Settle();
        Commits.NotifyErased(batch.Erased);
        Answer(some, batch);
        return null;
    }

    /// <summary>What follows a commit; its faults change nothing of what is on disk.</summary>
    private void Settle()
    {
        var scrubbed = !engine.MustScrub;
        engine.Committed();
        if (scrubbed && engine.MustScrub)
        {
            LogUnscrubbed(log);
        }
    }

    private void Answer(List<WriteRequest> done, WriteBatch batch)
    {
        var queueMayMove = engine.QueueMayMove;
        engine.QueueMayMove = false;
        EngineMetrics.Commands.Add(done.Count);
        foreach (var work in done)
        {
            work.Complete();
        }

        if (!batch.IsEmpty)
        {
            Commits.Notify();
        }

        if (queueMayMove)
        {
            _ = TryQueueAsync();
        }
    }

    [LoggerMessage(1001, LogLevel.Error,
        "A batch of {Count} could not be written; nothing of it was kept and each sender is told.")]
    private static partial void LogLost(ILogger log, Exception fault, int count);

    [LoggerMessage(1005, LogLevel.Error,
        "Nothing can be written or read; senders are told, and it is told here again when it goes on.")]
    private static partial void LogStoreFails(ILogger log, Exception fault);

    [LoggerMessage(1006, LogLevel.Warning, "The data file takes writes again.")]
    private static partial void LogStoreWorks(ILogger log);

    [LoggerMessage(1003, LogLevel.Warning,
        "A lead was erased, but a long read keeps its text in the data file's log; that is tried again with every "
        + "write.")]
    private static partial void LogUnscrubbed(ILogger log);

    [LoggerMessage(1002, LogLevel.Error,
        "A batch of {Count} could not be decided or written together; each is now tried by itself, so that only the "
        + "one at fault is refused.")]
    private static partial void LogApart(ILogger log, Exception fault, int count);
}
