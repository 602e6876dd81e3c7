using System.Collections.Concurrent;
using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;

namespace SlaBot.Desk.Outbox;

/// <summary>What became of one round of posts; written in one transaction when the round is over.</summary>
internal sealed class SendResults(Func<string, Post?> onFile, int erasures)
{
    private static readonly Duration LongestWait = Duration.FromMinutes(10);
    private static readonly Duration LongestDoubt = Duration.FromMinutes(2);
    private static readonly Card InTheList = new() { Title = "", Summary = "" };
    private readonly ConcurrentQueue<long> done = [];
    private readonly ConcurrentQueue<OutboxItem> changed = [];
    private readonly ConcurrentDictionary<string, Post> posts = [];
    private readonly ConcurrentQueue<LeadCommand> reports = [];
    private readonly ConcurrentQueue<Ready> wishes = [];
    private readonly ConcurrentQueue<OutboxItem> lists = [];
    private readonly ConcurrentDictionary<string, string> strangers = [];

    /// <summary>What the leads are to be told about their cards.</summary>
    public IEnumerable<LeadCommand> Reports => reports;

    /// <summary>The post of this round with that key.</summary>
    public Post? Posted(string key) => posts.GetValueOrDefault(key);

    /// <summary>An empty one of the same round, for a post whose outcome is written by itself.</summary>
    public SendResults Own() => new(onFile, erasures);

    /// <summary>Nothing to show any more, or shown.</summary>
    public void Done(OutboxItem item) => done.Enqueue(item.Id);

    /// <summary>A list to be sent in the next round.</summary>
    public void Wish(OutboxItem list) => lists.Enqueue(list);

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
    public Instant? Take(Ready wish, SendOutcome outcome, Instant now)
    {
        DeskMeter.Posts.Add(1, new KeyValuePair<string, object?>("outcome", NameOf(outcome)));
        if (outcome is Sent sent)
        {
            Stand(wish, sent, now);
            return null;
        }

        if (wish.Parts.Count > 0 && wish.Standing is null && outcome is not SendUnknown && (wish.Item.TriedAt is null || wish.Item.TriedAt >= now))
        {
            return Dissolve(wish, outcome, now);
        }

        var item = wish.Item with { Attempts = wish.Item.Attempts + (outcome is SendLater ? 0 : 1), TriedAt = outcome is SendUnknown ? wish.Item.TriedAt ?? now : wish.Item.TriedAt };
        var until = outcome switch
        {
            SendLater later => later.NotBefore,
            SendUnknown => now + Duration.Min(Doubt(item.Attempts), LongestDoubt),
            _ => now + BackOff(item.Attempts),
        };
        Postpone([item, .. wish.Parts.Where(part => part.Id != item.Id)], until);
        if (outcome is SendRefused refused && item is { Purpose: Purpose.Card, Lead: { } lead, Attempts: 1 })
        {
            reports.Enqueue(new ReportCard(item.Audience["dm:".Length..], refused.Sentence) { Lead = lead });
        }

        return until;
    }

    /// <summary>A list that is known not to stand anywhere is taken apart: what is still due of it later becomes another.</summary>
    private Instant Dissolve(Ready list, SendOutcome outcome, Instant now)
    {
        var tries = list.Parts.Max(part => part.Attempts) + (outcome is SendLater ? 0 : 1);
        var until = outcome is SendLater later ? later.NotBefore : now + BackOff(tries);
        Done(list.Item);
        if (tries == 1 && outcome is SendRefused refused && list.Parts[0] is { Purpose: Purpose.Card, Lead: { } lead } card)
        {
            // As of cards that go singly: the first tells, those behind it wait.
            reports.Enqueue(new ReportCard(card.Audience["dm:".Length..], refused.Sentence) { Lead = lead });
        }

        Postpone(list.Parts.Select(part => part with { Attempts = tries }), until);
        return until;
    }

    /// <summary>Adds it all to a batch. What changed while it was on its way is wished again: its wish melted into the one that is done now.</summary>
    public void Fill(WriterDesk desk, DeskBatch batch)
    {
        desk.Wish(batch, wishes.Where(one => one is { Item.Lead: { } lead, Card: { Lead: not null, Version: > 0 } } && desk.VersionOf(lead) > one.Card.Version).Select(one => one.Item with { NotBefore = desk.Now, Attempts = 0, TriedAt = null }));
        desk.Wish(batch, lists);
        var changedLists = wishes.Where(one => one.Shows.Any(shown => desk.VersionOf(shown.Key) > shown.Value));
        desk.Wish(batch, changedLists.Select(one => one.Item with { Key = one.Item.Key + Keys.Redraw, Lead = null, NotBefore = desk.Now, Attempts = 0, TriedAt = null }));
        batch.OutboxDone.AddRange(done.Distinct());
        var finished = done.ToHashSet();
        batch.OutboxChanged.AddRange(changed.Where(item => !finished.Contains(item.Id)).GroupBy(item => item.Id).Select(group => group.Last()));
        batch.Posts.AddRange(posts.Values.OrderBy(post => post.Number));
        Tell(desk, batch);

        // With the posts: a crash must not leave a card that stands and a lead that does not know of it.
        foreach (var report in reports)
        {
            desk.Decide(report, batch);
        }

        Blank(desk, batch);
    }

