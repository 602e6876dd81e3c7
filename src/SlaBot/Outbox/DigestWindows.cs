using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>
/// Which new cards and notices of a conversation go singly and which become a list: what is due at one instant and is
/// more than a few is one list and nothing single; of what trickles in the first few of a minute go singly and the rest
/// of that minute is one list, which grows where it stands.
/// </summary>
internal sealed class DigestWindows(IReadStore reader, IClock clock)
{
    private const int MostNotices = 5;
    private const int MostCards = 10;
    private const int ShortList = 10;
    private const int LinesASecond = 50;
    private static readonly Duration Minute = Duration.FromMinutes(1);

    // What an outage or a rate limit kept is still that minute's for so long; after that the list has scrolled away.
    private static readonly Duration LongestGrowth = Duration.FromMinutes(10);
    private readonly ConcurrentDictionary<(ChatAddress To, bool IsCards), Window> windows = [];

    /// <summary>True for what may be a line of a list. What may stand in the chat already is looked for by itself, and
    /// never said again in a list.</summary>
    public static bool MayJoin(OutboxItem item) => item.TriedAt is null && !MessageKeys.IsRedraw(item.Key)
        && item.Kind is MessageKind.Card or MessageKind.Notice or MessageKind.QueueAlarm;

    /// <summary>Until when the list rests that something new would join.</summary>
    public Instant RestsUntil(OutboxItem item) =>
        windows.TryGetValue((item.Address, item.Kind == MessageKind.Card), out var window)
            ? window.Rests : Instant.MinValue;

    /// <summary>
    /// The lists that are due and not among these outbox items. The outbox is read by the page, and a list stands
    /// behind the notices that it takes: where they fill the page, they would be put into it for ever.
    /// </summary>
    public IReadOnlyList<OutboxItem> ListsBehind(IReadOnlyList<OutboxItem> lane, Instant now) =>
    [
        .. new[] { false, true }
            .Select(isCards => windows.GetValueOrDefault((lane[0].Address, isCards))?.List)
            .Select(key => key is null || lane.Any(item => item.Key == key) ? null : reader.Waiting(key))
            .OfType<OutboxItem>().Where(list => list.NotBefore <= now),
    ];

    /// <summary>
    /// When a list that is posted may be drawn anew. A list is drawn by reading every lead on it, and each lead that
    /// joins it or changes asks for that: without a pause, thousands of leads in a minute would leave time for nothing
    /// else. Under the manual clock nothing waits.
    /// </summary>
    public Instant MayDraw(PostedMessage? list, Instant now)
    {
        var lines = list is null ? 0 : DigestIntent.LinesOf(list.Intent).Count;
        return lines < ShortList || clock.StandsStill()
            ? now
            : Instant.Max(now, (list!.EditedAt ?? list.At) + Duration.FromSeconds(1 + (lines / LinesASecond)));
    }

    /// <summary>Puts what belongs to a list into it; gives back what goes singly.</summary>
    public IEnumerable<OutboxItem> Take(IReadOnlyList<OutboxItem> joining, Instant now, DeliveryResults results)
    {
        var kinds = joining.ToLookup(item => item.Kind == MessageKind.Card);
        return [
            .. Singly([.. kinds[false].OrderBy(item => item.Id)], isCards: false, MostNotices, now, results),
            .. Singly([.. kinds[true].OrderBy(item => item.Id)], isCards: true, MostCards, now, results)];
    }

    private IReadOnlyList<OutboxItem> Singly(IReadOnlyList<OutboxItem> fresh, bool isCards, int most, Instant now,
        DeliveryResults results)
    {
        if (fresh.Count == 0)
        {
            return [];
        }

        var place = (fresh[0].Address, isCards);
        var window = windows.GetValueOrDefault(place);
        if (window is not null && (now >= window.Start + Minute || now < window.Start))
        {
            // What came in that minute and could not be sent belongs to its list still.
            var old = Find(window);
            var late = old.IsOpen && now < window.Start + LongestGrowth
                ? fresh.Where(item => item.CreatedAt < window.Start + Minute).ToList() : [];
            ToList(late, window, old, now, results);
            fresh = [.. fresh.Except(late)];
            window = null;
        }

        if (fresh.Count == 0)
        {
            return [];
        }

        window = windows[place] = window ?? new Window(now);
        var list = Find(window);
        if (list.IsOpen || fresh.Count > most)
        {
            ToList(fresh, window, list, now, results);
            return [];
        }

        var singly = fresh.Where(item => !window.Single.Contains(item.Key)).Take(most - window.Single.Count).ToList();
        var again = fresh.Where(item => window.Single.Contains(item.Key)).ToList();
        window.Single.UnionWith(singly.Select(item => item.Key));
        ToList([.. fresh.Except(singly).Except(again)], window, list, now, results);
        return [.. singly, .. again];
    }

    private GrowingList Find(Window window) =>
        window.List is { } key ? new GrowingList(reader.Post(key), reader.Waiting(key)) : default;

    private void ToList(IReadOnlyList<OutboxItem> fresh, Window window, GrowingList list, Instant now,
        DeliveryResults results)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        window.List = list.IsOpen ? window.List! : $"list|{fresh[0].Id}";
        var next = window.Rests = MayDraw(list.Posted, now);
        if (next > now)
        {
            // They wait with their list, or each round would prepare them again.
            results.Postpone(fresh, next);
        }

        var waiting = list.Waiting?.Intent as DigestIntent ?? new DigestIntent([]);
        results.Intent(new OutboxItem
        {
            Key = window.List,
            Address = fresh[0].Address,
            Intent = waiting.With(fresh.Select(ListLine.Of).OfType<ListLine>()),
            NotBefore = Instant.Max(fresh.Min(item => item.NotBefore), next > now ? next : Instant.MinValue),
            CreatedAt = now,
        });
    }

    /// <summary>The list of a window: as it is posted, and what waits to be added to it.</summary>
    private readonly record struct GrowingList(PostedMessage? Posted, OutboxItem? Waiting)
    {
        public bool IsOpen => Posted is not null || Waiting is not null;
    }

    /// <summary>A minute of one conversation: what went singly, and the list of the rest. Only the conversation's own
    /// lane touches it.</summary>
    private sealed class Window(Instant start)
    {
        public Instant Start { get; } = start;

        public HashSet<string> Single { get; } = new(StringComparer.Ordinal);

        public string? List { get; set; }

        /// <summary>Until when the list is not drawn anew; what comes meanwhile is looked at then.</summary>
        public Instant Rests { get; set; } = Instant.MinValue;
    }
}
