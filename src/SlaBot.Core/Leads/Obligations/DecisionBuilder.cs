using NodaTime;
using SlaBot.Core.Policy;

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

    public Clause? ClauseFor(ClauseKind kind) => Terms.Policy.ClauseFor(kind, State.Profile.Tier, State.Team, State.Profile.Region);
}
