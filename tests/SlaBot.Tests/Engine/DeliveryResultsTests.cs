using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Tests.Settings;
using SlaBot.Tests.Storage;

namespace SlaBot.Tests.Engine;

/// <summary>What becomes of a wish that was sent, refused, put off, or answered by silence.</summary>
public sealed class DeliveryResultsTests : IDisposable
{
    private readonly TempStore temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(5, 5, 0)]
    [InlineData(5, 4, 1)]
    public void Fill_AListOneOfWhoseLeadsChangedOnItsWay_IsEnqueuedAgain(int first, int second, int intents)
    {
        var store = temp.Store;
        store.Writer.Commit(Samples.Batch(Samples.Assigned("L1"), Samples.Assigned("L2")));
        var item = new OutboxItem
        {
            Id = 1, Key = "list|1", Address = ChatAddress.Escalations, NotBefore = Samples.Noon, CreatedAt = Samples.Noon,
            Intent = new DigestIntent([new ListLine("notice|L1|firstTouch#1|rung-1|x", "L1"), new ListLine("notice|L2|firstTouch#1|rung-1|x", "L2")]),
        };
        var list = new Ready(item, new Card { Title = "Two", Summary = "Two" }, null, []) { Shows = new Dictionary<string, int> { ["L1"] = first, ["L2"] = second } };
        var results = new DeliveryResults(store.Reader.Post, 0);
        results.Take(list, new Sent("sandbox", "m1", null), Samples.Noon).ShouldBeNull();

        var batch = Filled(results);

        batch.Outbox.Select(entry => entry.Key).ShouldBe(Enumerable.Repeat("list|1" + MessageKeys.Redraw, intents));
        batch.Posts.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(4, 1)]
    public void Fill_ACardWhoseLeadChangedOnItsWay_IsEnqueuedAgain(int drawn, int intents)
    {
        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L1")));
        var results = new DeliveryResults(temp.Store.Reader.Post, 0);
        results.Take(Intent(card: new Card { Title = "L1", Summary = "L1", Lead = "L1", Version = drawn }), new Sent("sandbox", "m1", null), Samples.Noon);

        Filled(results).Outbox.Select(item => (item.Key, item.Attempts, item.TriedAt)).ShouldBe(Enumerable.Repeat(("card|L1", 0, (Instant?)null), intents));
    }

    [Fact]
    public void Fill_ACardThatStands_TellsItsLeadInTheSameWrite()
    {
        temp.Store.Writer.Commit(Samples.Batch(Samples.Assigned("L1")));
        var results = new DeliveryResults(temp.Store.Reader.Post, 0);
        results.Take(Intent(), new Sent("sandbox", "m1", null), Samples.Noon);

        Filled(results).Leads.ShouldHaveSingleItem().Events.ShouldContain(item => item is CardDelivered);
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 60)]
    [InlineData(4, 480)]
    [InlineData(5, 600)]
    [InlineData(50, 600)]
    public void Take_ARefusal_WaitsTwiceAsLongEachTime_TenMinutesAtMost(int before, int seconds)
    {
        var results = new DeliveryResults(_ => null, 0);

        results.Take(Intent(before), new SendRefused("no", "No."), Samples.Noon).ShouldBe(Samples.Noon + Duration.FromSeconds(seconds));

        var item = Filled(results).OutboxChanged.ShouldHaveSingleItem();
        (item.Attempts, item.NotBefore).ShouldBe((before + 1, Samples.Noon + Duration.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(50, 120)]
    public void Take_AnUnknownOutcome_KeepsWhenItWasFirstTried_AndAsksSoon(int before, int seconds)
    {
        var results = new DeliveryResults(_ => null, 0);
        var first = Samples.After(-7);

        results.Take(Intent(before, first), new SendUnknown("silence"), Samples.Noon).ShouldBe(Samples.Noon + Duration.FromSeconds(seconds));

        Filled(results).OutboxChanged.ShouldHaveSingleItem().TriedAt.ShouldBe(first, "it is looked for from there on");
    }

    [Fact]
    public void Take_WhatIsToWait_IsNoAttempt()
    {
        var results = new DeliveryResults(_ => null, 0);
        results.Take(Intent(), new SendLater(Samples.After(1), "a rate limit"), Samples.Noon).ShouldBe(Samples.After(1));
        Filled(results).OutboxChanged.ShouldHaveSingleItem().Attempts.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Take_ACardRefused_IsReportedOnce(int before, int reports)
    {
        var results = new DeliveryResults(_ => null, 0);
        results.Take(Intent(before), new SendRefused("no", "Blocked."), Samples.Noon);
        results.Reports.ShouldBe(Enumerable.Repeat(new ReportCard("ana@example.com", "Blocked.") { Lead = "L1" }, reports));
    }

    private static Ready Intent(int attempts = 0, Instant? triedAt = null, Card? card = null) => new(
        new OutboxItem
        {
            Id = 1, Key = "card|L1", Address = "dm:ana@example.com", Intent = new LeadCardIntent(), Lead = "L1", NotBefore = Samples.Noon, CreatedAt = Samples.Noon, Attempts = attempts, TriedAt = triedAt,
        },
        card ?? Samples.Card("L1"),
        null,
        []);

    private WriteBatch Filled(DeliveryResults results)
    {
        var (store, batch) = (temp.Store, new WriteBatch());
        results.Fill(new WriteSession(store.Writer, store.Reader, new CurrentAgreement(Reading.Example().Good().Rules), new CalendarRegistry(store.Reader), new OutboxPlanner(), new ManualClock(Samples.Noon)), batch);
        return batch;
    }
}
