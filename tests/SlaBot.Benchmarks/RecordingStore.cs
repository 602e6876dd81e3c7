using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Benchmarks;

/// <summary>The store, keeping what was committed, so that the same can be written again barely.</summary>
internal sealed class RecordingStore(IWriteStore store) : IWriteStore
{
    private List<WriteBatch>? taken;

    public void Start() => taken = [];

    public IReadOnlyList<WriteBatch> Stop()
    {
        var all = taken!;
        taken = null;
        return all;
    }

    public LeadState? Load(string lead) => store.Load(lead);

    public int VersionOf(string lead) => store.VersionOf(lead);

    public (string Lead, string? Owner)? FindByEmail(string email, string exceptLead) => store.FindByEmail(email, exceptLead);

    public RequestRecord? FindRequest(string key) => store.FindRequest(key);

    public bool KnowsLine(string id) => store.KnowsLine(id);

    public void Commit(WriteBatch batch)
    {
        store.Commit(batch);
        taken?.Add(batch);
    }

    public bool Scrub(bool patiently = false) => store.Scrub(patiently);

    public void Probe() => store.Probe();
}
