using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Engine;

namespace SlaBot.Tests.Sandbox;

/// <summary>A reader over posts and leads given by hand; everything else is empty.</summary>
internal sealed class PostsOnly : IReadStore
{
    public List<PostedMessage> All { get; } = [];

    public List<LeadState> States { get; } = [];

    public LeadState? Lead(string lead) => States.Find(state => state.Id == lead);

    public IReadOnlyDictionary<string, int> VersionsOf(IEnumerable<string> leads) =>
        States.Where(state => leads.Contains(state.Id)).ToDictionary(state => state.Id, state => state.Version);

    public IReadOnlyList<StoredEvent> Events(string lead, int? upToVersion = null) => [];

    public LeadPage Leads(LeadFilter filter) => new(States.FindAll(state => filter.Owner is null || state.Owner == filter.Owner), null);

    public LeadsFound Find(string text, Func<LeadState, bool> finds, int from, int limit) => new(0, 0, []);

    public IEnumerable<StoredEvent> EventsOfLeadsActiveSince(Instant since) => [];
    public LeadCounts Counts() => new(0, 0, 0);
    public IReadOnlyList<LeadState> Missed(int limit) => [];
    public IEnumerable<(string Lead, byte[] Pack)> FactPacks(Instant since, Instant asOf) => [];

    public IReadOnlyList<DueRow> Due(Instant upTo, int limit) => [];

    public Instant? NextDue() => null;

    public IReadOnlyList<OutboxItem> Ready(Instant upTo, int limit) => [];

    public OutboxItem? Waiting(string key) => null;

    public Instant? NextReady() => null;

    public PostedMessage? Post(string key) => All.Find(postedMessage => postedMessage.Key == key);

    public PostedMessage? PostByMessage(string platform, string messageId) => All.Find(postedMessage => postedMessage.Platform == platform && postedMessage.MessageId == messageId);

    public IReadOnlyList<PostedMessage> PostsSaying(IReadOnlyList<string> words) => throw new NotSupportedException();

    public IReadOnlyList<string> TwinsOf(string lead) => throw new NotSupportedException();

    public IReadOnlyList<PostedMessage> PostsOf(string lead) => All.FindAll(postedMessage => postedMessage.Lead == lead);

    public IReadOnlyList<PostedMessage> Posts(string platform, ChatAddress? conversation, int limit) => [.. All.Where(postedMessage => conversation is null || postedMessage.Conversation == conversation).TakeLast(limit)];

    public IReadOnlyList<PostedMessage> PostsWithin(string key) => [];

    public IReadOnlyList<string> Queue(int limit) => [];

    public IReadOnlyDictionary<string, int> OpenByOwner() => new Dictionary<string, int>();

    public IReadOnlyList<Turn> Turns() => [];

    public IReadOnlyList<Absence> Absences(Instant after) => [];

    public IReadOnlyList<Document> Documents(string kind) => [];

    public IReadOnlyList<Signature> Signatures(string version) => [];

    public IReadOnlyList<Job> Jobs() => [];

    public PublishedScorecard? Scorecard(string week, string? team = null) => null;

    public IReadOnlyList<string> PublishedWeeks() => [];

    public long LastOutboxNumber() => All.Count;

    public IReadOnlyList<CheckedItem> Ticks(string agenda) => [];

    public IReadOnlyList<SlaBot.Core.Scorecards.Reviews.MissedWeeksItem> Matters(bool openOnly) => [];

    public IReadOnlyList<SlaBot.Core.Scorecards.Spend> Spend() => [];

    public long CountLeads() => States.Count;
}
