using NodaTime;
using SlaBot.Core.Cards;

namespace SlaBot.Desk.Outbox;

/// <summary>A wish drawn and ready to go; <c>Parts</c> are the notices that became this one list.</summary>
internal sealed record Ready(OutboxItem Item, Card Card, Post? Standing, IReadOnlyList<OutboxItem> Parts)
{
    /// <summary>Of a list, the versions of its leads that it shows at least; empty for anything else.</summary>
    public IReadOnlyDictionary<string, int> Shows { get; init; } = new Dictionary<string, int>();

    /// <summary>The leads whose notices stand in a list of these keys.</summary>
    public static IEnumerable<string> LeadsOf(string keys) => keys.Split('\n').Select(key => key.Split('|')[1]).Distinct(StringComparer.Ordinal);
}

/// <summary>
/// Draws one conversation's wishes, drops what is moot, and makes one list of more than five notices within a minute. A list is a wish on file
/// before it is sent: whatever becomes of the try, and whatever becomes moot meanwhile, it is the same list that is looked for and sent again.
/// </summary>
internal sealed class Gathering(IDeskReader reader, Drawing drawing, CurrentRules rules)
{
    private const int Most = 5;
    private static readonly Duration Minute = Duration.FromMinutes(1);
    private readonly Dictionary<string, List<Instant>> lately = [];

    /// <summary>What is to be sent, in order. What is not goes to the results as done or postponed.</summary>
    public IEnumerable<Ready> Gather(List<OutboxItem> lane, Instant now, SendResults results)
    {
        var ready = new List<Ready>();
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var parts = lane.Where(IsList).ToDictionary(list => list.Id, PartsOf);
        var listed = parts.Values.SelectMany(one => one).Select(one => one.Id).ToHashSet();
        foreach (var item in lane.Where(one => !listed.Contains(one.Id)))
        {
            if (Waits(item, now) is { } hours)
            {
                results.Postpone([item, .. parts.GetValueOrDefault(item.Id) ?? []], hours);
            }
            else if (Prepare(Thinned(item, parts, now, results), now) is { } one && shown.Add(one.Item.Key))
            {
                ready.Add(one with { Parts = parts.GetValueOrDefault(item.Id) ?? [] });
            }
            else
            {
                // Moot, or drawn in this round already: many leads of one list that change at once change it once.
                results.Done(item);
            }
        }

        var fresh = ready.Where(one => one.Item.Purpose is Purpose.Notice or Purpose.QueueAlarm && one.Standing is null).ToList();
        var sent = SentLately(lane[0].Audience, now);
        if (fresh.Count + sent.Count <= Most)
        {
            sent.AddRange(fresh.Select(_ => now));
            return ready.OrderBy(First);
        }

        // Out of the recipient's hours there is no waiting for the minute's end.
        var until = sent.Count == 0 ? now : Instant.Max(now + Duration.FromSeconds(1), sent.Max() + Minute);
        return until == now || Audiences.Held(lane[0].Audience, until, rules.Now) != until ? OneList(ready, fresh, now, sent, results) : Wait(ready, fresh, until, results);
    }

    private bool IsList(OutboxItem item) => item is { Purpose: Purpose.Digest, Detail: not null } && !item.Key.EndsWith(Keys.Redraw, StringComparison.Ordinal) && reader.Post(item.Key) is null;

    /// <summary>
    /// Until when something private waits that comes to be sent out of its reader's hours, as after a sleep or an outage; null when it need not.
    /// What may stand in the chat already is looked for at once.
    /// </summary>
    private Instant? Waits(OutboxItem item, Instant now)
    {
        var waits = item.Purpose is Purpose.Notice or Purpose.Digest or Purpose.Dispute or Purpose.Note or Purpose.Scorecard || (item.Purpose == Purpose.Card && rules.Now.HoldCards);
        var hours = waits && item.TriedAt is null ? Audiences.Held(item.Audience, now, rules.Now) : now;
        return hours > now && !item.Key.EndsWith(Keys.Redraw, StringComparison.Ordinal) && reader.Post(item.Key) is null ? hours : null;
    }

    private List<OutboxItem> PartsOf(OutboxItem list) => [.. list.Detail!.Split('\n').Select(reader.Waiting).OfType<OutboxItem>()];

    /// <summary>A list that was not tried yet, as after an outage, without the notices that are moot by now. One that may stand already keeps them, as settled.</summary>
    private OutboxItem Thinned(OutboxItem list, Dictionary<long, List<OutboxItem>> parts, Instant now, SendResults results)
    {
        if (!parts.TryGetValue(list.Id, out var all))
        {
            return list;
        }

        var left = all.Where(part => list.TriedAt is not null || Prepare(part, now) is not null).ToList();
        foreach (var moot in all.Except(left))
        {
            results.Done(moot);
        }

        parts[list.Id] = left;
        return list with { Detail = string.Join('\n', left.Select(part => part.Key)) };
    }

    // A list stands where the first of its notices would have stood.
    private static long First(Ready one) => one.Parts.Select(part => part.Id).Append(one.Item.Id).Min();

    private List<Instant> SentLately(string audience, Instant now)
    {
        lock (lately)
        {
            if (!lately.TryGetValue(audience, out var sent))
            {
                lately[audience] = sent = [];
            }

            sent.RemoveAll(at => at <= now - Minute);
            return sent;
        }
    }

    /// <summary>Draws a wish; null when there is nothing to show. A redraw of a list's part redraws the list.</summary>
    private Ready? Prepare(OutboxItem item, Instant now)
    {
        if (item is { Purpose: Purpose.Digest, Detail: "" })
        {
            return null;
        }

        var redraw = item.Key.EndsWith(Keys.Redraw, StringComparison.Ordinal);
        var key = redraw ? item.Key[..^Keys.Redraw.Length] : item.Key;
        var standing = reader.Post(key);
        if (standing?.Within is { } list && reader.Post(list) is { } whole)
        {
            (item, standing) = (item with { Key = list, Purpose = Purpose.Digest, Detail = whole.Detail }, whole);
            key = list;
        }

        if (redraw && standing is null)
        {
            return null;
        }

        item = item with { Key = key };
        var shows = item.Purpose == Purpose.Digest ? Versions(item.Detail!) : new Dictionary<string, int>();
        return drawing.Draw(item, standing, now) is { } card ? new Ready(item, card, standing, []) { Shows = shows } : null;
    }

    /// <summary>Read before the drawing: what is drawn is never older.</summary>
    private Dictionary<string, int> Versions(string keys) => Ready.LeadsOf(keys).ToDictionary(lead => lead, lead => reader.Lead(lead)?.Version ?? 0);

    private static IEnumerable<Ready> OneList(List<Ready> ready, List<Ready> fresh, Instant now, List<Instant> sent, SendResults results)
    {
        var first = fresh[0].Item;
        sent.Add(now);
        results.Wish(new OutboxItem
        {
            Key = $"list|{first.Id}",
            Audience = first.Audience,
            Purpose = Purpose.Digest,
            Detail = string.Join('\n', fresh.Select(one => one.Item.Key)),
            NotBefore = first.NotBefore,
            CreatedAt = now,
        });
        return ready.Except(fresh).OrderBy(First);
    }

    /// <summary>The first few of this minute are out: the rest become one list when the minute is over.</summary>
    private static IEnumerable<Ready> Wait(List<Ready> ready, List<Ready> fresh, Instant until, SendResults results)
    {
        results.Postpone(fresh.Select(one => one.Item), until);
        return ready.Except(fresh).OrderBy(First);
    }
}
