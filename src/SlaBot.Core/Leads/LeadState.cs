using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>One logged attempt, as the state keeps it.</summary>
public sealed record Touch(Instant At, Instant RecordedAt, string? By, string? Owner, string Channel, bool? Connected,
    string? Note, bool SelfReported);

/// <summary>Sales' judgement of fit and timing, 1 to 5 each.</summary>
public sealed record Rating(int Fit, int Timing);

/// <summary>An outcome given.</summary>
public sealed record Disposition(Instant At, string Code, string? Reason, bool Ends, bool Credited)
{
    /// <summary>True once the lead advanced or came back from nurture after it (what arrives later counts as later
    /// within one second): it ends nothing any more.</summary>
    public bool Superseded { get; init; }
}

/// <summary>A rejection, and what became of it.</summary>
public sealed record Rejection(Instant At, string Owner, string? Reason, string? Note, RejectConsequence Then)
{
    /// <summary>When marketing disputed it.</summary>
    public Instant? DisputedAt { get; init; }

    /// <summary>Marketing's argument.</summary>
    public string? DisputeNote { get; init; }

    /// <summary>The ruling; null while there is none.</summary>
    public bool? Upheld { get; init; }

    /// <summary>When it was ruled on.</summary>
    public Instant? RuledAt { get; init; }
}

/// <summary>What a sender said last of the owner.</summary>
/// <param name="Sender">The key's name, or the file's kind; blank where nobody said.</param>
/// <param name="Owner">The owner's e-mail.</param>
/// <param name="IsKept">True where the sender may not assign.</param>
public sealed record SaidOwner(string Sender, string Owner, bool IsKept);

/// <summary>A lead taken from an owner who missed a deadline.</summary>
/// <param name="At">When.</param>
/// <param name="From">Whose it was.</param>
/// <param name="To">Who got it; null for the queue.</param>
/// <param name="Obligation">Which obligation was missed.</param>
public sealed record Forfeit(Instant At, string From, string? To, string Obligation);

/// <summary>What somebody did last and may still take back, and the lead as it was before.</summary>
public sealed record Undoable(int Version, string What, string By, Instant RecordedAt, LeadState Before);

/// <summary>What somebody took back last.</summary>
public sealed record TakenBack(Instant At, string? By, string What);

/// <summary>A lead as the fold of its events. Everything a decision, a card or a row of due work needs is
/// here.</summary>
public sealed record LeadState
{
    /// <summary>The sender's id.</summary>
    public required string Id { get; init; }

    /// <summary>How many events it is the fold of.</summary>
    public int Version { get; init; }

    /// <summary>The version at the last fact; a card drawn before it is stale.</summary>
    public int FactVersion { get; init; }

    /// <summary>The version at which the present owner got it; a form drawn before it was about another
    /// owner.</summary>
    public int OwnerVersion { get; init; }

    /// <summary>What is known.</summary>
    public LeadProfile Profile { get; init; } = new();

    /// <summary>Where it stands.</summary>
    public LeadStage Stage { get; init; }

    /// <summary>When it was created, in the sender's words, or arrived.</summary>
    public Instant ReceivedAt { get; init; }

    /// <summary>When it first became an MQL.</summary>
    public Instant? MqlAt { get; init; }

    /// <summary>Which criteria it met, missed or lacked data for at that instant.</summary>
    public IReadOnlyList<CriterionResult> Criteria { get; init; } = [];

    /// <summary>The owner that the sender named.</summary>
    public string? SentOwner { get; init; }

    /// <summary>The one accountable seller; null before assignment.</summary>
    public string? Owner { get; init; }

    /// <summary>The owner's team at the assignment.</summary>
    public string? Team { get; init; }

    /// <summary>When the present owner got it.</summary>
    public Instant? AssignedAt { get; init; }

    /// <summary>When it last went into the queue.</summary>
    public Instant? QueuedAt { get; init; }

