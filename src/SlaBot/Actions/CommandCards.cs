using NodaTime;
using SlaBot.Core.Cards;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;

namespace SlaBot.Actions;

/// <summary>The drawings that chat commands need; each draws for the person who asked.</summary>
internal sealed record CommandCards
{
    /// <summary>A heading and all of the leads, next due first; the number says how many come before the page.</summary>
    public required Func<string, IReadOnlyList<LeadState>, int, Person, Instant, Card> LeadList { get; init; }

    /// <summary>A heading and all of the team's leads, by seller; the number says how many come before the page.</summary>
    public required Func<string, IReadOnlyList<LeadState>, int, Person, Instant, Card> Team { get; init; }

    /// <summary>Somebody's own page: their open leads, and their line of the running week.</summary>
    public required Func<IReadOnlyList<LeadState>, OwnerLine?, Person, Instant, Card> Home { get; init; }

    /// <summary>The running week of several people, a row each.</summary>
    public required Func<IReadOnlyList<OwnerLine>, Instant, CardBlock> TeamWeek { get; init; }

    /// <summary>Going away: the form that asks until when.</summary>
    public required Func<Person, Instant, Card> Away { get; init; }

    /// <summary>One lead, as much of it as the person may see.</summary>
    public required Func<LeadState, Person, Instant, Card> Lead { get; init; }

    /// <summary>How the deadlines of one clause of one lead came about.</summary>
    public required Func<LeadState, ClauseKind, Person, Instant, Card> Why { get; init; }

    /// <summary>The agreement's one page.</summary>
    public required Func<Person, Instant, Card> Agreement { get; init; }

    /// <summary>The scorecard of a week (<c>2026-W47</c>; null for the latest); null when there is none.</summary>
    public required Func<string?, Person, Instant, Card?> Scorecard { get; init; }
}
