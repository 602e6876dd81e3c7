using SlaBot.Outbox;
using Microsoft.Extensions.Logging.Abstractions;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Scenarios;
using SlaBot.Tests.Settings;
using SlaBot.Tests.Storage;

namespace SlaBot.Tests.Engine;

/// <summary>Commits that fail, and commits that many share: what is told is what is on disk.</summary>
public sealed class SharedCommitTests : IDisposable
{
    private readonly TempStore temp = new();
    private readonly TestTime machine = new(Bot.Monday);
    private readonly BalkyStore store;
    private readonly LeadCommandProcessor engine;

    public SharedCommitTests()
    {
        store = new BalkyStore(temp.Store.Writer);
        engine = new LeadCommandProcessor(store, temp.Store.Reader, new CurrentAgreement(Reading.Example().Good().Rules), new OutboxPlanner(), new ManualClock(Samples.Noon), machine, NullLogger<LeadCommandProcessor>.Instance);
    }

    public void Dispose()
    {
        engine.Dispose();
        temp.Dispose();
    }

    [Fact]
    public async Task Commit_ThatFails_IsToldToTheSender_AndTheEngineGoesOnFromWhatIsOnDisk()
    {
        (await engine.SubmitAsync(Lead("L1"))).State!.Owner.ShouldBe(Bot.Ana);
        store.Fails = true;
        await Should.ThrowAsync<IOException>(() => engine.SubmitAsync(Touch("L1")));
        await Should.ThrowAsync<IOException>(() => engine.SubmitAsync(Lead("L2")));
        temp.Store.Reader.Lead("L1")!.Touches.ShouldBeEmpty();
        temp.Store.Reader.Lead("L2").ShouldBeNull();

        store.Fails = false;
        (await engine.SubmitAsync(Touch("L1"))).State!.Touches.Count.ShouldBe(1);
        (await engine.SubmitAsync(Lead("L2"))).State!.Owner.ShouldBe(Bot.Ben, "the turn that failed was not taken");
        var state = temp.Store.Reader.Lead("L1")!;
        temp.Store.Reader.Events("L1").Count.ShouldBe(state.Version);
    }

