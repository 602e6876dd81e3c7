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
/// Draws one conversation's outbox items, drops what is moot, and leaves to <see cref="DigestWindows"/> what becomes a
/// list. A list is an outbox item on file before it is sent: whatever becomes of the try, and whatever becomes moot
/// meanwhile, it is the same list that is looked for and sent again.
/// </summary>
internal sealed class DigestBuilder(
    IReadStore reader, CardRenderer drawing, CurrentAgreement rules, HeldBack held, IClock clock)
{
    private const int MostDrawn = 8_000;
    private const long MostDrawnBytes = 24L * 1024 * 1024;
    private readonly DigestWindows windows = new(reader, clock);
    private readonly StateCache drawn = new(MostDrawn, MostDrawnBytes);

    /// <summary>What is to be sent: what is new in order, then, drawn one by one as it is asked for, what puts right
    /// what stands. What is not sent goes to the results as done or postponed.</summary>
    public IEnumerable<Ready> Gather(List<OutboxItem> lane, Instant now, DeliveryResults results)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        var (news, joining, redraws) = (new List<Ready>(), new List<OutboxItem>(), new List<OutboxItem>());
        lane.AddRange(windows.ListsBehind(lane, now));
        var parts = lane.Where(IsList).ToDictionary(list => list.Id, PartsOf);
        var listed = parts.Values.SelectMany(all => all).Select(part => part.Id).ToHashSet();
        foreach (var item in lane.Where(item => !listed.Contains(item.Id)))
        {
            Apart(item, parts.GetValueOrDefault(item.Id) ?? [], now, results, () =>
            {
                if (Waits(item, now) is { } hours)
                {
                    results.Postpone([item, .. parts.GetValueOrDefault(item.Id) ?? []], hours);
                }
                else if (parts.TryGetValue(item.Id, out var grown) && item.TriedAt is null
                    && windows.MayDraw(reader.Post(item.Key), now) is var next && next > now)
                {
                    results.Postpone([item, .. grown], next);
                }
                else if (!parts.ContainsKey(item.Id) && Standing(MessageKeys.OfPost(item.Key)) is not null)
                {
                    redraws.Add(item);
                }
                else if (DigestWindows.MayJoin(item))
                {
                    Join(item);
                }
                else if (Prepare(Thinned(item, parts, now, results), now) is { } drawn && shown.Add(drawn.Item.Key))
                {
                    news.Add(drawn with { Parts = parts.GetValueOrDefault(item.Id) ?? [] });
                }
                else
                {
                    // Moot, or drawn in this round already.
                    results.Done(item);
                }
            });
        }

        foreach (var item in windows.Take(joining, now, results))
        {
            Apart(item, [], now, results, () =>
            {
                if (Prepare(item, now) is { } drawn)
                {
                    news.Add(drawn);
                }
                else
                {
                    results.Done(item);
                }
            });
        }

        return news.OrderBy(First).Concat(Redraws(redraws, shown, now, results));

        void Join(OutboxItem item)
        {
            if (windows.RestsUntil(item) is var resting && resting > now)
            {
                results.Postpone([item], resting);
            }
            else if (drawing.HasNews(item) && shown.Add(item.Key))
            {
                joining.Add(item);
            }
            else
            {
                results.Done(item);
            }
        }
    }

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
                if (windows.MayDraw(list, now) is var next && next > now)
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

    private List<OutboxItem> PartsOf(OutboxItem list) =>
        [.. DigestIntent.LinesOf(list.Intent).Select(line => reader.Waiting(line.Key)).OfType<OutboxItem>()];

    /// <summary>A list that was not tried yet, as after an outage, without the notices that are moot by now. One that
    /// may stand already keeps them, as settled.</summary>
    private OutboxItem Thinned(OutboxItem list, Dictionary<long, List<OutboxItem>> parts, Instant now,
        DeliveryResults results)
    {
        if (!parts.TryGetValue(list.Id, out var all))
        {
            return list;
        }

        var left = all.Where(part => list.TriedAt is not null || MayPrepare(part, now, results)).ToList();
        parts[list.Id] = left;
        var (due, waiting) = (left.Select(part => part.Key).ToHashSet(), all.Select(part => part.Key).ToHashSet());
        return list
            with { Intent = new DigestIntent([.. DigestIntent.LinesOf(list.Intent).Where(line => due.Contains(line.Key)
                || (!waiting.Contains(line.Key) && Standing(line.Key)?.Within == list.Key))]) };
    }

    private bool MayPrepare(OutboxItem part, Instant now, DeliveryResults results)
    {
        var isDue = false;
        Apart(part, [], now, results, () =>
        {
            isDue = DigestWindows.MayJoin(part) && Standing(part.Key) is null
                ? drawing.HasNews(part) : Prepare(part, now) is not null;
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
        var redraw = MessageKeys.IsRedraw(item.Key);
        if (!redraw && item.Intent is DigestIntent { Lines.Count: 0 })
        {
            return null;
        }

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
            item = item with { Intent = posted.With(redraw ? [] : DigestIntent.LinesOf(item.Intent)) };
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

    /// <summary>The leads of a list, each read where it changed since a list was last drawn from it. One that cannot be
    /// read is not drawn, and is left out here too.</summary>
    private Dictionary<string, LeadState?> LeadsOf(DigestIntent list)
    {
        var versions = reader.VersionsOf(Ready.LeadsOf(list));
        var leads = new Dictionary<string, LeadState?>(StringComparer.Ordinal);
        foreach (var lead in Ready.LeadsOf(list))
        {
            try
            {
                leads[lead] = Kept(lead, versions.GetValueOrDefault(lead)) ?? Keep(lead, reader.Lead(lead));
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // Its own message or timer reports the fault.
            }
        }

        return leads;
    }

    private LeadState? Kept(string lead, int version)
    {
        lock (drawn)
        {
            return drawn.Find(lead) is { } kept && kept.Version == version ? kept : null;
        }
    }

    private LeadState? Keep(string lead, LeadState? found)
    {
        if (found?.Id == lead)
        {
            lock (drawn)
            {
                drawn.Put(found);
            }
        }

        return found;
    }
}
