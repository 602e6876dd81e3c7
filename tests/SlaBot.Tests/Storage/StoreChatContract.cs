using SlaBot.Engine;
using static SlaBot.Tests.Storage.Samples;

namespace SlaBot.Tests.Storage;

/// <summary>What every store must do, whatever its database: wishes and posts.</summary>
public abstract class StoreChatContract : IDisposable
{
    private protected abstract IWriteStore Writer { get; }

    private protected abstract IReadStore Reader { get; }

    public abstract void Dispose();

    [Fact]
    public void Ready_UpToAnInstant_IsInOrderOfNumber()
    {
        Commit(b => b.Outbox.AddRange([Intent(3, "c", 1), Intent(1, "a", 2), Intent(2, "b", 3)]));

        Reader.Ready(After(2), 10).Select(outboxItem => outboxItem.Id).ShouldBe([1L, 3L]);
        Reader.Ready(After(2), 1).Select(outboxItem => outboxItem.Id).ShouldBe([1L]);
        Reader.Ready(After(0), 10).ShouldBeEmpty();
        Reader.NextReady().ShouldBe(After(1));
        Reader.Waiting("b").ShouldBe(Intent(2, "b", 3));
        Reader.Waiting("d").ShouldBeNull();
        Reader.LastOutboxNumber().ShouldBe(3);
    }

    [Fact]
    public void Outbox_AIntentWhoseKeyWaits_KeepsTheEarlierInstantAndTheNewerDetail()
    {
        Commit(b => b.Outbox.AddRange([Intent(1, "a", 5, "old"), Intent(2, "a", 9, "new")]));
        Reader.Waiting("a").ShouldBe(Intent(1, "a", 5, "new"));

        Commit(b => b.Outbox.Add(Intent(3, "a", 2, "newest")));

        Reader.Waiting("a").ShouldBe(Intent(1, "a", 2, "newest"));
        Reader.Ready(After(99), 10).Count.ShouldBe(1);
        Reader.LastOutboxNumber().ShouldBe(3);
    }

    [Fact]
    public void Outbox_Done_IsGoneAndItsNumberIsNotGivenAgain()
    {
        Commit(b => b.Outbox.AddRange([Intent(1, "a"), Intent(2, "b")]));

        Commit(b => b.OutboxDone.AddRange([1, 2, 77]));

        Reader.NextReady().ShouldBeNull();
        Reader.LastOutboxNumber().ShouldBe(2);
    }

    [Fact]
    public void Outbox_DoneAndEnqueuedAgainInOneBatch_WaitsAnew()
    {
        Commit(b => b.Outbox.Add(Intent(1, "a")));

        Commit(b =>
        {
            b.Outbox.Add(Intent(2, "a", 4));
            b.OutboxDone.Add(1);
        });

        Reader.Waiting("a").ShouldBe(Intent(2, "a", 4));
    }

    [Fact]
    public void Outbox_Changed_KeepsTriesAndInstant()
    {
        Commit(b => b.Outbox.Add(Intent(1, "a")));
        var tried = Intent(1, "a", 7) with { Attempts = 2, TriedAt = After(3) };

        Commit(b => b.OutboxChanged.Add(tried));

        Reader.Waiting("a").ShouldBe(tried);
        Reader.NextReady().ShouldBe(After(7));
    }

    [Fact]
    public void Posts_MadeAndRedrawn_StandOnce()
    {
        Commit(b => b.Posts.Add(Post("a", 1, "m1")));
        Commit(b => b.Posts.Add(Post("a", 1, "m1") with { EditedAt = After(9), Card = Card("L1") with { Title = "Redrawn" } }));

        var post = Reader.Post("a").ShouldNotBeNull();

        (post.Card.Title, post.EditedAt, post.Place, post.ThreadOf, post.Intent).ShouldBe(("Redrawn", After(9), "C1", "m0", new NoticeIntent("firstTouch#1", "rung-1")));
        Reader.PostsOf("L1").Count.ShouldBe(1);
        Reader.Post("b").ShouldBeNull();
    }

    [Fact]
    public void Posts_PartsOfAList_AreFoundWithinItAndNotBesideIt()
    {
        Commit(b => b.Posts.AddRange(
        [
            Post("p1", 1, "list", "L1", within: "digest"), Post("p2", 2, "list", "L2", within: "digest"), Post("digest", 3, "list", lead: null),
            Post("c", 4, "m4", "L1"), Post("other", 5, "m5", "L1", conversation: "channel:Admin"), Post("slack", 6, "m6") with { Platform = "slack" },
        ]));

        Reader.PostByMessage("sandbox", "list")!.Key.ShouldBe("digest");
        Reader.PostByMessage("slack", "list").ShouldBeNull();
        Reader.PostsWithin("digest").Select(postedMessage => postedMessage.Key).ShouldBe(["p1", "p2"]);
        Reader.PostsOf("L1").Select(postedMessage => postedMessage.Key).ShouldBe(["p1", "c", "other", "slack"]);
        Reader.Posts("sandbox", null, 10).Select(post => post.Key).ShouldBe(["digest", "c", "other"]);
        Reader.Posts("sandbox", null, 2).Select(post => post.Key).ShouldBe(["c", "other"]);
        Reader.Posts("sandbox", "dm:ana@example.com", 10).Select(post => post.Key).ShouldBe(["digest", "c"]);
    }

    private void Commit(Action<WriteBatch> fill) => Writer.Commit(With(fill));
}
