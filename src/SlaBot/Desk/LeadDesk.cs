using System.Threading.Channels;
using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Desk;

/// <summary>
/// The single write path: every change to a lead is a command given to it. One thread decides; commands that arrive together share a commit,
/// and each is answered when that commit is on disk.
/// </summary>
internal sealed partial class LeadDesk : IDisposable
{
    private const int LargestBatch = 256;
    private readonly Channel<DeskWork> waiting = Channel.CreateUnbounded<DeskWork>(new UnboundedChannelOptions { SingleReader = true });
    private readonly IDeskStore store;
    private readonly IDeskReader reader;
    private readonly CurrentRules rules;
    private readonly WriterDesk desk;
    private readonly CalendarShelf calendars;
    private readonly CommitFeed feed;
    private readonly IClock clock;
    private readonly ILogger log;
    private readonly Thread writer;
    private int pending;

    public LeadDesk(IDeskStore store, IDeskReader reader, CurrentRules rules, CommitFeed feed, IClock clock, ILogger<LeadDesk> log)
    {
        (this.store, this.reader, this.rules, this.feed, this.clock, this.log) = (store, reader, rules, feed, clock, log);
        calendars = new CalendarShelf(reader);
        desk = new WriterDesk(store, reader, rules, calendars, clock);
        writer = new Thread(Write) { IsBackground = true, Name = "desk" };
        writer.Start();
        KeepTerms(rules.Now);
    }

    /// <summary>The calendars by version.</summary>
    public CalendarShelf Calendars => calendars;

    /// <summary>How many leads were erased since the start.</summary>
    public int Erasures => desk.Erasures;

    /// <summary>True when nothing waits for the writer.</summary>
    public bool IsIdle => Volatile.Read(ref pending) == 0;

    /// <summary>Decides the command and answers once the result is on disk. Stamps <c>Now</c> itself.</summary>
    public async Task<DeskAnswer> SubmitAsync(LeadCommand command, RequestStamp? stamp = null)
    {
        var work = new CommandWork(command, stamp);
        await EnqueueAsync(work);
        return work.Earlier is { } earlier ? Repeat(earlier, stamp!) : work.Answer!;
    }

    /// <summary>Takes lines of a history, in order, and answers for each once all are on disk.</summary>
    public async Task<IReadOnlyList<HistoryAnswer>> TellAsync(IReadOnlyList<HistoryLine> lines)
    {
        var work = new HistoryWork(lines);
        await EnqueueAsync(work);
        return work.Answers;
    }

    /// <summary>Makes durable what is no lead's step.</summary>
    public Task RecordAsync(Action<WriterDesk, DeskBatch> fill) => EnqueueAsync(new RecordWork(fill));

    /// <summary>Puts valid new settings in force: for new obligations only; who waits in the queue is tried again.</summary>
    public async Task ReplaceRulesAsync(Rulebook fresh)
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
        waiting.Writer.TryComplete();
        writer.Join(TimeSpan.FromSeconds(10));
    }

    private Task KeepTerms(Rulebook book) => RecordAsync((at, batch) =>
    {
        batch.Documents.AddRange(calendars.Add(book, at.Now));
        AgreementBook.Adopt(reader, book, at, batch);
    });

    private async Task EnqueueAsync(DeskWork work)
    {
        Interlocked.Increment(ref pending);
        if (!waiting.Writer.TryWrite(work))
        {
            Interlocked.Decrement(ref pending);
            throw new ObjectDisposedException(nameof(LeadDesk), "The desk is closed; the command was not taken.");
        }

        await work.Done;
    }

    private DeskAnswer Repeat(RequestRecord earlier, RequestStamp stamp)
    {
        if (earlier.BodyHash != stamp.BodyHash)
        {
            return new DeskAnswer(reader.Lead(earlier.Lead), new Refusal("key-reused", "This Idempotency-Key was used for another request. Use a new key for a new request."), false, true);
        }

        var then = LeadFold.Of(reader.Events(earlier.Lead, earlier.Version).Select(one => one.Event));
        var refusal = earlier.RefusalCode is null ? null : new Refusal(earlier.RefusalCode, earlier.RefusalSentence ?? "");
        return new DeskAnswer(then, refusal, false, true);
    }

    private void Write()
    {
        var taken = new List<DeskWork>(LargestBatch);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (taken.Count < LargestBatch && waiting.Reader.TryRead(out var work))
            {
                taken.Add(work);
            }

            WriteBatch(taken);
            Interlocked.Add(ref pending, -taken.Count);
            taken.Clear();
        }
    }

    private void WriteBatch(List<DeskWork> taken)
    {
        var batch = new DeskBatch();
        var done = taken.Where(work => TryFill(work, batch)).ToList();
        try
        {
            if (!batch.IsEmpty)
            {
                var began = System.Diagnostics.Stopwatch.GetTimestamp();
                store.Commit(batch);
                DeskMeter.Commit.Record(System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }

            var scrubbed = !desk.MustScrub;
            desk.Committed();
            if (scrubbed && desk.MustScrub)
            {
                LogUnscrubbed(log);
            }
        }
        catch (Exception fault)
        {
            LogLost(log, fault, done.Count);
            desk.RolledBack();
            done.ForEach(work => work.Fail(fault));
            return;
        }

        var queueMayMove = desk.QueueMayMove;
        desk.QueueMayMove = false;
        DeskMeter.Commands.Add(done.Count);
        done.ForEach(work => work.Complete());
        if (!batch.IsEmpty)
        {
            feed.Tell();
        }

        if (queueMayMove)
        {
            _ = TryQueueAsync();
        }
    }

    private bool TryFill(DeskWork work, DeskBatch batch)
    {
        try
        {
            work.Fill(desk, batch);
            return true;
        }
        catch (Exception fault)
        {
            LogUndecided(log, fault);
            work.Fail(fault);
            return false;
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "A batch of {Count} could not be written; nothing of it was kept and each sender is told.")]
    private static partial void LogLost(ILogger log, Exception fault, int count);

    [LoggerMessage(1003, LogLevel.Warning, "A lead was erased, but a long read keeps its text in the data file's log; that is tried again with every write.")]
    private static partial void LogUnscrubbed(ILogger log);

    [LoggerMessage(1002, LogLevel.Error, "A command could not be decided; it wrote nothing and its sender is told.")]
    private static partial void LogUndecided(ILogger log, Exception fault);
}
