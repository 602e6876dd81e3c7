using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Outbox;

/// <summary>A notice that a list said for the first time: the list, the notice's outbox item and post, and what its lead
/// is to be told.</summary>
internal sealed record Said(Ready List, OutboxItem Part, PostedMessage Post, ReportCard? Report);

/// <summary>What became of one round of posts; written in one transaction when the round is over.</summary>
internal sealed class DeliveryResults(Func<string, PostedMessage?> onFile, int erasures)
{
    private static readonly Duration LongestWait = Duration.FromMinutes(10);
    private static readonly Duration LongestDoubt = Duration.FromMinutes(2);
    private const int LinesALead = 16;
    private static readonly Card InTheList = new() { Title = "", Summary = "" };
    private readonly ConcurrentQueue<long> done = [];
    private readonly ConcurrentQueue<OutboxItem> changed = [];
    private readonly ConcurrentDictionary<string, PostedMessage> posts = [];
    private readonly ConcurrentQueue<LeadCommand> reports = [];
    private readonly ConcurrentQueue<Ready> intents = [];
    private readonly ConcurrentQueue<Said> said = [];
    private readonly ConcurrentDictionary<string, PostedMessage> lines = [];
    private readonly ConcurrentDictionary<string, bool> written = [];
    private readonly ConcurrentDictionary<string, bool> moved = [];
    private readonly ConcurrentQueue<OutboxItem> lists = [];
    private readonly ConcurrentDictionary<ChatAddress, string> strangers = [];

    /// <summary>What the leads are to be told about their cards.</summary>
    public IEnumerable<LeadCommand> Reports => reports;

    /// <summary>About how many leads it writes about.</summary>
    public int Weight =>
        posts.Count + changed.Count + (posts.Values.Sum(post => DigestIntent.LinesOf(post.Intent).Count) / LinesALead);

    /// <summary>The post of this round with that key.</summary>
    public PostedMessage? Posted(string key) => posts.GetValueOrDefault(key) ?? lines.GetValueOrDefault(key);

    /// <summary>An empty one of the same round, for a post whose outcome is written by itself.</summary>
    public DeliveryResults Own() => new(onFile, erasures);

    /// <summary>Nothing to show any more, or shown.</summary>
    public void Done(OutboxItem item) => done.Enqueue(item.Id);

    /// <summary>A list to be sent in the next round.</summary>
    public void Intent(OutboxItem list) => lists.Enqueue(list);

    /// <summary>Waits.</summary>
    public void Postpone(IEnumerable<OutboxItem> items, Instant until)
    {
        foreach (var item in items)
        {
            changed.Enqueue(item with { NotBefore = until });
        }
    }

