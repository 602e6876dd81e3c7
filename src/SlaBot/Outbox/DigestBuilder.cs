using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>An outbox item drawn and ready to go; <c>Parts</c> are the notices that this list says for the first
/// time.</summary>
internal sealed record Ready(OutboxItem Item, Card Card, PostedMessage? Existing, IReadOnlyList<OutboxItem> Parts)
{
    /// <summary>Of a list, the versions of its leads that it shows at least; empty for anything else.</summary>
    public IReadOnlyDictionary<string, int> Shows { get; init; } = new Dictionary<string, int>();

    /// <summary>True for what nobody has read yet: a new message, or a list that grows. False for what only puts right
    /// what stands.</summary>
    public bool IsNews => Existing is null || Parts.Count > 0;

    /// <summary>The leads of a list, each once.</summary>
    public static IEnumerable<string> LeadsOf(DigestIntent list) =>
        list.Lines.Select(line => line.Lead).Distinct(StringComparer.Ordinal);
}

/// <summary>
/// Draws one conversation's outbox items, drops what is moot, and makes lists: what is due at one instant and is more
/// than a few is one list and nothing single; of what trickles in the first few of a minute go singly and the rest of
/// that minute is one list, which grows where it stands. A list is an outbox item on file before it is sent: whatever
/// becomes of the try, and whatever becomes moot meanwhile, it is the same list that is looked for and sent again.
/// </summary>
internal sealed class DigestBuilder(
    IReadStore reader, CardRenderer drawing, CurrentAgreement rules, HeldBack held, IClock clock)
{
    private const int MostNotices = 5;
    private const int MostCards = 10;
    private const int ShortList = 10;
    private const int LinesASecond = 50;
    private static readonly Duration Minute = Duration.FromMinutes(1);

    // What an outage or a rate limit kept is still that minute's for so long; after that the list has scrolled away.
    private static readonly Duration LongestGrowth = Duration.FromMinutes(10);
    private static readonly Card Undrawn = new() { Title = "", Summary = "" };
    private readonly ConcurrentDictionary<(ChatAddress To, bool IsCards), Window> windows = [];

    /// <summary>What is to be sent: what is new in order, then, drawn one by one as it is asked for, what puts right
    /// what stands. What is not sent goes to the results as done or postponed.</summary>
    public IEnumerable<Ready> Gather(List<OutboxItem> lane, Instant now, DeliveryResults results)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var (news, redraws) = (new List<Ready>(), new List<OutboxItem>());
        var parts = lane.Where(IsList).ToDictionary(list => list.Id, PartsOf);
        var listed = parts.Values.SelectMany(all => all).Select(part => part.Id).ToHashSet();
        var isGrowing = lane.Count > 0 && HasListOfCards(lane[0].Address, now);
        foreach (var item in lane.Where(item => !listed.Contains(item.Id)))
        {
            Apart(item, parts.GetValueOrDefault(item.Id) ?? [], now, results, () =>
            {
                if (Waits(item, now) is { } hours)
                {
                    results.Postpone([item, .. parts.GetValueOrDefault(item.Id) ?? []], hours);
                }
                else if (parts.TryGetValue(item.Id, out var grown) && item.TriedAt is null
                    && MayDraw(reader.Post(item.Key), now) is var next && next > now)
                {
                    results.Postpone([item, .. grown], next);
                }
                else if (!parts.ContainsKey(item.Id) && Standing(MessageKeys.OfPost(item.Key)) is not null)
                {
                    redraws.Add(item);
                }
                else if (Joins(item) is var resting && resting > now)
                {
                    results.Postpone([item], resting);
                }
                else if (isGrowing && item is { Kind: MessageKind.Card, TriedAt: null } && shown.Add(item.Key))
                {
                    // A new lead's card is never moot, and its list reads the lead: it is not drawn for itself as well.
                    news.Add(new Ready(item, Undrawn, null, []));
                }
                else if (Prepare(Thinned(item, parts, now, results), now) is { } intent && shown.Add(intent.Item.Key))
                {
                    news.Add(intent with { Parts = parts.GetValueOrDefault(item.Id) ?? [] });
                }
                else
                {
                    // Moot, or drawn in this round already.
                    results.Done(item);
                }
            });
        }

        MakeList(news, IsNotice, isCards: false, MostNotices, now, results);
        MakeList(news, intent => intent.Item.Kind == MessageKind.Card, isCards: true, MostCards, now, results);
        return news.OrderBy(First).Concat(Redraws(redraws, shown, now, results));
    }

    private static bool IsNotice(Ready intent) => IsNotice(intent.Item);

    private static bool IsNotice(OutboxItem item) => item.Kind is MessageKind.Notice or MessageKind.QueueAlarm;

    /// <summary>True while this minute has a list of new leads, so that whatever is new joins it.</summary>
    private bool HasListOfCards(ChatAddress to, Instant now) =>
        windows.TryGetValue((to, true), out var window) && now >= window.Start && now < window.Start + Minute
            && Find(window).IsOpen;

    /// <summary>Until when the list rests that something new would join.</summary>
    private Instant Joins(OutboxItem item) => item.TriedAt is null
        && (item.Kind == MessageKind.Card || IsNotice(item))
        && windows.TryGetValue((item.Address, item.Kind == MessageKind.Card), out var window)
            ? window.Rests : Instant.MinValue;

    /// <summary>Many leads of one list that change at once change it once.</summary>
    private IEnumerable<Ready> Redraws(List<OutboxItem> items, HashSet<string> shown, Instant now,
        DeliveryResults results)
    {
        foreach (var item in items)
        {
            Ready? drawn = null;
            Apart(item, [], now, results, () =>
            {
                // Known before it is drawn: a list of thousands is not to be drawn for each of them.
                if (Standing(MessageKeys.OfPost(item.Key)) is not { } standing
                    || !shown.Add(standing.Within ?? standing.Key))
                {
                    results.Done(item);
                    return;
                }

                var list = standing.Within is { } whole ? reader.Post(whole) : standing;
                if (MayDraw(list, now) is var next && next > now)
                {
                    results.Postpone([item], next);
                    return;
                }

                drawn = Prepare(item, now);
                if (drawn is null)
                {
                    results.Done(item);
                }
            });
            if (drawn is not null)
            {
                yield return drawn;
            }
        }
    }

    /// <summary>A fault in one outbox item is held with that outbox item, told, and tried again apart; the others of
    /// its conversation go on.</summary>
    private void Apart(OutboxItem item, IReadOnlyList<OutboxItem> parts, Instant now, DeliveryResults results,
        Action work)
    {
        try
        {
            work();
            held.Free(MessageKeys.OfPost(item.Key));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            results.Postpone([item with { Attempts = item.Attempts + 1 }, .. parts],
                now + HeldBack.Wait(item.Attempts + 1));
            if (held.Keep(HeldItem.Of(MessageKeys.OfPost(item.Key), item), fault, now) is { } alarm)
            {
                results.Intent(alarm);
            }
        }
    }

    /// <summary>
    /// When a list that is posted may be drawn anew. A list is drawn by reading every lead on it, and each lead that
    /// joins it or changes asks for that: without a pause, thousands of leads in a minute would leave time for nothing
    /// else. Under the manual clock nothing waits.
    /// </summary>
    private Instant MayDraw(PostedMessage? list, Instant now)
    {
        var lines = list is null ? 0 : DigestIntent.LinesOf(list.Intent).Count;
        return lines < ShortList || clock.StandsStill()
            ? now
            : Instant.Max(now, (list!.EditedAt ?? list.At) + Duration.FromSeconds(1 + (lines / LinesASecond)));
    }

    private static bool IsList(OutboxItem item) => item.Intent is DigestIntent && !MessageKeys.IsRedraw(item.Key);

    private static bool IsOfCards(OutboxItem list) =>
        DigestIntent.LinesOf(list.Intent) is [{ IsCard: true }, ..];

    /// <summary>The post of a key, also where an older build has written it.</summary>
    private PostedMessage? Standing(string key) =>
        reader.Post(key) ?? (MessageKeys.Legacy(key) is { } old ? reader.Post(old) : null);

    /// <summary>
    /// Until when something private waits that comes to be sent out of its reader's hours, as after a sleep or an
    /// outage; null when it need not.
    /// What may stand in the chat already is looked for at once.
    /// </summary>
    private Instant? Waits(OutboxItem item, Instant now)
    {
        var isCard = item.Kind == MessageKind.Card || (item.Kind == MessageKind.Digest && IsOfCards(item));
        var waits = isCard
            ? rules.Now.HoldCards
            : item.Kind is MessageKind.Notice or MessageKind.Digest or MessageKind.Dispute or MessageKind.Note
                or MessageKind.Scorecard;
        var hours = waits && item.TriedAt is null ? NoticeRecipients.Held(item.Address, now, rules.Now) : now;
        return hours > now && !MessageKeys.IsRedraw(item.Key) && Standing(item.Key) is null ? hours : null;
    }

    private List<OutboxItem> PartsOf(
        OutboxItem list) => [
        .. DigestIntent.LinesOf(list.Intent).Select(line => reader.Waiting(line.Key)).OfType<OutboxItem>()];

    /// <summary>A list that was not tried yet, as after an outage, without the notices that are moot by now. One that
    /// may stand already keeps them, as settled.</summary>
    private OutboxItem Thinned(OutboxItem list, Dictionary<long, List<OutboxItem>> parts, Instant now,
        DeliveryResults results)
    {
        if (!parts.TryGetValue(list.Id, out var all))
        {
            return list;
        }

        var left = all
            .Where(part => list.TriedAt is not null || MayPrepare(part, now, results)).ToList();
        parts[list.Id] = left;
        return list with { Intent = new DigestIntent([.. left.Select(ListLine.Of).OfType<ListLine>()]) };
    }

    private bool MayPrepare(OutboxItem part, Instant now, DeliveryResults results)
    {
        var isDue = false;
        Apart(part, [], now, results, () =>
        {
            // A card that is read can be shown; of a notice only its drawing says whether it is moot.
            isDue = part is { Kind: MessageKind.Card, Lead: { } lead }
                ? reader.Lead(lead) is not null : Prepare(part, now) is not null;
            if (!isDue)
            {
                results.Done(part);
            }
        });
        return isDue;
    }

    // A list stands where the first of its notices would have stood.
    private static long First(Ready intent) => intent.Parts.Select(part => part.Id).Append(intent.Item.Id).Min();

    /// <summary>Draws an outbox item; null when there is nothing to show. A redraw of a list's part redraws the
    /// list.</summary>
    private Ready? Prepare(OutboxItem item, Instant now)
    {
        if (item.Intent is DigestIntent { Lines.Count: 0 })
        {
            return null;
        }

        var redraw = MessageKeys.IsRedraw(item.Key);
        var key = MessageKeys.OfPost(item.Key);
        var standing = Standing(key);
        key = standing?.Key ?? key;
        if (standing?.Within is { } list && reader.Post(list) is { } whole)
        {
            (item, standing) = (item with { Key = list, Intent = whole.Intent }, whole);
            key = list;
        }
        else if (standing is { Intent: DigestIntent posted })
        {
            item = item
                with { Intent = new DigestIntent(
                    Together(posted.Lines, redraw ? [] : DigestIntent.LinesOf(item.Intent))) };
        }

        if (redraw && standing is null)
        {
            return null;
        }

        item = item with { Key = key };
        var leads = item.Intent is DigestIntent lines ? LeadsOf(lines) : [];
        return drawing.Draw(item, standing, now, leads) is { } card
            ? new Ready(item, card, standing, [])
            {
                Shows = leads.ToDictionary(pair => pair.Key, pair => pair.Value?.Version ?? 0),
            }
            : null;
    }

    /// <summary>The leads of a list, each read once. One that cannot be read is not drawn, and is left out here
    /// too.</summary>
    private Dictionary<string, LeadState?> LeadsOf(DigestIntent list)
    {
        var leads = new Dictionary<string, LeadState?>(StringComparer.Ordinal);
        foreach (var lead in Ready.LeadsOf(list))
        {
            try
            {
                leads[lead] = reader.Lead(lead);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Its own message or timer reports the fault.
            }
        }

        return leads;
    }

    /// <summary>Takes out of the news what is to stand in a list. What may stand there already is looked for by itself
    /// first, and never said again in a list.</summary>
    private void MakeList(List<Ready> news, Func<Ready, bool> isOfKind, bool isCards, int most, Instant now,
        DeliveryResults results)
    {
        var fresh = news
            .Where(intent =>
                isOfKind(intent) && intent.Existing is null && intent.Parts.Count == 0 && intent.Item.TriedAt is null)
                .OrderBy(First).ToList();
        if (fresh.Count == 0)
        {
            return;
        }

        var place = (fresh[0].Item.Address, isCards);
        var window = windows.TryGetValue(place, out var last) ? last : null;
        if (window is not null && (now >= window.Start + Minute || now < window.Start))
        {
            // What came in that minute and could not be sent belongs to its list still.
            var old = Find(window);
            var late = old.IsOpen && now < window.Start + LongestGrowth
                ? fresh.Where(intent => intent.Item.CreatedAt < window.Start + Minute).ToList() : [];
            ToList(late, window, old, news, now, results);
            fresh = [.. fresh.Except(late)];
            window = null;
        }

        if (fresh.Count == 0)
        {
            return;
        }

        window = windows[place] = window ?? new Window(now);
        var list = Find(window);
        if (list.IsOpen || fresh.Count > most)
        {
            ToList(fresh, window, list, news, now, results);
            return;
        }

        var others = fresh.Where(intent => !window.Single.Contains(intent.Item.Key)).ToList();
        var singly = others.Take(most - window.Single.Count).ToList();
        window.Single.UnionWith(singly.Select(intent => intent.Item.Key));
        ToList([.. others.Except(singly)], window, list, news, now, results);
    }

    private static List<ListLine> Together(IEnumerable<ListLine> first, IEnumerable<ListLine> second) =>
        [.. first.UnionBy(second, line => line.Key, StringComparer.Ordinal)];

    private GrowingList Find(Window window) =>
        window.List is { } key ? new GrowingList(reader.Post(key), reader.Waiting(key)) : default;

    private void ToList(List<Ready> fresh, Window window, GrowingList list, List<Ready> news, Instant now,
        DeliveryResults results)
    {
        if (fresh.Count == 0)
        {
            return;
        }

        window.List = list.IsOpen ? window.List! : $"list|{fresh[0].Item.Id}";
        var next = window.Rests = MayDraw(list.Posted, now);
        if (next > now)
        {
            // They wait with their list, or each round would prepare them again.
            results.Postpone(fresh.Select(intent => intent.Item), next);
        }

        results.Intent(new OutboxItem
        {
            Key = window.List,
            Address = fresh[0].Item.Address,
            Intent = new DigestIntent(
                Together(DigestIntent.LinesOf(list.Waiting?.Intent),
                    fresh.Select(intent => ListLine.Of(intent.Item)).OfType<ListLine>())),
            NotBefore = Instant.Max(fresh.Min(intent => intent.Item.NotBefore), next > now ? next : Instant.MinValue),
            CreatedAt = now,
        });
        var taken = fresh.Select(intent => intent.Item.Id).ToHashSet();
        news.RemoveAll(intent => taken.Contains(intent.Item.Id));
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
