using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SlaBot.Api.Import;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Engine;
using SlaBot.Outbox;
using SlaBot.Tests.Fakes;
using SlaBot.Tests.Settings;
using SlaBot.Tests.Storage;

namespace SlaBot.Tests.Api;

/// <summary>
/// The engine over a data file of its own, under a clock that tests move: the API's endpoints and imports stand on it.
/// It remembers what was committed, and its commits can be made to fail.
/// </summary>
internal sealed class ApiEngine : IDisposable
{
    private static readonly AgreementRules Rules = Reading.Example().Good().Rules;
    private readonly TempStore temp = new();

    public ApiEngine()
    {
        Time = new FakeTimeControl(Clock);
        var store = new WatchedStore(temp.Store.Writer, this);
        Commands = new LeadCommandProcessor(
            store, Reader, Agreement, new OutboxPlanner(), Clock, World.Time, NullLogger<LeadCommandProcessor>.Instance);
        Commands.TermsKept.Wait();
        Import = new ImportRunner(
            Commands, Agreement, Time, Clock, new ValidationContexts(Clock, Time, Agreement, new EmailIds(Reader, Commands)), World.Time, NullLogger<ImportRunner>.Instance);
    }

    public ManualClock Clock { get; } = new(Anybody.Now);

    public FakeTimeControl Time { get; }

    public CurrentAgreement Agreement { get; } = new(Rules);

    public LeadCommandProcessor Commands { get; }

    public IReadStore Reader => temp.Store.Reader;

    public ImportRunner Import { get; }

    /// <summary>Why a batch cannot be written; null when it can.</summary>
    public Func<WriteBatch, Exception?> Fails { get; set; } = _ => null;

    /// <summary>New leads in the order in which they were decided, with the instant.</summary>
    public List<(string Lead, Instant Now)> Received { get; } = [];

    /// <summary>Requests that can be repeated.</summary>
    public List<RequestRecord> Requests { get; } = [];

    /// <summary>Refuses every batch with a lead of which this is true.</summary>
    public void FailFor(Func<string, bool> lead) =>
        Fails = batch => batch.Leads.Any(change => lead(change.State.Id)) ? new IOException("full") : null;

    /// <summary>Puts a lead on file as it is.</summary>
    public void Keep(LeadState lead)
    {
        var received = new LeadReceived(lead.Id, lead.Profile, null) { At = Anybody.Now, RecordedAt = Anybody.Now };
        var batch = new WriteBatch();
        batch.Leads.Add(new LeadChange(0, lead, [received], null));
        temp.Store.Writer.Commit(batch);
    }

    public void AddTo(IServiceCollection services) => services
        .AddSingleton(Agreement)
        .AddSingleton(Commands)
        .AddSingleton(Reader)
        .AddSingleton<IClock>(Clock)
        .AddSingleton(World.Time)
        .AddSingleton<ITimeControl>(Time)
        .AddSingleton<ScorecardCounter>()
        .AddSingleton<LeadInsights>();

    public void Dispose()
    {
        Commands.Dispose();
        temp.Dispose();
    }

    private void Committed(WriteBatch batch)
    {
        Received.AddRange(batch.Leads.SelectMany(change => change.Events).OfType<LeadReceived>().Select(received => (received.Lead, received.RecordedAt)));
        Requests.AddRange(batch.Requests);
    }

    private sealed class WatchedStore(IWriteStore store, ApiEngine engine) : IWriteStore
    {
        public LeadState? Load(string lead) => store.Load(lead);

        public int VersionOf(string lead) => store.VersionOf(lead);

        public (string Lead, string? Owner)? FindByEmail(string email, string exceptLead) => store.FindByEmail(email, exceptLead);

        public RequestRecord? FindRequest(string key) => store.FindRequest(key);

        public bool KnowsLine(string id) => store.KnowsLine(id);

        public void Commit(WriteBatch batch)
        {
            if (engine.Fails(batch) is { } fault)
            {
                throw fault;
            }

            store.Commit(batch);
            engine.Committed(batch);
        }

        public bool Scrub(bool patiently = false) => store.Scrub(patiently);

        public void Probe() => store.Probe();
    }
}

/// <summary>The manual clock without pumps: nothing is sent, so there is nothing to wait for.</summary>
internal sealed class FakeTimeControl(ManualClock clock) : ITimeControl
{
    public bool IsManual { get; set; } = true;

    /// <summary>The clock cannot be moved.</summary>
    public bool IsStuck { get; set; }

    public int SettledCount { get; private set; }

    public IDisposable? Gather() => null;

    public Task SettleAsync(CancellationToken stop)
    {
        SettledCount++;
        return Task.CompletedTask;
    }

    public Task AdvanceAsync(Instant to, CancellationToken stop)
    {
        clock.MoveTo(IsStuck ? throw new InvalidOperationException("stuck") : to);
        return Task.CompletedTask;
    }
}
