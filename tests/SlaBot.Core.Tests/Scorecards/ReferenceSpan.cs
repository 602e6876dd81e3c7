namespace SlaBot.Core.Tests.Scorecards;

/// <summary>A week in seconds, and the second as of which it is told.</summary>
internal sealed record ReferenceSpan(long From, long To, long AsOf)
{
    internal bool Holds(long? at) => at >= From && at < To && at <= AsOf;
}
