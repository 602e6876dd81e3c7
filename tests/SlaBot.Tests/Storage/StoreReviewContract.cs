using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using static SlaBot.Tests.Storage.Samples;

namespace SlaBot.Tests.Storage;

/// <summary>What every store must do, whatever its database: the books of the reviews.</summary>
public abstract class StoreReviewContract : IDisposable
{
    private protected abstract IWriteStore Writer { get; }

    private protected abstract IReadStore Reader { get; }

    public abstract void Dispose();

    [Fact]
    public void Ticks_OfOneAgenda_KeepTheFirstTickOfAnItem()
    {
        Commit(b => b.Ticks.AddRange([new CheckedItem("2026-W47", "2", "ana@x", After(2)), new CheckedItem("2026-W47", "1", "ben@x", Noon), new CheckedItem("2026-11", "1", "ben@x", Noon)]));
        Commit(b => b.Ticks.Add(new CheckedItem("2026-W47", "1", "late@x", After(9))));

        Reader.Ticks("2026-W47").ShouldBe([new CheckedItem("2026-W47", "1", "ben@x", Noon), new CheckedItem("2026-W47", "2", "ana@x", After(2))]);
        Reader.Ticks("2026-W48").ShouldBeEmpty();
    }

    [Fact]
    public void Matters_OpenedThenClosed_ComeBackAsWritten()
    {
        var sales = new MissedWeeksItem(Party.Sales, "2026-W47", "1", "vera@x", ["speedToLead", "cadence"], Noon);
        var marketing = new MissedWeeksItem(Party.Marketing, "2026-W47", "1", null, ["mqlVolume"], Noon);
        Commit(b => b.Matters.AddRange([sales, marketing]));
        Commit(b => b.Matters.Add(sales with { ClosedAt = After(5), ClosedWhy = "Settled." }));

        var open = Reader.Matters(openOnly: true).ShouldHaveSingleItem();
        (open.Party, open.Owner, open.OpenedAt, open.ClosedAt).ShouldBe((Party.Marketing, null, Noon, null));
        var closed = Reader.Matters(openOnly: false).Single(matter => matter.Party == Party.Sales);
        (closed.Version, closed.Owner, closed.ClosedAt, closed.ClosedWhy).ShouldBe(("1", "vera@x", After(5), "Settled."));
        closed.Metrics.ShouldBe(["speedToLead", "cadence"]);
    }

    [Fact]
    public void Spend_ToldAgain_ReplacesTheAmount()
    {
        Commit(b => b.Spend.AddRange([new Spend("2026-11", "web", 100.50m), new Spend("2026-10", "web", 7m)]));
        Commit(b => b.Spend.Add(new Spend("2026-11", "web", 120.25m)));

        Reader.Spend().ShouldBe([new Spend("2026-10", "web", 7m), new Spend("2026-11", "web", 120.25m)]);

        Commit(b => b.Spend.Add(new Spend("2026-11", "web", 121m, 18000.5m)));
        Commit(b => b.Spend.Add(new Spend("2026-11", "web", 122m))); // a lifetime value that is not told again stays

        Reader.Spend().ShouldBe([new Spend("2026-10", "web", 7m), new Spend("2026-11", "web", 122m, 18000.5m)]);
    }

    private void Commit(Action<WriteBatch> fill)
    {
        var batch = new WriteBatch();
        fill(batch);
        Writer.Commit(batch);
    }
}
