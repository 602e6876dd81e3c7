using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Storage.Serialization;

namespace SlaBot.Tests.Storage;

/// <summary>What every store must do, whatever its database: leads and their events.</summary>
public abstract class StoreContract : IDisposable
{
    private protected abstract IWriteStore Writer { get; }

    private protected abstract IReadStore Reader { get; }

    public abstract void Dispose();

    [Fact]
    public void Load_OfNoLead_IsNull()
    {
        Writer.Load("L1").ShouldBeNull();
        Writer.VersionOf("L1").ShouldBe(0);
        Reader.Lead("L1").ShouldBeNull();
        Reader.Events("L1").ShouldBeEmpty();
        Reader.CountLeads().ShouldBe(0);
    }

    [Fact]
    public void Commit_OfANewLead_BringsBackItsStateAndEvents()
    {
        var change = Samples.Assigned("L1");

        Writer.Commit(Samples.Batch(change));

        ShouldBeSame(Writer.Load("L1"), change.State);
        Writer.VersionOf("L1").ShouldBe(change.State.Version);
        ShouldBeSame(Reader.Lead("L1"), change.State);
        Reader.Events("L1").Select(storedEvent => storedEvent.Version).ShouldBe([1, 2, 3, 4, 5]);
        Reader.Events("L1").Select(storedEvent => storedEvent.Event.GetType()).ShouldBe(change.Events.Select(item => item.GetType()));
        Reader.Events("L1", upToVersion: 2).Count.ShouldBe(2);
        Reader.CountLeads().ShouldBe(1);
    }

    [Fact]
    public void Commit_OfOneLeadTwiceInABatch_KeepsTheLastStateAndAllEvents()
    {
        var first = Samples.Assigned("L1");
        var second = Samples.Touched(first.State, 5);
        var third = Samples.Touched(second.State, 6);

        Writer.Commit(Samples.Batch(first, Samples.Assigned("L2"), second, third));

        ShouldBeSame(Reader.Lead("L1"), third.State);
        Reader.Events("L1").Select(storedEvent => storedEvent.Version).ShouldBe(Enumerable.Range(1, 9));
        Reader.CountLeads().ShouldBe(2);
    }

    [Fact]
    public void Commit_WhenOneLeadMovedOn_LeavesNothingBehind()
    {
        var first = Samples.Assigned("L1");
        Writer.Commit(Samples.Batch(first));
        var stale = Samples.Touched(first.State, 5) with { ExpectedVersion = 4 };
        var batch = Samples.Batch(Samples.Assigned("L2"), stale);
        batch.Outbox.Add(Samples.Intent(9, "k"));
        batch.Turns.Add(new Turn("ana@example.com", 1, 1));

        Should.Throw<VersionConflictException>(() => Writer.Commit(batch)).Lead.ShouldBe("L1");

        Reader.Lead("L2").ShouldBeNull();
        Reader.Events("L2").ShouldBeEmpty();
        Reader.Waiting("k").ShouldBeNull();
        Reader.Turns().ShouldBeEmpty();
        Reader.LastOutboxNumber().ShouldBe(0);
        Reader.CountLeads().ShouldBe(1);
        Writer.Commit(Samples.Batch(Samples.Assigned("L3")));
        Reader.CountLeads().ShouldBe(2);
    }

    [Fact]
    public void Commit_OfANewLeadThatIsKnown_IsAConflict()
    {
        Writer.Commit(Samples.Batch(Samples.Assigned("L1")));

        Should.Throw<VersionConflictException>(() => Writer.Commit(Samples.Batch(Samples.Assigned("L1"))));
        Should.Throw<VersionConflictException>(() => Writer.Commit(Samples.Batch(Samples.Assigned("L2"), Samples.Assigned("L2"))));

        Reader.CountLeads().ShouldBe(1);
    }

    [Fact]
    public void Commit_OfAKnownLeadThatIsNotThere_IsAConflict() =>
        Should.Throw<VersionConflictException>(() => Writer.Commit(Samples.Batch(Samples.Touched(Samples.Assigned("L1").State, 5))));

    [Fact]
    public void Commit_WhoseEventsDoNotMakeTheVersion_IsRefusedWhole()
    {
        Should.Throw<ArgumentException>(() => Writer.Commit(Samples.Batch(Samples.Assigned("L1") with { Events = [] })));

        Reader.Lead("L1").ShouldBeNull();
    }

