using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Tests.Storage;

/// <summary>What every store must do, whatever its database: pages of leads, the log of the active ones, many readers at once.</summary>
public abstract class StoreListsContract : IDisposable
{
    private protected abstract IWriteStore Writer { get; }

    private protected abstract IReadStore Reader { get; }

    public abstract void Dispose();

    [Fact]
    public void Leads_PageByPage_GivesEachOnceInOrderOfId()
    {
        Writer.Commit(Samples.Batch([.. Enumerable.Range(0, 25).Reverse().Select(i => Samples.Assigned($"L{i:00}"))]));

        Ids(new LeadFilter(Limit: 10)).ShouldBe(Enumerable.Range(0, 25).Select(i => $"L{i:00}"));
        Reader.Leads(new LeadFilter(Limit: 25)).Next.ShouldBeNull();
    }

    [Fact]
    public void Leads_DueBefore_AreInOrderOfTheirDeadlineAndPaged()
    {
        Writer.Commit(Samples.Batch([.. Enumerable.Range(0, 9).Select(i => Samples.Assigned($"L|{i}", at: i % 3)), Samples.InQueue("Q", 0)]));

        Ids(new LeadFilter(DueBefore: Samples.After(62), Limit: 2)).ShouldBe(["L|0", "L|3", "L|6", "L|1", "L|4", "L|7"]);
        Reader.Leads(new LeadFilter(DueBefore: Samples.After(62), After: "nonsense")).Leads.ShouldBeEmpty();
    }

    [Fact]
    public void Leads_Filtered_AreThoseAskedFor()
    {
        var won = Samples.Assigned("L4").State with { Stage = LeadStage.Won };
        Writer.Commit(Samples.Batch(
            Samples.Assigned("L1"), Samples.Assigned("L2", "ben@example.com"), Samples.Assigned("L4") with { State = won }, Samples.InQueue("L5", 0)));

        Ids(new LeadFilter(Stage: LeadStage.Assigned)).ShouldBe(["L1", "L2"]);
        Ids(new LeadFilter(Owner: "ana@example.com")).ShouldBe(["L1", "L4"]);
        Ids(new LeadFilter(Owner: "ana@example.com", OpenOnly: true)).ShouldBe(["L1"]);
        Ids(new LeadFilter(OpenOnly: true)).ShouldBe(["L1", "L2"]);
        Ids(new LeadFilter(Stage: LeadStage.Queue, Owner: "ana@example.com")).ShouldBeEmpty();
    }

    [Fact]
    public void Counts_OfMoreThanAnyPage_AreExact_AndFollowEveryStep()
    {
        var leads = Enumerable.Range(0, 700).Select(i => Samples.Assigned($"L{i:000}", at: i)).ToList();
        Writer.Commit(Samples.Batch([.. leads, Samples.InQueue("Q1", 0), Samples.InQueue("Q2", 0)]));
        Reader.Counts().ShouldBe(new LeadCounts(700, 2, 0));
        Reader.Missed(10).ShouldBeEmpty();

        var missed = leads.Take(650).Select(lead => Samples.Missed(lead.State)).ToList();
        Writer.Commit(Samples.Batch([.. missed]));
        Reader.Counts().ShouldBe(new LeadCounts(700, 2, 650));
        Reader.Missed(3).Select(lead => lead.Id).ShouldBe(["L000", "L001", "L002"]);

        Writer.Commit(Samples.Batch(Samples.Touched(missed[1].State, 900)));
        Reader.Counts().Missed.ShouldBe(649);
        Reader.Missed(2).Select(lead => lead.Id).ShouldBe(["L000", "L002"]);
    }

    [Fact]
    public async Task Reader_ByManyThreadsWhileWritten_SeesWholeSteps()
    {
        var (state, stop) = (Samples.Assigned("L1"), false);
        Writer.Commit(Samples.Batch(state));
        var readers = Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                var events = Reader.Events("L1");
                (events.Count % 2).ShouldBe(1);
                Reader.Lead("L1")!.Version.ShouldBeGreaterThanOrEqualTo(events.Count);
            }
        })).ToList();
        for (var i = 0; i < 50; i++)
        {
            state = Samples.Touched(state.State, i);
            Writer.Commit(Samples.Batch(state));
        }

        Volatile.Write(ref stop, true);
        await Task.WhenAll(readers);
        Reader.Events("L1").Count.ShouldBe(105);
    }

    private List<string> Ids(LeadFilter filter)
    {
        var ids = new List<string>();
        for (LeadPage? page = null; page is null || page.Next is not null; filter = filter with { After = page.Next })
        {
            page = Reader.Leads(filter);
            page.Leads.Count.ShouldBeLessThanOrEqualTo(filter.Limit);
            ids.AddRange(page.Leads.Select(lead => lead.Id));
        }

        return ids;
    }
}
