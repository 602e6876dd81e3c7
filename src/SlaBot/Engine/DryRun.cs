using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;

namespace SlaBot.Engine;

/// <summary>
/// Decides commands as the engine would now, one after another, and keeps nothing: the rosters' turns and the leads are
/// its own copies. Not for several threads.
/// </summary>
internal sealed class DryRun
{
    private readonly ReadOnlyStore store;
    private readonly WriteSession session;

    public DryRun(IReadStore reader, CurrentAgreement rules, CalendarRegistry calendars, IClock clock)
    {
        store = new ReadOnlyStore(reader);
        session = new WriteSession(store, reader, rules, calendars, new NobodyIsTold(), clock);
    }

    /// <summary>What the commands would come to, in order.</summary>
    public IReadOnlyList<CommandResult> Decide(IReadOnlyList<LeadCommand> commands)
    {
        store.Expect(commands.Select(command => command.Lead));
        var answers = commands.Select(command => session.Decide(command, new WriteBatch())).ToList();
        session.Committed();
        return answers;
    }

    /// <summary>What is on file, and nothing more.</summary>
    private sealed class ReadOnlyStore(IReadStore reader) : IWriteStore
    {
        private HashSet<string> onFile = [];

        // Asked of many at once: a search for each lead that is not there would be most of the work.
        public void Expect(IEnumerable<string> leads)
        {
            var asked = leads.Distinct(StringComparer.Ordinal).ToList();
            var found = reader.VersionsOf(asked.Concat(asked.Select(LeadEraser.IdOf)));
            onFile = [.. asked.Where(lead => found.ContainsKey(lead) || found.ContainsKey(LeadEraser.IdOf(lead)))];
        }

        public LeadState? Load(string lead) => onFile.Contains(lead) ? reader.Lead(lead) : null;

        public int VersionOf(string lead) => Load(lead)?.Version ?? 0;

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