    /// <summary>Why nobody could take it then.</summary>
    public string? QueuedWhy { get; init; }

    /// <summary>When anybody first got it.</summary>
    public Instant? FirstAssignedAt { get; init; }

    /// <summary>How the present owner came to it.</summary>
    public string? AssignedWhy { get; init; }

    /// <summary>Who lost or refused it, oldest first.</summary>
    public IReadOnlyList<string> PastOwners { get; init; } = [];

    /// <summary>When the card reached the present owner.</summary>
    public Instant? DeliveredAt { get; init; }

    /// <summary>When it was accepted (first).</summary>
    public Instant? AcceptedAt { get; init; }

    /// <summary>When the present handover was accepted or rejected; null while it is undecided.</summary>
    public Instant? DecidedAt { get; init; }

    /// <summary>True once the present handover was accepted, or rejected for nurture.</summary>
    public bool IsDecided { get; init; }

    /// <summary>The last rejection.</summary>
    public Rejection? Rejection { get; init; }

    /// <summary>Every attempt, in order of their own time.</summary>
    public IReadOnlyList<Touch> Touches { get; init; } = [];

    /// <summary>What programs sent, in order of its own time: shown, never counted.</summary>
    public IReadOnlyList<Touch> AutomaticTouches { get; init; } = [];

    /// <summary>Who passed it on to somebody else: it is not routed to them again.</summary>
    public IReadOnlyList<string> RefusedBy { get; init; } = [];

    /// <summary>What each sender said last of the owner.</summary>
    public IReadOnlyList<SaidOwner> OwnersSaid { get; init; } = [];

    /// <summary>The owners that senders name who may not assign, where the present one is another.</summary>
    public IEnumerable<SaidOwner> OwnerConflicts => OwnersSaid.Where(said => said.IsKept && IsOpen
        && !string.Equals(said.Owner, Owner, StringComparison.OrdinalIgnoreCase));

    /// <summary>Who lost it by a missed deadline, in order of time, where the agreement takes leads back.</summary>
    public IReadOnlyList<Forfeit> Forfeits { get; init; } = [];

    /// <summary>What its doer may still take back; null for nothing.</summary>
    public Undoable? Undoable { get; init; }

    /// <summary>What was taken back last; null for nothing.</summary>
    public TakenBack? TakenBack { get; init; }

    /// <summary>The outcomes given, in order of arrival.</summary>
    public IReadOnlyList<Disposition> Dispositions { get; init; } = [];

    /// <summary>When it became SQL.</summary>
    public Instant? SqlAt { get; init; }

    /// <summary>When it became an opportunity.</summary>
    public Instant? SqoAt { get; init; }

    /// <summary>When it was won.</summary>
    public Instant? WonAt { get; init; }

    /// <summary>When it was lost.</summary>
    public Instant? LostAt { get; init; }

    /// <summary>The last entry into any of these stages, by its own time.</summary>
    public Instant? AdvancedAt { get; init; }

    /// <summary>When a lead out of nurture last went to a seller again; what ended before it is over.</summary>
    public Instant? ReopenedAt { get; init; }

    /// <summary>The reason given for a rejection or loss, at once or afterwards.</summary>
    public string? Feedback { get; init; }

    /// <summary>When that reason was given.</summary>
    public Instant? FeedbackAt { get; init; }

    /// <summary>When reasons were given, those that count for a rejection or loss; one before a loss without a reason
    /// is none of it.</summary>
    public IReadOnlyList<Instant> ReasonsAt { get; init; } = [];

    /// <summary>The times of all status updates, in order of their own time.</summary>
    public IReadOnlyList<Instant> Updates { get; init; } = [];

    /// <summary>The last status update.</summary>
    public string? Status { get; init; }

    /// <summary>When it was given.</summary>
    public Instant? StatusAt { get; init; }

    /// <summary>Sales' last rating.</summary>
    public Rating? Rating { get; init; }

