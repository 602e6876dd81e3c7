using System.Collections.Concurrent;
using SlaBot.Api.Contracts;
using SlaBot.Api.Import;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Engine;

namespace SlaBot.Tests.Api;

/// <summary>Stands where the desk and its reader stand, so that the doors can be tried by themselves: it remembers what it was given and keeps every new lead.</summary>
internal sealed class FakeEngine : IReadStore
{
    private readonly ConcurrentDictionary<string, LeadState> leads = new(StringComparer.Ordinal);

    public ManualClock Clock { get; } = new(Anybody.Now);

    public ConcurrentQueue<(LeadCommand Command, Instant Now, RequestStamp? Stamp)> Given { get; } = new();

    public List<ApiKey> Keys { get; } = [];

    public Refusal? Refuses { get; set; }

    public int SettledCount { get; private set; }

    public int MostAtOnce { get; private set; }

    private int underWay;

    public ApiPorts Ports => new()
    {
        Submit = SubmitAsync,
        Reader = this,
        Clock = Clock,
        Settle = _ => { SettledCount++; return Task.CompletedTask; },
        Advance = (to, _) => { Clock.MoveTo(to); return Task.CompletedTask; },
        People = () => Anybody.People,
        Keys = () => Keys,
        IsDevelopment = true,
        Why = (_, kind) => kind == ClauseKind.FirstTouch ? new WhyAnswer(new { Clause = kind, DueAt = Anybody.Now }, ["Counted <b>so</b>."]) : null,
        Scorecard = ask => ask.Week == "2026-W01" ? null : ask.Csv ? "week,from\n" : $$"""{"week":"{{ask.Week}}","from":"{{ask.Monday:uuuu-MM-dd}}"}""",
        Agreement = () => """{"version":"1"}""",
    };

    private async Task<CommandResult> SubmitAsync(LeadCommand command, RequestStamp? stamp)
    {
        Given.Enqueue((command, Clock.GetCurrentInstant(), stamp));
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref underWay));
        await Task.Yield();
        Interlocked.Decrement(ref underWay);
        if (Refuses is not null)
        {
            return new CommandResult(leads.GetValueOrDefault(command.Lead), Refuses, false, false);
        }

        var isNew = !leads.ContainsKey(command.Lead);
        if (isNew && command is not ReceiveLead)
        {
            return new CommandResult(null, new Refusal("unknown-lead", "There is no such lead."), false, false);
        }

        var profile = (command as ReceiveLead)?.Profile ?? new LeadProfile();
        var state = leads.GetOrAdd(command.Lead, id => new LeadState { Id = id, Version = 1, Profile = profile, ReceivedAt = Clock.GetCurrentInstant() });
        return new CommandResult(state, null, isNew, false);
    }

    public LeadState? Lead(string lead) => leads.GetValueOrDefault(lead);

    public IReadOnlyList<StoredEvent> Events(string lead, int? upToVersion = null) =>
        [new StoredEvent(lead, 1, new LeadReceived(lead, leads[lead].Profile, null) { At = Anybody.Now, RecordedAt = Anybody.Now })];

    public LeadPage Leads(LeadFilter filter)
    {
        if (filter.After == "junk")
        {
            throw new FormatException();
        }

        var found = leads.Values.Where(lead => filter.Overdue is not { } overdue || lead.Obligations.Any(obligation => obligation.Climbs) == overdue)
            .Where(lead => !filter.Undated || !lead.Running.Any()).OrderBy(lead => lead.Id, StringComparer.Ordinal).ToList();
        return new LeadPage([.. found.Take(filter.Limit)], found.Count > filter.Limit ? "n" : null);
    }

    public IReadOnlyList<string> Queue(int limit) => [];

    public IEnumerable<StoredEvent> EventsOfLeadsActiveSince(Instant since) => throw new NotSupportedException();

    public LeadCounts Counts() => new(leads.Count, 0, 0);

    public IReadOnlyList<LeadState> Missed(int limit) => [.. leads.Values.Where(lead => lead.Obligations.Any(obligation => obligation.Climbs)).Take(limit)];

    public IEnumerable<LeadFacts> FactsThatCount(Instant since, Instant asOf, SlaPolicy policy) => throw new NotSupportedException();

    public IReadOnlyList<DueRow> Due(Instant upTo, int limit) => throw new NotSupportedException();

    public Instant? NextDue() => throw new NotSupportedException();

    public IReadOnlyList<OutboxItem> Ready(Instant upTo, int limit) => throw new NotSupportedException();

    public OutboxItem? Waiting(string key) => throw new NotSupportedException();

    public Instant? NextReady() => throw new NotSupportedException();

    public PostedMessage? Post(string key) => throw new NotSupportedException();

    public PostedMessage? PostByMessage(string platform, string messageId) => throw new NotSupportedException();

    public IReadOnlyList<PostedMessage> PostsSaying(IReadOnlyList<string> words) => throw new NotSupportedException();

    public IReadOnlyList<string> TwinsOf(string lead) => throw new NotSupportedException();

    public IReadOnlyList<PostedMessage> PostsOf(string lead) => throw new NotSupportedException();

    public IReadOnlyList<PostedMessage> Posts(string platform, string? conversation, int limit) => throw new NotSupportedException();

    public IReadOnlyList<PostedMessage> PostsWithin(string key) => throw new NotSupportedException();

    public IReadOnlyDictionary<string, int> OpenByOwner() => throw new NotSupportedException();

    public IReadOnlyList<Turn> Turns() => throw new NotSupportedException();

    public IReadOnlyList<Absence> Absences(Instant after) => throw new NotSupportedException();

    public IReadOnlyList<Document> Documents(string kind) => throw new NotSupportedException();

    public IReadOnlyList<Signature> Signatures(string version) => throw new NotSupportedException();

    public IReadOnlyList<Job> Jobs() => throw new NotSupportedException();

    public PublishedScorecard? Scorecard(string week, string? team = null) => throw new NotSupportedException();

    public IReadOnlyList<string> PublishedWeeks() => throw new NotSupportedException();

    public long LastOutboxNumber() => throw new NotSupportedException();

    /// <summary>Puts a lead on file as it is.</summary>
    public void Keep(LeadState lead) => leads[lead.Id] = lead;

    public IReadOnlyList<CheckedItem> Ticks(string agenda) => [];

    public IReadOnlyList<SlaBot.Core.Scorecards.Reviews.MissedWeeksItem> Matters(bool openOnly) => [];

    public IReadOnlyList<SlaBot.Core.Scorecards.Spend> Spend() => [];

    public long CountLeads() => leads.Count;
}
