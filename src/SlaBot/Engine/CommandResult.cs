using SlaBot.Core.Leads;

namespace SlaBot.Engine;

/// <summary>What a command came to, once it is on disk. <c>State</c> is the lead afterwards (as it stands, when
/// refused; null when there is no such lead).</summary>
internal sealed record CommandResult(LeadState? State, Refusal? Refusal, bool IsNew, bool Repeated)
{
    /// <summary>True when it was done.</summary>
    public bool Ok => Refusal is null;
}

/// <summary>Makes a request repeatable: the same key again gets the same answer; with another body it is
/// refused.</summary>
internal sealed record RequestStamp(string Key, string BodyHash);
