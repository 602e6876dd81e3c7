using NodaTime;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards.Weeks;

/// <summary>An item of an agenda that was gone through: by whom (e-mail) and when.</summary>
public sealed record AgendaTick(string Item, string By, Instant At);

/// <summary>What a week's thread shows beside the week's own numbers.</summary>
public sealed record WeekSurroundings
{
    /// <summary>Restatements, causes, disputes and the agenda; null where none were kept, and then there is no agenda in the thread.</summary>
    public WeekReview? Review { get; init; }

    /// <summary>The scorecards published before it, oldest first, at most <see cref="ScorecardTrend.Weeks"/> less one.</summary>
    public IReadOnlyList<Scorecard> Before { get; init; } = [];

    /// <summary>What was ticked off its agenda.</summary>
    public IReadOnlyList<AgendaTick> Ticks { get; init; } = [];
}
