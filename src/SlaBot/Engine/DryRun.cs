using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>
/// Decides commands as the engine would now, one after another, and keeps nothing: the rosters' turns and the leads are
/// its own copies. Not for several threads.
/// </summary>
internal sealed class DryRun(IReadStore reader, CurrentAgreement rules, CalendarRegistry calendars, IClock clock)
{
    private const int Together = 256;
    private readonly WriteSession session =
        new(new ReadOnlyStore(reader), reader, rules, calendars, new NobodyIsTold(), clock);

    private int decided;

    /// <summary>What the command would come to.</summary>
    public CommandResult Decide(LeadCommand command)
    {
        if (++decided % Together == 0)
        {
            session.Committed();
        }

        return session.Decide(command, new WriteBatch());
    }

    /// <summary>What is on file, and nothing more.</summary>
    private sealed class ReadOnlyStore(IReadStore reader) : IWriteStore
    {
        public LeadState? Load(string lead) => reader.Lead(lead);

        public int VersionOf(string lead) => reader.Lead(lead)?.Version ?? 0;

        // Only leads of the same run are found by their e-mail: who on file has it would cost a search a row.
        public (string Lead, string? Owner)? FindByEmail(string email, string exceptLead) => null;

        public RequestRecord? FindRequest(string key) => null;

        public bool KnowsLine(string id) => false;

        public void Commit(WriteBatch batch) => throw new NotSupportedException("A dry run writes nothing.");

        public void Probe()
        {
        }

        public bool Scrub(bool patiently = false) => true;
    }

    private sealed class NobodyIsTold : IOutboxPlanner
    {
        public IReadOnlyList<OutboxItem> Plan(LeadState? before, LeadState after, IReadOnlyList<LeadEvent> events,
            AgreementRules rules, Instant now) => [];
    }
}
