using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Routing;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads.Obligations;

/// <summary>A decision in the making: each event emitted is folded at once, so what follows sees it.</summary>
internal sealed class DecisionBuilder(LeadState? state, DecisionContext terms, LeadCommand command)
{
    private readonly List<LeadEvent> events = [];

    public LeadState State => state!;

    public DecisionContext Terms { get; } = terms;

    public LeadCommand Command { get; } = command;

    public Instant Now => Command.Now;

    public IReadOnlyList<LeadEvent> Events => events;

    /// <summary>A refusal found while emitting; the decision is then a "no" and nothing is written.</summary>
    public Refusal? Refusal { get; set; }

    public void Emit(LeadEvent happened)
    {
        state = LeadFold.Apply(state, happened);
        events.Add(happened);
    }

    public Decision Done() => Refusal is null ? new Decision(events, state, null) : new Decision([], null, Refusal);

    public Decision No(string code, string sentence)
    {
        Refusal = new Refusal(code, sentence);
        return Done();
    }

    public Clause? ClauseFor(ClauseKind kind) =>
        Terms.Policy.ClauseFor(kind, State.Profile.Tier, State.Team, State.Profile.Region);
}

/// <summary>Chooses an owner for a lead as it stands at an instant: past owners only while there is nobody else, and nobody
/// who passed it on.</summary>
public delegate Placement Placing(LeadState lead, Instant now);

/// <summary>What decisions are made under: the agreement in force, the people, the calendars by version and the
/// routing.</summary>
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

    /// <summary>The channels on which only programs send: what comes there is shown and never counts.</summary>
    public IReadOnlyCollection<string> AutomaticChannels { get; init; } = [];

    /// <summary>Another lead with the same e-mail, and its owner where it has one; null when there is none.</summary>
    public (string Lead, string? Owner)? SameContact { get; init; }
}
