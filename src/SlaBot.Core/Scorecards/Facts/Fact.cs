using SlaBot.Core.Leads;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>What a <see cref="Fact"/> tells. The numbers stand in data files: a new one goes to the end, none is used
/// twice.</summary>
internal enum FactKind : byte
{
    Opened = 1,
    Received = 2,
    Merged = 3,
    MqlReached = 4,
    Assigned = 5,
    Accepted = 6,
    Rejected = 7,
    Ruled = 8,
    Touched = 9,
    Disposed = 10,
    StageReached = 11,
    AmountSet = 12,
    FeedbackGiven = 13,
    Rated = 14,
    Paused = 15,
    Resumed = 16,
    ObligationStarted = 17,
    ObligationMet = 18,
    ObligationBreached = 19,
    ObligationFulfilled = 20,
    ObligationCancelled = 21,
    ObligationWaived = 22,
    DeadlineMoved = 23,
    PutAway = 24,
    Erased = 25,
    Delivered = 26,
    BreachWithdrawn = 27,
    Updated = 28,
    Disputed = 29,
}

/// <summary>
/// What the numbers need of one event, and nothing else of it. Which members say what depends on the kind; seconds
/// since 1970. A reader of many tells them all by one object, so whoever keeps one keeps a copy.
/// </summary>
internal sealed class Fact(FactKind kind, long at)
{
    internal FactKind Kind { get; private set; } = kind;

    internal long At { get; private set; } = at;

    /// <summary>The source, owner, channel, reason, code, or the obligation's id.</summary>
    internal string? Text { get; set; }

    /// <summary>The tier, the team, or who touched.</summary>
    internal string? Other { get; set; }

    /// <summary>The region, as it was sent.</summary>
    internal string? Region { get; set; }

    /// <summary>Marketing-sourced; goes on to the next rep; ends work; a reason was given; the rejection
    /// stands.</summary>
    internal bool Flag { get; set; }

    /// <summary>Credited by the agreement.</summary>
    internal bool IsCredited { get; set; }

    internal bool? FitsIcp { get; set; }

    internal LeadStage Stage { get; set; }

    internal decimal? Amount { get; set; }

    internal MqlData? Data { get; set; }

    /// <summary>Of a lead of the past: the fields as its line gave them.</summary>
    internal IReadOnlyDictionary<string, string>? Sent { get; set; }

    /// <summary>The obligation that began; whoever is told it keeps it.</summary>
    internal ObligationFacts? Obligation { get; set; }

    /// <summary>The moved deadline, or the rating of fit.</summary>
    internal long Number { get; set; }

    /// <summary>The rating of timing.</summary>
    internal int Timing { get; set; }

    /// <summary>Makes it another fact; what its kind says is to be set anew, what other kinds say is
    /// meaningless.</summary>
    internal Fact As(FactKind kind, long at)
    {
        (Kind, At) = (kind, at);
        return this;
    }

    internal Fact Copy() => (Fact)MemberwiseClone();
}

/// <summary>When something happened: its own second, and its place in the order of arrival, which decides within one
/// second.</summary>
internal readonly record struct Moment(long At, int Arrival) : IComparable<Moment>
{
    internal static Moment Never { get; } = new(LeadFacts.Never, int.MaxValue);

    public static bool operator <(Moment moment, Moment other) => moment.CompareTo(other) < 0;

    public static bool operator >(Moment moment, Moment other) => moment.CompareTo(other) > 0;

    internal static Moment Min(Moment moment, Moment other) => other < moment ? other : moment;

    public int CompareTo(Moment other) => At != other.At ? At.CompareTo(other.At) : Arrival.CompareTo(other.Arrival);
}

/// <summary>One attempt.</summary>
internal readonly record struct TouchFact(long At, string Channel, string? By, int Arrival)
{
    internal Moment Moment => new(At, Arrival);
}

/// <summary>One assignment.</summary>
internal readonly record struct AssignmentFact(long At, string? Owner, string? Team, int Arrival)
{
    internal Moment Moment => new(At, Arrival);
}

/// <summary>One rejection, and when it was overturned.</summary>
internal sealed record RejectionFact(long At, int Arrival, string? Reason, bool Reroute)
{
    internal Moment Moment => new(At, Arrival);

    internal long OverturnedAt { get; set; } = LeadFacts.Never;
}

/// <summary>The deadline that an agreement gives to a lead without a frozen one, before any pause; never where the
/// clause (null) or its start is missing.</summary>
internal readonly record struct ComputedDeadline(Clause? Clause, long Start, long Due);

/// <summary>Those deadlines by clause, each computed when it is first asked for.</summary>
internal sealed class ComputedDeadlines(SlaPolicy policy)
{
    private readonly ComputedDeadline?[] byClause = new ComputedDeadline?[ClauseDefinition.All.Count];

    internal SlaPolicy Policy => policy;

    internal ComputedDeadline? Of(ClauseKind kind) => byClause[(int)kind];

    internal void Keep(ClauseKind kind, ComputedDeadline deadline) => byClause[(int)kind] = deadline;
}

/// <summary>
/// The facts of some events of one lead in a few bytes: what <see cref="LiveFacts"/> would be told, and nothing else.
/// Packs of one lead, put end to end in order of arrival, are the pack of all its events; <see cref="FactReader"/>
/// reads it.
/// </summary>
/// <param name="Bytes">The facts; empty when the events tell none.</param>
/// <param name="Earliest">The second of the earliest of them; <see cref="long.MaxValue"/> when there is none.</param>
public readonly record struct FactPack(byte[] Bytes, long Earliest)
{
    /// <summary>Packs events in order of arrival. Safe from many threads.</summary>
    /// <param name="events">One lead's events, all of them or those that were added.</param>
    public static FactPack Of(IEnumerable<LeadEvent> events)
    {
        var pen = new FactWriter();
        foreach (var happened in events)
        {
            if (EventFacts.Of(happened) is { } fact)
            {
                pen.Write(fact);
            }
        }

        return pen.ToPack();
    }

    /// <summary>Puts the packs of one lead's steps end to end.</summary>
    /// <param name="packs">In order of arrival, one at the least.</param>
    public static FactPack Join(IReadOnlyList<FactPack> packs) => packs.Count == 1
        ? packs[0]
        : new([.. packs.SelectMany(pack => pack.Bytes)], packs.Min(pack => pack.Earliest));
}
