using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Engine;

/// <summary>One lead's step: the events to append and the state row that replaces version <c>ExpectedVersion</c> (0: a
/// new lead).</summary>
internal sealed record LeadChange(int ExpectedVersion, LeadState State, IReadOnlyList<LeadEvent> Events,
    Instant? WakeAt)
{
    /// <summary>What the numbers need of the events.</summary>
    public FactPack Facts { get; init; } = StoredFacts.Of(State.IsTest ? [] : Events);

    /// <summary>True where the facts are those of the lead's whole life, in place of all before: something was taken
    /// back.</summary>
    public bool RestatesFacts { get; init; }
}

/// <summary>An answered request, kept so that the same request again gets the same answer.</summary>
internal sealed record RequestRecord(string Key, string BodyHash, string Lead, int Version, string? RefusalCode,
    string? RefusalSentence, Instant At);

/// <summary>A document kept by version (an agreement, a calendar): text as its room wrote it.</summary>
internal sealed record Document(string Kind, string Version, string Body, Instant At);

/// <summary>A signature under a version of the agreement.</summary>
internal sealed record Signature(string Version, string Party, string By, Instant At);

/// <summary>A repeated job's next instant.</summary>
internal sealed record Job(string Name, Instant NextAt);

/// <summary>A scorecard as published: the JSON, for ever.</summary>
internal sealed record PublishedScorecard(string Week, string? Team, string Json, Instant AsOf, Instant PublishedAt);

/// <summary>How often a seller was assigned, and how far their weighted turn has come.</summary>
internal sealed record Turn(string Email, long Assigned, long LastTurn);

/// <summary>Everything that becomes durable in one transaction.</summary>
internal sealed class WriteBatch
{
    /// <summary>Lead steps, in order; a lead may stand here more than once.</summary>
    public List<LeadChange> Leads { get; } = [];

    /// <summary>
    /// Roughly how many bytes the states of its lead steps take in memory; a batch that grows too large is written
    /// before more is added.
    /// </summary>
    public long Weight { get; set; }

    /// <summary>New items of the outbox. One whose key waits already gives that row its intent, and its NotBefore where
    /// that is earlier.</summary>
    public List<OutboxItem> Outbox { get; } = [];

    /// <summary>Outbox numbers that are done with.</summary>
    public List<long> OutboxDone { get; } = [];

    /// <summary>Waiting rows whose NotBefore, Attempts or TriedAt changed.</summary>
    public List<OutboxItem> OutboxChanged { get; } = [];

    /// <summary>Posts made or redrawn, by key.</summary>
    public List<PostedMessage> Posts { get; } = [];

    /// <summary>Answered requests.</summary>
    public List<RequestRecord> Requests { get; } = [];

    /// <summary>Answers older than this are forgotten; null when none are.</summary>
    public Instant? ForgetRequestsBefore { get; set; }

    /// <summary>Ids of imported history lines, a digest each.</summary>
    public List<string> HistoryLines { get; } = [];

    /// <summary>Documents to keep; known versions stay as they are.</summary>
    public List<Document> Documents { get; } = [];

    /// <summary>Absences set, by e-mail; one whose Until is not after its From is ended.</summary>
    public List<Absence> Absences { get; } = [];

    /// <summary>Signatures.</summary>
    public List<Signature> Signatures { get; } = [];

    /// <summary>Jobs, by name.</summary>
    public List<Job> Jobs { get; } = [];

    /// <summary>Scorecards.</summary>
    public List<PublishedScorecard> Scorecards { get; } = [];

    /// <summary>Turns, by e-mail.</summary>
    public List<Turn> Turns { get; } = [];

    /// <summary>Ticks taken back, before those of this batch.</summary>
    public List<CheckedItem> Unticked { get; } = [];

    /// <summary>Items ticked off; the first tick of an item stands until it is taken back.</summary>
    public List<CheckedItem> Ticks { get; } = [];

    /// <summary>Matters opened or closed, by party and week.</summary>
    public List<MissedWeeksItem> Matters { get; } = [];

    /// <summary>Money spent, by month and source.</summary>
    public List<Spend> Spend { get; } = [];

    /// <summary>What is kept of the machine's clock; null when it stays as it is.</summary>
    public ClockMark? Clock { get; set; }

    /// <summary>Leads erased, by the id that they had.</summary>
    public List<string> Erased { get; } = [];

    /// <summary>True when there is nothing to write.</summary>
    public bool IsEmpty =>
        ForgetRequestsBefore is null && Clock is null
            && HistoryLines.Count + Erased.Count + Leads.Count + Outbox.Count + OutboxDone.Count + OutboxChanged.Count
                + Posts.Count + Requests.Count + Documents.Count
        + Absences.Count + Signatures.Count + Jobs.Count + Scorecards.Count + Turns.Count + Ticks.Count + Unticked.Count
        + Matters.Count + Spend.Count == 0;
}