    // Outward: whoever watches the bot's figures knows the outcomes by these names.
    private static string NameOf(SendOutcome outcome) => outcome switch
    {
        Sent => "Sent",
        SendRefused => "SendRefused",
        SendLater => "SendLater",
        SendUnknown => "SendUnknown",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "No such outcome."),
    };

    /// <summary>Takes an outcome. When it did not go out, the instant until which the conversation waits.</summary>
    public Instant? Take(Ready intent, SendOutcome outcome, Instant now)
    {
        EngineMetrics.Posts.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));
        if (outcome is Sent sent)
        {
            MarkPosted(intent, sent, now);
            return null;
        }

        if (intent.Parts.Count > 0 && intent.Existing is null && outcome is not SendUnknown
            && (intent.Item.TriedAt is null || intent.Item.TriedAt >= now))
        {
            return Dissolve(intent, outcome, now);
        }

        var item = intent.Item
            with { Attempts = intent.Item.Attempts + (outcome is SendLater ? 0 : 1),
                TriedAt = outcome is SendUnknown ? intent.Item.TriedAt ?? now : intent.Item.TriedAt };
        var until = outcome switch
        {
            SendLater later => later.NotBefore,
            SendUnknown => now + Duration.Min(Doubt(item.Attempts), LongestDoubt),
            _ => now + BackOff(item.Attempts),
        };
        Postpone([item, .. intent.Parts.Where(part => part.Id != item.Id)], until);
        if (outcome is SendRefused refused
            && item is { Kind: MessageKind.Card, Lead: { } lead, Address.Email: { } owner, Attempts: 1 })
        {
            reports.Enqueue(new ReportCard(owner, refused.Sentence) { Lead = lead });
        }

        return until;
    }

    /// <summary>A list that is known not to stand anywhere is taken apart: what is still due of it later becomes
    /// another.</summary>
    private Instant Dissolve(Ready list, SendOutcome outcome, Instant now)
    {
        var tries = list.Parts.Max(part => part.Attempts) + (outcome is SendLater ? 0 : 1);
        var until = outcome is SendLater later ? later.NotBefore : now + BackOff(tries);
        Done(list.Item);
        if (tries == 1 && outcome is SendRefused refused
            && list.Parts[0] is { Kind: MessageKind.Card, Lead: { } lead, Address.Email: { } owner })
        {
            // As of cards that go singly: the first tells, those behind it wait.
            reports.Enqueue(new ReportCard(owner, refused.Sentence) { Lead = lead });
        }

        Postpone(list.Parts.Select(part => part with { Attempts = tries }), until);
        return until;
    }

    /// <summary>Adds it all to a batch. What changed while it was on its way is asked again: its outbox item melted
    /// into the one that is done now.</summary>
    public void Fill(WriteSession engine, WriteBatch batch)
    {
        engine.Intent(batch,
            intents.Where(
                intent =>
                    intent is { Item.Lead: { } lead, Card: { Lead: not null, Version: > 0 } }
                        && engine.VersionOf(lead) > intent.Card.Version)
                        .Select(intent => intent.Item with { NotBefore = engine.Now, Attempts = 0, TriedAt = null }));
        engine.Intent(batch, lists.Select(WithoutSaid));
        var changedLists =
            intents.Where(intent => moved.ContainsKey(intent.Item.Key) || intent.Shows.Any(
                shown => !written.ContainsKey(shown.Key) && engine.VersionOf(shown.Key) > shown.Value));
        engine.Intent(batch,
            changedLists.Select(
                changedList =>
                    changedList.Item
                        with { Key = changedList.Item.Key + MessageKeys.Redraw, Intent = new DigestIntent([]), Lead = null,
                            NotBefore = engine.Now, Attempts = 0, TriedAt = null }));
        batch.OutboxDone.AddRange(done.Distinct());
        var finished = done.ToHashSet();
        batch.OutboxChanged.AddRange(
            changed.Where(item => !finished.Contains(item.Id)).GroupBy(item => item.Id).Select(group => group.Last()));
        batch.Posts.AddRange(posts.Values.OrderBy(post => post.Number));
        ReportToLeads(engine, batch);

        // With the posts: a crash must not leave a card that stands and a lead that does not know of it.
        foreach (var report in reports)
        {
            engine.Decide(report, batch);
        }

        Blank(engine, batch);
    }

    /// <summary>The next notices that a list said for the first time; none when all are taken.</summary>
    public IReadOnlyList<Said> TakeSaid(int most)
    {
        var some = new List<Said>();
        while (some.Count < most && said.TryDequeue(out var next))
        {
            some.Add(next);
        }

        return some;
    }

    /// <summary>Adds notices that a list said for the first time to a batch: they stand in the list from now
    /// on.</summary>
    public void Fill(IReadOnlyList<Said> some, WriteSession engine, WriteBatch batch)
    {
        foreach (var (list, part, post, report) in some)
        {
            batch.OutboxDone.Add(part.Id);
            batch.Posts.Add(post);
            if (report is null)
            {
                continue;
            }

            // That the card has arrived changes the lead, but nothing that the list shows.
            if (list.Shows.TryGetValue(report.Lead, out var shown) && engine.VersionOf(report.Lead) > shown)
            {
                moved[list.Item.Key] = true;
            }

            written[report.Lead] = true;
            engine.Decide(report, batch);
        }

        Blank(engine, batch);
    }

    // What joined a list while that was sent waits for the next time; what was said in it by now does not.
    private OutboxItem WithoutSaid(OutboxItem list) =>
        list.Intent is DigestIntent more && intents.FirstOrDefault(intent => intent.Item.Key == list.Key) is { } sent
            ? list with { Intent = new DigestIntent(
                [.. more.Lines.ExceptBy(DigestIntent.LinesOf(sent.Item.Intent).Select(line => line.Key), line => line.Key)]) }
            : list;

    // Drawn before a lead was erased, written after it: nothing of the lead is kept, not even its id, and the post is
    // drawn anew.
    private void Blank(WriteSession engine, WriteBatch batch)
    {
        var erased = engine.ErasedAfter(erasures);
        if (erased.Count == 0)
        {
            return;
        }

        var stale = intents.Where(intent => MaySpeakOf(intent, erased)).Select(intent => intent.Item).ToList();
        var blank = stale.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        for (var at = 0; at < batch.Posts.Count; at++)
        {
            var post = batch.Posts[at];
            batch.Posts[at] = Renamed(
                blank.Contains(post.Key) ? post with { Card = WriteSession.ErasedCard(post.Card) } : post, erased);
        }

        for (var at = 0; at < batch.Outbox.Count; at++)
        {
            batch.Outbox[at] = Renamed(batch.Outbox[at], erased);
        }

        engine.Intent(batch,
            stale.Select(
                item =>
                    Renamed(
                        item with { Key = item.Key + MessageKeys.Redraw, NotBefore = engine.Now, Attempts = 0,
                            TriedAt = null }, erased)));
    }

    // What is about no lead of its own may speak of any.
    private static bool MaySpeakOf(Ready intent, IReadOnlySet<string> erased) =>
        intent.Item is { Lead: null, Kind: not MessageKind.Digest } || LeadsOf(intent).Any(erased.Contains);

    private static PostedMessage Renamed(PostedMessage post, IReadOnlySet<string> erased) =>
        erased.Aggregate(post, (postedMessage, lead) => postedMessage with
    {
        Key = MessageKeys.Renamed(postedMessage.Key, lead, LeadEraser.IdOf(lead)),
        Lead = postedMessage.Lead == lead ? LeadEraser.IdOf(lead) : postedMessage.Lead,
        Intent = postedMessage.Intent.Renamed(lead, LeadEraser.IdOf(lead)),
        Card = postedMessage.Card.Lead == lead
            ? postedMessage.Card with { Lead = LeadEraser.IdOf(lead) } : postedMessage.Card,
    });

    private static OutboxItem Renamed(OutboxItem item, IReadOnlySet<string> erased) =>
        erased.Aggregate(item, (outboxItem, lead) => outboxItem with
    {
        Key = MessageKeys.Renamed(outboxItem.Key, lead, LeadEraser.IdOf(lead)),
        Lead = outboxItem.Lead == lead ? LeadEraser.IdOf(lead) : outboxItem.Lead,
        Intent = outboxItem.Intent.Renamed(lead, LeadEraser.IdOf(lead)),
        ThreadKey = MessageKeys.Renamed(outboxItem.ThreadKey, lead, LeadEraser.IdOf(lead)),
    });

    private static IEnumerable<string> LeadsOf(Ready intent) => intent.Item.Intent is DigestIntent list
        ? Ready.LeadsOf(list)
        : [intent.Item.Lead ?? ""];

    private static Duration BackOff(int attempts) =>
        Duration.Min(Duration.FromSeconds(15 << Math.Min(attempts, 7)), LongestWait);

    // Asked soon: somebody waits for what may not have arrived.
    private static Duration Doubt(int attempts) => BackOff(attempts) / 3;

    private void MarkPosted(Ready intent, Sent sent, Instant now)
    {
        var post = new PostedMessage
        {
            Key = intent.Item.Key,
            Platform = sent.Platform,
            MessageId = sent.MessageId,
            Conversation = intent.Item.Address,
            Place = sent.Place,
            ThreadOf = intent.Existing?.ThreadOf
                ?? (intent.Item.ThreadKey is { } thread ? (Posted(thread) ?? onFile(thread))?.MessageId : null),
            Intent = intent.Item.Intent,
            Lead = intent.Item.Lead,
            At = intent.Existing?.At ?? now,
            EditedAt = intent.Existing is null ? null : now,
            Number = intent.Existing?.Number ?? intent.Item.Id,
            Card = intent.Card,
        };
        posts[post.Key] = post;
        intents.Enqueue(intent);
        Done(intent.Item);
        foreach (var part in intent.Parts)
        {
            var within = post
                with { Key = part.Key, Intent = part.Intent, Lead = part.Lead, Within = post.Key, Card = InTheList };
            var report = part is { Kind: MessageKind.Card, Lead: { } lead, Address.Email: { } owner }
                ? new ReportCard(owner, sent.FallbackReason) { Lead = lead }
                : null;
            lines[part.Key] = within;
            said.Enqueue(new Said(intent, part, within, report));
        }

        Report(intent, sent.FallbackReason);
    }

    private void Report(Ready intent, string? aside)
    {
        // New to the person: posted for the first time, or come from the channel in which it stood aside.
        var isNew = intent.Existing is null || (intent.Existing.Place == ChatAddress.Escalations.Text && aside is null);
        if (isNew && intent is { Item: { Kind: MessageKind.Card, Lead: { } lead, Address.Email: { } owner } })
        {
            reports.Enqueue(new ReportCard(owner, aside) { Lead = lead });
        }
        else if (aside is not null && intent.Existing is null)
        {
            strangers[intent.Item.Address] = aside;
        }
    }

    // A lead's card raises an alarm of its own; for all else one a day for each person is enough.
    private void ReportToLeads(WriteSession engine, WriteBatch batch) => engine.Intent(batch,
        strangers
            .Select(
                stranger =>
                    (Key: MessageKeys.Join("alarm", "unreachable", stranger.Key.Text,
                        $"{engine.Now.InUtc().Date:uuuu-MM-dd}"), stranger.Value))
                        .Where(pair => onFile(pair.Key) is null).Select(pair => new OutboxItem
        {
            Key = pair.Key,
            Address = ChatAddress.Admin,
            Intent = new AlarmIntent(
                "Somebody is not reached in the chat",
                pair.Value.Replace('\n', ' '),
                "Messages for this person go to the channel until then; buttons act for whoever presses them."),
            NotBefore = engine.Now,
            CreatedAt = engine.Now,
        }));
}
