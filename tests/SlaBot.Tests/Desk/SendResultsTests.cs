using SlaBot.Core.Cards;
using SlaBot.Desk;
using SlaBot.Desk.Outbox;
using SlaBot.Tests.Settings;
using SlaBot.Tests.Storage;

namespace SlaBot.Tests.Desk;

public sealed class SendResultsTests : IDisposable
{
    private readonly TempStore temp = new();

    public void Dispose() => temp.Dispose();

    [Theory]
    [InlineData(5, 5, 0)]
    [InlineData(5, 4, 1)]
    public void Fill_AListOneOfWhoseLeadsChangedOnItsWay_IsWishedAgain(int first, int second, int wishes)
    {
        var store = temp.Store;
        store.Writer.Commit(Samples.Batch(Samples.Assigned("L1"), Samples.Assigned("L2")));
        var item = new OutboxItem
        {
            Id = 1, Key = "list|1", Audience = Keys.Escalations, Purpose = Purpose.Digest, NotBefore = Samples.Noon, CreatedAt = Samples.Noon,
            Detail = "notice|L1|firstTouch#1|rung-1|x\nnotice|L2|firstTouch#1|rung-1|x",
        };
        var list = new Ready(item, new Card { Title = "Two", Summary = "Two" }, null, []) { Shows = new Dictionary<string, int> { ["L1"] = first, ["L2"] = second } };
        var rules = new CurrentRules(Reading.Example().Good().Rules);
        var results = new SendResults(store.Reader.Post, 0);
        results.Take(list, new Sent("sandbox", "m1", null), Samples.Noon).ShouldBeNull();
        var batch = new DeskBatch();

        results.Fill(new WriterDesk(store.Writer, store.Reader, rules, new CalendarShelf(store.Reader), new ManualClock(Samples.Noon)), batch);

        batch.Outbox.Select(one => one.Key).ShouldBe(Enumerable.Repeat("list|1" + Keys.Redraw, wishes));
        batch.Posts.ShouldHaveSingleItem();
    }
}
