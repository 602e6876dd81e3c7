using System.Collections.Concurrent;
using System.Diagnostics;
using NodaTime;

namespace SlaBot.Desk.Outbox;

/// <summary>Draws waiting wishes from the state as it is and has them sent: in order within a conversation, conversations beside each other.</summary>
internal sealed partial class OutboxPump(LeadDesk desk, IDeskReader reader, Gathering gathering, IPostman postman, IClock clock, ILogger<OutboxPump> log)
{
    private const int Page = 500;
    private const int Lanes = 8;
    private const int MostKept = 10_000;
    private static readonly Duration LongestWait = Duration.FromHours(1);
    private static readonly Duration LongestRecess = Duration.FromSeconds(5);
    private readonly ConcurrentDictionary<string, Instant> held = [];
    private readonly ConcurrentDictionary<string, (long Since, Duration Wait)> recesses = [];

    /// <summary>Sends what is ready now. True when there was anything.</summary>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        var any = false;
        while (!stop.IsCancellationRequested && reader.Ready(clock.Second(), Page) is { Count: > 0 } ready)
        {
            any = true;
            var results = new SendResults(reader.Post, desk.Erasures);
            await Parallel.ForEachAsync(
                ready.GroupBy(item => item.Audience),
                new ParallelOptions { MaxDegreeOfParallelism = Lanes, CancellationToken = stop },
                async (lane, token) => await SendLaneAsync([.. lane.OrderBy(item => item.Id)], results, token));
            await WriteAsync(results);
        }

        return any;
    }

    private Task WriteAsync(SendResults results) => desk.RecordAsync((at, batch) => results.Fill(at, batch));

    /// <summary>
    /// A platform keeps the world's time. Under the manual clock, which stands still, what it did not take is tried again when as long has passed in the world:
    /// once at each waking, never for a request that waits, which a platform that hangs for longer than the recess would keep waiting for ever.
    /// </summary>
    public async Task EndRecessesAsync()
    {
        // All together: a platform that hangs is asked by all at the same time, and between two such times nobody waits for it.
        foreach (var audience in recesses.Values.Any(one => Stopwatch.GetElapsedTime(one.Since) >= one.Wait.ToTimeSpan()) ? recesses.Keys : [])
        {
            if (recesses.TryRemove(audience, out _))
            {
                await HastenAsync(audience);
            }
        }
    }

    /// <summary>The next instant at which anything is ready.</summary>
    public Instant? Next() => reader.NextReady();

    /// <summary>A conversation can be written to again: what was tried and kept for it, and what waits behind that, is ready now. What waits for working hours goes on waiting.</summary>
    public Task HastenAsync(string audience)
    {
        var now = clock.Second();
        var until = held.TryRemove(audience, out var at) ? at : (Instant?)null;
        var kept = reader.Ready(now + LongestWait, MostKept).Where(item => item.Audience == audience && item.NotBefore > now && (item.Attempts > 0 || item.NotBefore == until)).ToList();
        return kept.Count == 0 ? Task.CompletedTask : desk.RecordAsync((_, batch) => batch.OutboxChanged.AddRange(kept.Select(item => item with { NotBefore = now })));
    }

    /// <summary>
    /// Over a network: that a try begins is on file before it does, so that after a crash the message is looked for, not sent twice. Each by itself: what still waits
    /// behind it was not tried, and is not said to be a repeat.
    /// </summary>
    private Task MarkAsync(OutboxItem item, Instant now) => postman.IsRemote && item.TriedAt is null
        ? desk.RecordAsync((_, batch) => batch.OutboxChanged.Add(item with { TriedAt = now }))
        : Task.CompletedTask;

    /// <summary>One conversation, in order; when one cannot go now, those behind it wait with it.</summary>
    private async Task SendLaneAsync(List<OutboxItem> lane, SendResults results, CancellationToken stop)
    {
        var now = clock.Second();
        if (held.TryGetValue(lane[0].Audience, out var free) && free > now)
        {
            // What came later must not overtake what waits.
            results.Postpone(lane, free);
            return;
        }

        foreach (var wish in gathering.Gather(lane, now, results))
        {
            try
            {
                if (!await TryAsync(wish, lane, results, now, stop))
                {
                    return;
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                LogUndrawn(log, fault, wish.Item.Id, wish.Item.Purpose);
                results.Take(wish, new SendLater(now + Duration.FromMinutes(1 + wish.Item.Attempts), fault.Message), now);
            }
        }
    }

    /// <summary>Sends one; false when the conversation waits now. Over a network each outcome is written as soon as it is known: a crash leaves one post in doubt, not a round of them.</summary>
    private async Task<bool> TryAsync(Ready wish, List<OutboxItem> lane, SendResults round, Instant now, CancellationToken stop)
    {
        var outcome = await SendAsync(wish, round, now, stop);
        var results = postman.IsRemote ? round.Own() : round;
        var until = results.Take(wish, outcome, now);
        var waits = until is not null && outcome is not SendRefused { OnlyThis: true };
        if (waits)
        {
            Hold(wish.Item.Audience, until!.Value, now);
            LogWaits(log, wish.Item.Id, wish.Item.Purpose, outcome.GetType().Name);
            results.Postpone(lane.Where(item => item.Id > wish.Item.Id), until.Value);
        }

        await (postman.IsRemote ? WriteAsync(results) : Task.CompletedTask);
        return !waits;
    }

    private void Hold(string audience, Instant until, Instant now)
    {
        held[audience] = until;
        if (clock is ManualClock && postman.IsRemote)
        {
            recesses[audience] = (Stopwatch.GetTimestamp(), Duration.Min(until - now, LongestRecess));
        }
    }

    private async Task<SendOutcome> SendAsync(Ready wish, SendResults results, Instant now, CancellationToken stop)
    {
        await MarkAsync(wish.Item, now);
        var thread = wish.Item.ThreadKey is { } key ? results.Posted(key) ?? reader.Post(key) : null;
        return await postman.SendAsync(new Outgoing(wish.Item, wish.Card, wish.Standing, thread, now), stop);
    }

    [LoggerMessage(1101, LogLevel.Warning, "Wish {Number} ({Purpose}) waits, and what stands behind it: {Outcome}.")]
    private static partial void LogWaits(ILogger log, long number, Purpose purpose, string outcome);

    [LoggerMessage(1102, LogLevel.Error, "Wish {Number} ({Purpose}) could not be drawn or sent; it is kept and tried again.")]
    private static partial void LogUndrawn(ILogger log, Exception fault, long number, Purpose purpose);
}
