namespace SlaBot.Tests.Fakes;

/// <summary>How a call fails: a status, a code, and whether it was done all the same.</summary>
internal sealed record TeamsFailure(int Status, string? Code = null, int? RetryAfter = null, bool IsDoneAnyway = false, bool IsCut = false);