    [Fact]
    public async Task SinceLastWrite_GoesByTheMachinesTime_AndAProbeEndsIt()
    {
        await engine.SubmitAsync(Lead("L1"));
        machine.Sleep(TimeSpan.FromMinutes(1));
        engine.SinceLastWrite.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        await engine.ProbeAsync();
        engine.SinceLastWrite.ShouldBeLessThan(TimeSpan.FromMinutes(1));

        machine.Sleep(TimeSpan.FromMinutes(1));
        store.Fails = true;
        await Should.ThrowAsync<IOException>(() => engine.SubmitAsync(Touch("L1")));
        engine.SinceLastWrite.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1), "nothing became durable");
    }

    [Fact]
    public async Task TwoLeadsOfOneEMail_InOneCommit_GoToOneOwner()
    {
        await engine.SubmitAsync(Lead("L0"));
        using var gate = new ManualResetEventSlim();
        store.Gate = gate;
        var first = engine.SubmitAsync(Lead("L1"));
        store.Entered.Wait();
        var twins = new[] { engine.SubmitAsync(Lead("L2", "twin@corp.example")), engine.SubmitAsync(Lead("L3", "Twin@corp.example")) };
        gate.Set();
        await Task.WhenAll([first, .. twins]);

        store.Commits[^1].ShouldBe(2, "both stood in one batch");
        var (item, other) = ((await twins[0]).State!, (await twins[1]).State!);
        other.Owner.ShouldBe(item.Owner);
        other.DuplicateOf.ShouldBe("L2");
    }

    [Fact]
    public async Task Erasure_ThatFails_IsRefusedAlone_AndTheTouchBesideItIsTaken()
    {
        await engine.SubmitAsync(Lead("L1"));
        await engine.SubmitAsync(Lead("L2"));
        store.Unblankable = true;

        var (erasure, touch) = await Together(() => engine.SubmitAsync(new Erase { Lead = "L1" }), () => engine.SubmitAsync(Touch("L2")));

        await Should.ThrowAsync<IOException>(() => erasure);
        temp.Store.Reader.Lead("L1")!.Profile.Contact.Email.ShouldNotBeNull("nothing of it is taken");
        (await touch).State!.Touches.Count.ShouldBe(1);
        temp.Store.Reader.Lead("L2")!.Touches.Count.ShouldBe(1);

        store.Unblankable = false;
        (await engine.SubmitAsync(new Erase { Lead = "L1" })).Ok.ShouldBeTrue("sent again it is finished");
        temp.Store.Reader.Events("L1").Select(item => item.Event).OfType<LeadReceived>().Single().Profile.Contact.Email.ShouldBeNull();
    }

    [Fact]
    public async Task OneLead_ThatCannotBeWritten_IsRefusedAlone_AndTheOthersOfItsCommitAreTaken()
    {
        await engine.SubmitAsync(Lead("L0"));
        store.Poison = "L1";

        var (bad, good) = await Together(() => engine.SubmitAsync(Lead("L1")), () => engine.SubmitAsync(Lead("L2")));

        await Should.ThrowAsync<InvalidOperationException>(() => bad);
        (await good).IsNew.ShouldBeTrue();
        temp.Store.Reader.Lead("L1").ShouldBeNull();
        temp.Store.Reader.Lead("L2")!.Owner.ShouldBe((await good).State!.Owner);
    }

    [Fact]
    public async Task Work_ThatFailsHalfWay_LeavesNothingOfItself_InTheCommitOfTheOthers()
    {
        await engine.SubmitAsync(Lead("L0"));

        var (bad, good) = await Together(
            () => engine.RecordAsync((at, batch) =>
            {
                at.Decide(Lead("L1"), batch);
                throw new InvalidOperationException("half way");
            }),
            () => engine.SubmitAsync(Lead("L2")));

        await Should.ThrowAsync<InvalidOperationException>(() => bad);
        (await good).IsNew.ShouldBeTrue();
        temp.Store.Reader.Lead("L1").ShouldBeNull("its sender was told no");
    }

    [Fact]
    public async Task LargeLeads_TouchedInTheBatchThatBroughtThem_AreDecidedFromWhatTheBatchHas()
    {
        await engine.SubmitAsync(Lead("L0"));
        using var gate = new ManualResetEventSlim();
        store.Gate = gate;
        var first = engine.SubmitAsync(Lead("first"));
        store.Entered.Wait();
        var large = new string('x', 1_000_000);
        var leads = Enumerable.Range(0, 60).Select(i => engine.SubmitAsync(Large($"B{i}", large))).ToList();
        var touches = Enumerable.Range(0, 60).Select(i => engine.SubmitAsync(Touch($"B{i}"))).ToList();
        gate.Set();
        await Task.WhenAll([first, .. leads, .. touches]);

        touches.ShouldAllBe(touch => touch.Result.Ok && touch.Result.State!.Touches.Count == 1);
        store.Commits.Max().ShouldBeLessThan(20, "a batch of large leads is written before it holds much memory");
    }

    private async Task<(Task First, Task<CommandResult> Second)> Together(Func<Task> first, Func<Task<CommandResult>> second)
    {
        using var gate = new ManualResetEventSlim();
        (store.Gate, store.Entered) = (gate, new ManualResetEventSlim());
        var before = engine.SubmitAsync(Lead("gate" + Guid.NewGuid().ToString("N")));
        store.Entered.Wait();
        var both = (first(), second());
        store.Gate = null;
        gate.Set();
        await before;
        await Task.WhenAny(Task.WhenAll(both.Item1, both.Item2)).WaitAsync(TimeSpan.FromSeconds(30));
        return both;
    }

    private static ReceiveLead Large(string id, string text) => Lead(id) with { Profile = Lead(id).Profile with { Extra = new Dictionary<string, string> { ["text"] = text } } };

    private static ReceiveLead Lead(string id, string? email = null) =>
        new(new LeadProfile { Score = 80, Contact = new Contact("Cleo", email ?? $"{id}@corp.example") }, null, null, null, new HashSet<string>()) { Lead = id };

    private static LogTouch Touch(string id) => new("call", null, null) { Lead = id, By = Bot.Rita };

    /// <summary>The real store, which fails or waits when it is told to.</summary>
    private sealed class BalkyStore(IWriteStore store) : IWriteStore
    {
        public bool Fails { get; set; }

        public ManualResetEventSlim? Gate { get; set; }

        public ManualResetEventSlim Entered { get; set; } = new();

        /// <summary>A lead that cannot be written.</summary>
        public string? Poison { get; set; }

        public bool Unblankable { get; set; }

        /// <summary>How many leads each commit wrote.</summary>
        public List<int> Commits { get; } = [];

        public LeadState? Load(string lead) => store.Load(lead);

        public int VersionOf(string lead) => store.VersionOf(lead);

        public (string Lead, string? Owner)? FindByEmail(string email, string exceptLead) => store.FindByEmail(email, exceptLead);

        public RequestRecord? FindRequest(string key) => store.FindRequest(key);

        public bool KnowsLine(string id) => store.KnowsLine(id);

        public void Commit(WriteBatch batch)
        {
            if (Gate is { } gate)
            {
                Entered.Set();
                gate.Wait();
            }

            if (Unblankable && batch.Erased.Count > 0)
            {
                throw new IOException("The disk fails.");
            }

            if (batch.Leads.Any(lead => lead.State.Id == Poison))
            {
                throw new InvalidOperationException("This one cannot be written.");
            }

            store.Commit(Fails ? throw new IOException("The disk is full.") : batch);
            Commits.Add(batch.Leads.Count);
        }

        public bool Scrub(bool patiently = false) => store.Scrub(patiently);

        public void Probe() => store.Probe();
    }
}
