using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads.Obligations;

/// <summary>Chooses an owner: (profile, people to pass over while there is anybody else, now).</summary>
public delegate Placement Placing(LeadProfile profile, IReadOnlyList<string> passOver, Instant now);

/// <summary>What decisions are made under: the agreement in force, the people, the calendars by version and the routing.</summary>
public sealed record DecisionContext
{
    /// <summary>The agreement in force.</summary>
    public required SlaPolicy Policy { get; init; }

    /// <summary>Everybody.</summary>
    public required People People { get; init; }

    /// <summary>The calendar of a version that an obligation froze.</summary>
    public required Func<string, BusinessCalendar> CalendarOf { get; init; }

    /// <summary>The routing.</summary>
    public required Placing Place { get; init; }

    /// <summary>True when that person is away at that instant.</summary>
    public required Func<string, Instant, Absence?> AbsenceOf { get; init; }

    /// <summary>Another lead with the same e-mail, and its owner where it has one; null when there is none.</summary>
    public (string Lead, string? Owner)? SameContact { get; init; }
}
