using NodaTime;
using SlaBot.Core.Cards;

namespace SlaBot.Desk;

/// <summary>A wish drawn and ready to go; <c>Parts</c> are the notices that became this one list.</summary>
internal sealed record Ready(OutboxItem Item, Card Card, Post? Standing, IReadOnlyList<OutboxItem> Parts)
{
    /// <summary>Of a list, the versions of its leads that it shows at least; empty for anything else.</summary>
    public IReadOnlyDictionary<string, int> Shows { get; init; } = new Dictionary<string, int>();

    /// <summary>The leads whose notices stand in a list of these keys.</summary>
    public static IEnumerable<string> LeadsOf(string keys) => keys.Split('\n').Select(key => key.Split('|')[1]).Distinct(StringComparer.Ordinal);
}

/// <summary>
/// Draws one conversation's wishes, drops what is moot, and makes one list of more than five notices within a minute.
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
        foreach (var item in lane)
        {
            if (Prepare(item, now) is { } one)
            {
                ready.Add(one);
            }
            else
            {
                results.Done(item);
            }
        }

        var fresh = ready.Where(one => one.Item.Purpose == Purpose.Notice && one.Standing is null).ToList();
        var sent = SentLately(lane[0].Audience, now);
        if (fresh.Count + sent.Count <= Most)
        {
            sent.AddRange(fresh.Select(_ => now));
            return ready;
        }

        return sent.Count == 0 ? OneList(ready, fresh, now, sent) : Wait(ready, fresh, sent, now, results);
    }

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

    private IEnumerable<Ready> OneList(List<Ready> ready, List<Ready> fresh, Instant now, List<Instant> sent)
    {
        var first = fresh[0].Item;
        var list = first with
        {
            Key = $"list|{first.Id}",
            Purpose = Purpose.Digest,
            Lead = null,
            ThreadKey = null,
            Detail = string.Join('\n', fresh.Select(one => one.Item.Key)),
        };
        sent.Add(now);
        var book = rules.Now;
        var context = new CardContext { Policy = book.Policy, People = book.People, Now = now };
        var shows = Versions(list.Detail);
        var card = drawing.Digest(list.Detail, context, drawing.ReaderOf(list.Audience, book));
        return ready.Except(fresh).Append(new Ready(list, card, null, [.. fresh.Select(one => one.Item)]) { Shows = shows }).OrderBy(one => one.Item.Id);
    }

    /// <summary>The first few of this minute are out: the rest become one list when the minute is over.</summary>
    private static IEnumerable<Ready> Wait(List<Ready> ready, List<Ready> fresh, List<Instant> sent, Instant now, SendResults results)
    {
        results.Postpone(fresh.Select(one => one.Item), Instant.Max(now + Duration.FromSeconds(1), sent.Max() + Minute));
        return ready.Except(fresh);
    }
}
