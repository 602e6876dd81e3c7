using NodaTime;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Routing;

/// <summary>How one of a roster is chosen.</summary>
public enum RoutingWay
{
    /// <summary>In turn, by weight.</summary>
    RoundRobin,

    /// <summary>Whoever holds the fewest open leads, by weight.</summary>
    LeastLoaded,
}

/// <summary>One who may receive, and how large a share (1 or more).</summary>
public sealed record RosterSeat(string Email, int Weight = 1);

/// <summary>One rule of <c>Routing</c>: the first whose condition holds decides who receives the lead (see
/// <see cref="Router"/>).</summary>
public sealed record RoutingRule(string Name, Criterion? When, IReadOnlyList<RosterSeat> Roster, RoutingWay By);

/// <summary>What a person holds now: open leads, how many they were ever assigned, and how far their weighted turn has
/// come.</summary>
public readonly record struct Workload(int Open, long Assigned, long LastTurn);

/// <summary>A spell in which a person receives nothing; <c>Until</c> is the instant they are back.</summary>
public sealed record Absence(string Email, Instant From, Instant Until, string? Cover, string By);

/// <summary>Where a lead went and by which rule, or why nobody could take it; <c>Turn</c> is how far the owner's
/// weighted turn has come with it.</summary>
public sealed record Placement(string? Owner, string? Rule, string Reason, long Turn = 0);
