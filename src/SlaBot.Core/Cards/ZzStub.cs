#pragma warning disable CS1591
using NodaTime; using SlaBot.Core.Policy; using SlaBot.Core.Scorecards;
namespace SlaBot.Core.Cards;
public static class ScorecardCards { public static IReadOnlyList<(string Part, Card Card)> Draw(Scorecard c, SlaPolicy p, People pe, Instant now, string? note) => []; }
