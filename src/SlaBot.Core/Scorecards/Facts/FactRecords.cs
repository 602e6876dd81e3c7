using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>When something happened: its own second, and its place in the order of arrival, which decides within one second.</summary>
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

/// <summary>The deadline that an agreement gives to a lead without a frozen one, before any pause; never where the clause (null) or its start is missing.</summary>
internal readonly record struct ComputedDeadline(Clause? Clause, long Start, long Due);

/// <summary>Those deadlines by clause, each computed when it is first asked for.</summary>
internal sealed class ComputedDeadlines(SlaPolicy policy)
{
    private readonly ComputedDeadline?[] byClause = new ComputedDeadline?[ClauseDefinition.All.Count];

    internal SlaPolicy Policy => policy;

    internal ComputedDeadline? Of(ClauseKind kind) => byClause[(int)kind];

    internal void Keep(ClauseKind kind, ComputedDeadline deadline) => byClause[(int)kind] = deadline;
}