    /// <summary>The revisit date of a recycled lead.</summary>
    public LocalDate? RevisitOn { get; init; }

    /// <summary>The instant at which marketing is reminded of it; null once told.</summary>
    public Instant? RevisitAt { get; init; }

    /// <summary>Since when sales' clocks stand still; null while they run.</summary>
    public Instant? PausedAt { get; init; }

    /// <summary>When the last pause ended.</summary>
    public Instant? ResumedAt { get; init; }

    /// <summary>Why they stand still.</summary>
    public string? PauseReason { get; init; }

    /// <summary>Another lead with the same e-mail.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>True once personal data was blanked.</summary>
    public bool IsErased { get; init; }

    /// <summary>True for a lead that is only a test: it is in no number, and erased after a day.</summary>
    public bool IsTest { get; init; }

    /// <summary>True for a lead told by an imported history: nothing runs on it, and nobody is told of it.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Every clause that ever ran, in order of its start.</summary>
    public IReadOnlyList<Obligation> Obligations { get; init; } = [];

    /// <summary>True once an ending outcome was given, unless the lead advanced after it or came back from
    /// nurture.</summary>
    public bool HasEnded => Dispositions.Any(disposition => disposition.Ends && !disposition.Superseded);

    /// <summary>True while a seller holds it and work goes on; these count against capacity.</summary>
    public bool IsOpen => Owner is not null && !HasEnded && !IsErased && !IsHistory
        && Stage is (LeadStage.Assigned or LeadStage.SalesAccepted or LeadStage.SalesQualified
            or LeadStage.Opportunity);

    /// <summary>The running obligations, nearest deadline first.</summary>
    public IEnumerable<Obligation> Running =>
        Obligations.Where(obligation => obligation.Status == ObligationStatus.Running)
            .OrderBy(obligation => obligation.DueAt);
}

/// <summary>How a lead is called in a sentence.</summary>
public static class LeadName
{
    /// <summary>Person and company, whichever are known, else the id. Long names are cut to 80 characters.</summary>
    public static string Of(LeadState lead)
    {
        var (person, company) = (Shorten(lead.Profile.Contact.Name), Shorten(lead.Profile.Company.Name));
        return (person, company) switch
        {
            ({ } name, { } firm) => $"{name} · {firm}",
            ({ } name, null) => name,
            (null, { } firm) => $"the lead at {firm}",
            _ => $"lead {lead.Id}",
        };
    }

    private static string? Shorten(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var info = new System.Globalization.StringInfo(text.Trim());
        return info.LengthInTextElements <= 80 ? text.Trim() : info.SubstringByTextElements(0, 79) + "…";
    }
}

/// <summary>What a lead met, missed or lacks data for: frozen at the MQL instant, and for an inquiry as of now, so that
/// a lapsed time window shows.</summary>
public static class MqlFindings
{
    /// <summary>The findings to show for a lead.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="policy">The agreement in force; it judges what is not an MQL yet.</param>
    /// <param name="now">The instant of looking.</param>
    public static IReadOnlyList<CriterionResult> Of(LeadState lead, SlaPolicy policy, Instant now) =>
        lead.MqlAt is null && !lead.IsErased ? Judge(lead.Profile, policy, now) : lead.Criteria;

    /// <summary>The findings for a profile at an instant: the MQL criteria, then those of the fit that they do not
    /// include.</summary>
    public static IReadOnlyList<CriterionResult> Judge(LeadProfile profile, SlaPolicy policy, Instant now)
    {
        var mql = policy.Mql is null ? [] : CriterionJudge.Explain(policy.Mql, profile, policy.Icp, now);
        var icp = policy.Icp is null ? [] : CriterionJudge.Explain(policy.Icp, profile, null, now);
        return [.. mql.Concat(icp).DistinctBy(criterionResult => criterionResult.Label)];
    }
}