    [Fact]
    public void FindByEmail_WhateverTheCase_GivesTheNewestOther()
    {
        Writer.Commit(Samples.Batch(
            Samples.Assigned("L1", "ana@example.com", email: "Zoe@Example.com"), Samples.Assigned("L2", "ben@example.com", email: " zoe@example.COM ")));
        Writer.Commit(Samples.Batch(Samples.InQueue("L3", 0)));

        Writer.FindByEmail("ZOE@example.com", "L9").ShouldBe(("L2", "ben@example.com"));
        Writer.FindByEmail("zoe@example.com", "L2").ShouldBe(("L1", "ana@example.com"));
        Writer.FindByEmail("l3@example.com", "L1").ShouldBe(("L3", null));
        Writer.FindByEmail("nobody@example.com", "L1").ShouldBeNull();
        Writer.FindByEmail(" ", "L1").ShouldBeNull();
    }

    [Fact]
    public void Due_UpToAnInstant_GivesTheEarliestFirstAndIncludesTheInstant()
    {
        Writer.Commit(Samples.Batch(Samples.Assigned("L3", at: 2), Samples.Assigned("L1", at: 0), Samples.Assigned("L2", at: 1), Samples.InQueue("L4", 0)));

        Reader.NextDue().ShouldBe(Samples.After(60));
        Reader.Due(Samples.After(61), 10).ShouldBe([new DueRow("L1", Samples.After(60)), new DueRow("L2", Samples.After(61))]);
        Reader.Due(Samples.After(99), 1).Count.ShouldBe(1);
        Reader.Due(Samples.After(59), 10).ShouldBeEmpty();
    }

    [Fact]
    public void Due_OnceNothingIsArmed_IsEmpty()
    {
        var first = Samples.Assigned("L1");
        Writer.Commit(Samples.Batch(first));
        Writer.Commit(Samples.Batch(Samples.Touched(first.State, 5)));

        Reader.NextDue().ShouldBeNull();
        Reader.Due(Samples.After(9999), 10).ShouldBeEmpty();
    }

    [Fact]
    public void Queue_HoldsTheQueuedOldestFirst_UntilAssigned()
    {
        var late = Samples.InQueue("L1", 9);
        Writer.Commit(Samples.Batch(late, Samples.InQueue("L2", 3)));
        var note = late.State with { Version = 2 };
        Writer.Commit(Samples.Batch(new LeadChange(1, note, [new Queued("again") { At = Samples.After(0), RecordedAt = Samples.After(20) }], null)));
        Reader.Queue(10).ShouldBe(["L2", "L1"]);
        Reader.Queue(1).ShouldBe(["L2"]);

        Writer.Commit(Samples.Batch(new LeadChange(2, note with { Stage = LeadStage.Assigned, Owner = "ana@example.com" }, [], null)));

        Reader.Queue(10).ShouldBe(["L2"]);
    }

    [Fact]
    public void OpenByOwner_CountsOpenLeadsOnly()
    {
        var won = Samples.Assigned("L4").State with { Stage = LeadStage.Won };
        Writer.Commit(Samples.Batch(
            Samples.Assigned("L1"), Samples.Assigned("L2"), Samples.Assigned("L3", "ben@example.com"), Samples.Assigned("L4") with { State = won }, Samples.InQueue("L5", 0)));

        Reader.OpenByOwner().ShouldBe(new Dictionary<string, int> { ["ana@example.com"] = 2, ["ben@example.com"] = 1 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData("half \ud83d pair")]
    [InlineData("quote ' \" ; -- DROP TABLE leads")]
    [InlineData("nul \0 inside")]
    [InlineData("Ключ 日本語 🎌")]
    public void Commit_OfAnyTextAsId_IsFoundUnderIt(string id)
    {
        var batch = Samples.Batch(Samples.Assigned(id, owner: id));
        batch.Outbox.Add(Samples.Intent(1, "card|" + id) with { Lead = id, Intent = new NoticeIntent(id, "rung-1") });
        batch.Posts.Add(Samples.Post("card|" + id, 1, id, id));

        Writer.Commit(batch);

        Writer.Load(id).ShouldNotBeNull();
        Reader.Events(id).Count.ShouldBe(5);
        Reader.Waiting("card|" + id).ShouldNotBeNull();
        Reader.PostsOf(id).Count.ShouldBe(1);
        Reader.CountLeads().ShouldBe(1);
    }

    private static void ShouldBeSame(LeadState? actual, LeadState expected) =>
        StoreJson.Write(actual.ShouldNotBeNull()).ShouldBe(StoreJson.Write(expected));
}