    // Drawn before a lead was erased, written after it: nothing of the lead is kept, not even its id, and the post is drawn anew.
    private void Blank(WriterDesk desk, DeskBatch batch)
    {
        var erased = desk.ErasedAfter(erasures);
        if (erased.Count == 0)
        {
            return;
        }

        var stale = wishes.Where(one => MaySpeakOf(one, erased)).Select(one => one.Item).ToList();
        var blank = stale.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        for (var at = 0; at < batch.Posts.Count; at++)
        {
            var post = batch.Posts[at];
            batch.Posts[at] = Renamed(blank.Contains(post.Key) ? post with { Card = WriterDesk.ErasedCard(post.Card) } : post, erased);
        }

        for (var at = 0; at < batch.Outbox.Count; at++)
        {
            batch.Outbox[at] = Renamed(batch.Outbox[at], erased);
        }

        desk.Wish(batch, stale.Select(item => Renamed(item with { Key = item.Key + Keys.Redraw, NotBefore = desk.Now, Attempts = 0, TriedAt = null }, erased)));
    }

    // What is about no lead of its own may speak of any.
    private static bool MaySpeakOf(Ready wish, IReadOnlySet<string> erased) =>
        wish.Item is { Lead: null, Purpose: not Purpose.Digest } || LeadsOf(wish).Any(erased.Contains);

    private static Post Renamed(Post post, IReadOnlySet<string> erased) => erased.Aggregate(post, (one, lead) => one with
    {
        Key = Keys.Renamed(one.Key, lead, LeadEraser.IdOf(lead)),
        Lead = one.Lead == lead ? LeadEraser.IdOf(lead) : one.Lead,
        Detail = Keys.Renamed(one.Detail, lead, LeadEraser.IdOf(lead)),
        Card = one.Card.Lead == lead ? one.Card with { Lead = LeadEraser.IdOf(lead) } : one.Card,
    });

    private static OutboxItem Renamed(OutboxItem item, IReadOnlySet<string> erased) => erased.Aggregate(item, (one, lead) => one with
    {
        Key = Keys.Renamed(one.Key, lead, LeadEraser.IdOf(lead)),
        Lead = one.Lead == lead ? LeadEraser.IdOf(lead) : one.Lead,
        Detail = Keys.Renamed(one.Detail, lead, LeadEraser.IdOf(lead)),
        ThreadKey = Keys.Renamed(one.ThreadKey, lead, LeadEraser.IdOf(lead)),
    });

    private static IEnumerable<string> LeadsOf(Ready wish) => wish.Item is { Purpose: Purpose.Digest, Detail: { } keys }
        ? Ready.LeadsOf(keys)
        : [wish.Item.Lead ?? ""];

    private static Duration BackOff(int attempts) => Duration.Min(Duration.FromSeconds(15 << Math.Min(attempts, 7)), LongestWait);

    // Asked soon: somebody waits for what may not have arrived.
    private static Duration Doubt(int attempts) => BackOff(attempts) / 3;

    private void Stand(Ready wish, Sent sent, Instant now)
    {
        var post = new Post
        {
            Key = wish.Item.Key,
            Platform = sent.Platform,
            MessageId = sent.MessageId,
            Conversation = wish.Item.Audience,
            Place = sent.Place,
            ThreadOf = wish.Standing?.ThreadOf ?? (wish.Item.ThreadKey is { } thread ? (Posted(thread) ?? onFile(thread))?.MessageId : null),
            Purpose = wish.Item.Purpose,
            Lead = wish.Item.Lead,
            Detail = wish.Item.Detail,
            At = wish.Standing?.At ?? now,
            EditedAt = wish.Standing is null ? null : now,
            Number = wish.Standing?.Number ?? wish.Item.Id,
            Card = wish.Card,
        };
        posts[post.Key] = post;
        wishes.Enqueue(wish);
        Done(wish.Item);
        foreach (var part in wish.Parts)
        {
            posts[part.Key] = post with { Key = part.Key, Purpose = part.Purpose, Lead = part.Lead, Detail = part.Detail, Within = post.Key, Card = InTheList };
            Done(part);
            if (part is { Purpose: Purpose.Card, Lead: { } lead })
            {
                reports.Enqueue(new ReportCard(part.Audience["dm:".Length..], sent.Aside) { Lead = lead });
            }
        }

        Report(wish, sent.Aside);
    }

    private void Report(Ready wish, string? aside)
    {
        // New to the person: posted for the first time, or come from the channel in which it stood aside.
        var isNew = wish.Standing is null || (wish.Standing.Place == Keys.Escalations && aside is null);
        if (isNew && wish is { Item: { Purpose: Purpose.Card, Lead: { } lead } item } && item.Audience.StartsWith("dm:", StringComparison.Ordinal))
        {
            reports.Enqueue(new ReportCard(item.Audience["dm:".Length..], aside) { Lead = lead });
        }
        else if (aside is not null && wish.Standing is null)
        {
            strangers[wish.Item.Audience] = aside;
        }
    }

    // A lead's card raises an alarm of its own; for all else one a day for each person is enough.
    private void Tell(WriterDesk desk, DeskBatch batch) => desk.Wish(batch,
        strangers.Select(one => (Key: Keys.Join("alarm", "unreachable", one.Key, $"{desk.Now.InUtc().Date:uuuu-MM-dd}"), one.Value)).Where(one => onFile(one.Key) is null).Select(one => new OutboxItem
        {
            Key = one.Key,
            Audience = Keys.Admin,
            Purpose = Purpose.Alarm,
            Detail = $"Somebody is not reached in the chat\n{one.Value.Replace('\n', ' ')}\nMessages for this person go to the channel until then; buttons act for whoever presses them.",
            NotBefore = desk.Now,
            CreatedAt = desk.Now,
        }));
}
