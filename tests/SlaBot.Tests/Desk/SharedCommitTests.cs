using Microsoft.Extensions.Logging.Abstractions;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Desk;
using SlaBot.Tests.Scenarios;
using SlaBot.Tests.Settings;
using SlaBot.Tests.Storage;

namespace SlaBot.Tests.Desk;

/// <summary>Commits that fail, and commits that many share: what is told is what is on disk.</summary>
public sealed class SharedCommitTests : IDisposable
{
    private readonly TempStore temp = new();
    private readonly BalkyStore store;
    private readonly LeadDesk desk;

    public SharedCommitTests()
    {
        store = new BalkyStore(temp.Store.Writer);
        desk = new LeadDesk(store, temp.Store.Reader, new CurrentRules(Reading.Example().Good().Rules), new CommitFeed(), new ManualClock(Samples.Noon), NullLogger<LeadDesk>.Instance);
    }

    public void Dispose()
    {
        desk.Dispose();
        temp.Dispose();
    }

    [Fact]
    public async Task Commit_ThatFails_IsToldToTheSender_AndTheDeskGoesOnFromWhatIsOnDisk()
    {
        (await desk.SubmitAsync(Lead("L1"))).State!.Owner.ShouldBe(Bot.Ana);
        store.Fails = true;
        await Should.ThrowAsync<IOException>(() => desk.SubmitAsync(Touch("L1")));
        await Should.ThrowAsync<IOException>(() => desk.SubmitAsync(Lead("L2")));
        temp.Store.Reader.Lead("L1")!.Touches.ShouldBeEmpty();
        temp.Store.Reader.Lead("L2").ShouldBeNull();

        store.Fails = false;
        (await desk.SubmitAsync(Touch("L1"))).State!.Touches.Count.ShouldBe(1);
        (await desk.SubmitAsync(Lead("L2"))).State!.Owner.ShouldBe(Bot.Ben, "the turn that failed was not taken");
        var state = temp.Store.Reader.Lead("L1")!;
        temp.Store.Reader.Events("L1").Count.ShouldBe(state.Version);
    }

    [Fact]
    public async Task TwoLeadsOfOneEMail_InOneCommit_GoToOneOwner()
    {
        await desk.SubmitAsync(Lead("L0"));
        using var gate = new ManualResetEventSlim();
        store.Gate = gate;
        var first = desk.SubmitAsync(Lead("L1"));
        store.Entered.Wait();
        var twins = new[] { desk.SubmitAsync(Lead("L2", "twin@corp.example")), desk.SubmitAsync(Lead("L3", "Twin@corp.example")) };
        gate.Set();
        await Task.WhenAll([first, .. twins]);

        store.Commits[^1].ShouldBe(2, "both stood in one batch");
        var (one, other) = ((await twins[0]).State!, (await twins[1]).State!);
        other.Owner.ShouldBe(one.Owner);
        other.DuplicateOf.ShouldBe("L2");
    }

    private static ReceiveLead Lead(string id, string? email = null) =>
        new(new LeadProfile { Score = 80, Contact = new Contact("Cleo", email ?? $"{id}@corp.example") }, null, null, null, new HashSet<string>()) { Lead = id };

    private static LogTouch Touch(string id) => new("call", null, null) { Lead = id, By = Bot.Ana };

    /// <summary>The real store, which fails or waits when it is told to.</summary>
    private sealed class BalkyStore(IDeskStore store) : IDeskStore
    {
        public bool Fails { get; set; }

        public ManualResetEventSlim? Gate { get; set; }

        public ManualResetEventSlim Entered { get; } = new();

        /// <summary>How many leads each commit wrote.</summary>
        public List<int> Commits { get; } = [];

        public LeadState? Load(string lead) => store.Load(lead);

        public (string Lead, string? Owner)? FindByEmail(string email, string exceptLead) => store.FindByEmail(email, exceptLead);

        public RequestRecord? FindRequest(string key) => store.FindRequest(key);

        public bool KnowsLine(string id) => store.KnowsLine(id);

        public void Commit(DeskBatch batch)
        {
            if (Gate is { } gate)
            {
                Entered.Set();
                gate.Wait();
            }

            store.Commit(Fails ? throw new IOException("The disk is full.") : batch);
            Commits.Add(batch.Leads.Count);
        }

        public bool Scrub(bool patiently = false) => store.Scrub(patiently);
    }
}
