using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>One attempt.</summary>
internal readonly record struct TouchFact(long At, string Channel, string? By);

/// <summary>One assignment.</summary>
internal readonly record struct AssignmentFact(long At, string? Owner, string? Team);

/// <summary>One rejection, and when it was overturned.</summary>
internal sealed record RejectionFact(long At, int Arrival, string? Reason, bool Reroute)
{
    internal long OverturnedAt { get; set; } = LeadFacts.Never;
}

/// <summary>Deadlines that an agreement gives to a lead without frozen ones; seconds, or never where the clause or its start is missing.</summary>
internal sealed record ComputedDeadlines(SlaPolicy Policy, long Handoff, long FirstTouch, long Cadence, long Decision, long Disposition);
