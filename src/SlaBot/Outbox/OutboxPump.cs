using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>
/// Draws waiting outbox items from the state as it is and has them sent: in order within a conversation, conversations
/// beside each other, none of them waiting for another one. What is new goes before what is redrawn.
/// </summary>
internal sealed partial class OutboxPump(LeadCommandProcessor engine, IReadStore reader, DigestBuilder gathering,
    GuardedSender sender, IClock clock, TimeProvider time, ILogger<OutboxPump> log) : IDisposable
{
    private const int Page = 10_000;
    private const int Lanes = 24;
    private const int MostKept = 20_000;
    private const int SaidTogether = 24;
    private static readonly Duration LongestWait = Duration.FromHours(1);
    private static readonly Duration LongestRecess = Duration.FromSeconds(5);
    private const int ManyRedraws = 100;
    private static readonly Duration LongerWait = Duration.FromSeconds(5);
    private readonly DrawingThread drawing = new();
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    // After so long the conversation is looked at anew: something new may have come.
    private static readonly TimeSpan MostRedrawing = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(ChatAddress To, bool IsNews), Instant> held = [];
    private readonly ConcurrentDictionary<ChatAddress, (long Since, Duration Wait)> recesses = [];
    private readonly ConcurrentDictionary<ChatAddress, Task> running = [];
    private readonly ConcurrentDictionary<ChatAddress, long> resting = [];
    private readonly Queue<IGrouping<ChatAddress, OutboxItem>> next = [];

    /// <summary>Sends what is ready now; under the machine's clock it does not wait for a conversation whose platform
    /// is slow. True when there was anything.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        if (!engine.IsIdle)
        {
            // What is being decided at this moment belongs to the same instant, and to the same list.
            await engine.RecordAsync((_, _) => { });
        }

        var any = false;
        while (!stop.IsCancellationRequested)
        {
            var started = await StartAsync(stop);
            Task[] lanes = [.. running.Values];
            if (lanes.Length == 0 && !started)
            {
                return any;
            }

            any = true;
            if (lanes.Length == 0)
            {
                // They were done before they could be counted; what they left is looked for.
                continue;
            }

            var first = Task.WhenAny(lanes);
            if (clock.StandsStill())
            {
                await first;
            }
            else if (await Task.WhenAny(first, Task.Delay(Patience, time, stop)) != first)
            {
                break;
            }
        }

        next.Clear();
        await (stop.IsCancellationRequested ? Task.WhenAll(running.Values) : Task.CompletedTask);
        return any;
    }

    /// <summary>
    /// A platform keeps the world's time. Under the manual clock, which stands still, what it did not take is tried
    /// again when as long has passed in the world:
    /// once at each waking, never for a request that waits, which a platform that hangs for longer than the recess
    /// would keep waiting for ever.
    /// </summary>
    public async Task EndRecessesAsync()
    {
        // All together: a platform that hangs is asked by all at the same time, and between two such times nobody waits
        // for it.
        foreach (var audience in recesses.Values.Any(
            recess => time.GetElapsedTime(recess.Since) >= recess.Wait.ToTimeSpan()) ? recesses.Keys : [])
        {
            if (recesses.TryRemove(audience, out _))
            {
                await HastenAsync(audience);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => drawing.Dispose();

    /// <summary>The next instant at which anything is ready.</summary>
    public Instant? Next() => reader.NextReady();

    /// <summary>A conversation can be written to again: what was tried and kept for it, and what waits behind that, is
    /// ready now. What waits for working hours goes on waiting.</summary>
    public Task HastenAsync(ChatAddress audience)
    {
        var now = clock.Second();
        var untils = new[] { true, false }
            .Select(isNews => held.TryRemove((audience, isNews), out var at) ? at : (Instant?)null).OfType<Instant>()
            .ToList();
        var kept = reader.Ready(now + LongestWait, MostKept)
            .Where(item =>
                item.Address == audience && item.NotBefore > now
                    && (item.Attempts > 0 || untils.Contains(item.NotBefore))).ToList();
        return kept.Count == 0
            ? Task.CompletedTask
            : engine.RecordAsync(
                (_, batch) => batch.OutboxChanged.AddRange(kept.Select(item => item with { NotBefore = now })));
    }

    /// <summary>Starts a lane for each conversation that has something ready and none yet; what is new before what is
    /// only redrawn.</summary>
    private async Task<bool> StartAsync(CancellationToken stop)
    {
        var started = false;
        if (next.Count == 0)
        {
            // Rows of a conversation are changed by its own lane alone, so those that wait for a place among the lanes
            // stay true.
            (await drawing.RunAsync(Waiting)).OrderBy(lane => lane.All(item => MessageKeys.IsRedraw(item.Key))).ToList()
                .ForEach(next.Enqueue);
        }

        while (running.Count < Lanes && next.TryDequeue(out var lane))
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (running.TryAdd(lane.Key, done.Task))
            {
                _ = Task.Run(() => LaneAsync(lane.Key, [.. lane.OrderBy(item => item.Id)], done, stop),
                    CancellationToken.None);
                started = true;
            }
        }

        return started;
    }

    // A conversation that is busy or rests may have so much waiting that no other one is on the page.
    private List<IGrouping<ChatAddress, OutboxItem>> Waiting()
    {
        for (var page = Page; ; page *= 4)
        {
            var ready = reader.Ready(clock.Second(), page);
            var lanes = ready.GroupBy(item => item.Address)
                .Where(lane => !running.ContainsKey(lane.Key) && !IsResting(lane.Key)).ToList();
            if (lanes.Count > 0 || ready.Count < page)
            {
                return lanes;
            }
        }
    }

    private bool IsResting(ChatAddress audience) =>
        resting.TryGetValue(audience, out var since)
            && (time.GetElapsedTime(since) < Rest || !resting.TryRemove(audience, out _));

    /// <summary>What a list said for the first time goes in small parts before the list itself, so that nobody's answer
    /// waits for thousands of leads. A crash between leaves the list as one whose outcome is not known.</summary>
    private async Task WriteAsync(DeliveryResults results)
    {
        while (results.TakeSaid(SaidTogether) is { Count: > 0 } said)
        {
            await engine.RecordBehindAsync(said.Count, (at, batch) => results.Fill(said, at, batch));
        }

        await engine.RecordBehindAsync(results.Weight, (at, batch) => results.Fill(at, batch));
    }

    /// <summary>One conversation by itself: whatever goes wrong in it is held there and told, and stops no
    /// other.</summary>
    private async Task LaneAsync(ChatAddress audience, List<OutboxItem> lane, TaskCompletionSource done,
        CancellationToken stop)
    {
        var results = new DeliveryResults(reader.Post, engine.Erasures);
        try
        {
            try
            {
                await SendLaneAsync(lane, results, stop);
                sender.Free(audience);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                var now = clock.Second();
                results.Postpone(lane.Select(item => item with { Attempts = item.Attempts + 1 }),
                    now + HeldBack.Wait(lane.Max(item => item.Attempts) + 1));
                sender.Hold(audience, lane, fault, results, now);
            }

            await WriteAsync(results);
        }
        catch (OperationCanceledException)
        {
            // The program ends: what is on file goes on at the next start.
        }
        catch (Exception fault)
        {
            // It could not even be written down. The conversation rests; the others go on.
            resting[audience] = time.GetTimestamp();
            LogUnwritten(log, fault);
        }
        finally
        {
            running.TryRemove(audience, out _);
            done.SetResult();
        }
    }

    /// <summary>One conversation, in order; when one cannot go now, those behind it wait with it. What only puts right
    /// what stands holds back nothing that is new.</summary>
    private async Task SendLaneAsync(List<OutboxItem> lane, DeliveryResults results, CancellationToken stop)
    {
        var (now, audience) = (clock.Second(), lane[0].Address);
        if (held.TryGetValue((audience, true), out var free) && free > now)
        {
            // What came later must not overtake what waits.
            results.Postpone(lane, free);
            return;
        }

        if (held.TryGetValue((audience, false), out var later) && later > now)
        {
            results.Postpone(lane.Where(item => MessageKeys.IsRedraw(item.Key)), later);
            lane = [.. lane.Where(item => !MessageKeys.IsRedraw(item.Key))];
        }

        if (lane.Count == 0)
        {
            return;
        }

        long? redrawing = null;
        using var intents = await drawing.RunAsync(() => gathering.Gather(lane, now, results).GetEnumerator());
        while (await drawing.RunAsync(intents.MoveNext))
        {
            if (!intents.Current.IsNews && time.GetElapsedTime(redrawing ??= time.GetTimestamp()) > MostRedrawing)
            {
                return;
            }

            if (!await TryAsync(intents.Current, lane, results, now, stop))
            {
                return;
            }
        }
    }

    /// <summary>Sends one; false when the conversation waits now. Over a network each outcome is written as soon as it
    /// is known: a crash leaves one post in doubt, not a round of them.</summary>
    private async Task<bool> TryAsync(Ready intent, List<OutboxItem> lane, DeliveryResults round, Instant now,
        CancellationToken stop)
    {
        var outcome = await sender.SendAsync(intent, round, now, stop);
        var results = sender.IsRemote ? round.Own() : round;
        var until = results.Take(intent, outcome, now);
        var waits = until is not null && outcome is not SendRefused { OnlyThis: true };
        if (waits)
        {
            Hold(intent, until!.Value, now);
            LogWaits(log, intent.Item.Id, intent.Item.Kind, outcome.GetType().Name);
            results.Postpone(intent.IsNews ? lane.Where(item => item.Id > intent.Item.Id) : [], until.Value);
            var redraws = lane.Where(IsRedraw).ToList();
            results.Postpone(redraws.Where(item => item.Id != intent.Item.Id),
                redraws.Count > ManyRedraws ? Instant.Max(until.Value, now + LongerWait) : until.Value);
        }

        await (sender.IsRemote ? WriteAsync(results) : Task.CompletedTask);
        return !waits;
    }

    private bool IsRedraw(OutboxItem item) =>
        MessageKeys.IsRedraw(item.Key) || (item.Kind != MessageKind.Digest && reader.Post(item.Key) is not null);

    private void Hold(Ready intent, Instant until, Instant now)
    {
        held[(intent.Item.Address, intent.IsNews)] = until;
        if (clock.StandsStill() && sender.IsRemote)
        {
            recesses[intent.Item.Address] = (time.GetTimestamp(), Duration.Min(until - now, LongestRecess));
        }
    }

    [LoggerMessage(1101, LogLevel.Warning, "Wish {Number} ({Purpose}) waits, and what stands behind it: {Outcome}.")]
    private static partial void LogWaits(ILogger log, long number, MessageKind purpose, string outcome);

    [LoggerMessage(1102, LogLevel.Error,
        "What became of a conversation's messages could not be written down; it is tried again.")]
    private static partial void LogUnwritten(ILogger log, Exception fault);
}
