using NodaTime;

namespace SlaBot.Api.Contracts;

/// <summary>A week asked for: its name, its Monday, and how it is to be told. <c>AsOf</c> or <c>By</c> means
/// recomputed.</summary>
internal sealed record ScorecardQuery(string Week, LocalDate Monday, Instant? AsOf, string? By, bool Csv);
