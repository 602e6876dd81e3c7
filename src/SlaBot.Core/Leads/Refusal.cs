namespace SlaBot.Core.Leads;

/// <summary>An expected "no": a stable code for programs and a sentence for people that says what to do next.</summary>
public sealed record Refusal(string Code, string Sentence);

/// <summary>What a command came to: events (possibly none), or a refusal and nothing else.</summary>
public sealed record Decision(IReadOnlyList<LeadEvent> Events, LeadState? State, Refusal? Refusal)
{
    /// <summary>A "no": nothing is to be written.</summary>
    public static Decision No(string code, string sentence) => new([], null, new Refusal(code, sentence));
}
