using NodaTime;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;

namespace SlaBot.Core.Cards;

/// <summary>An item of an agenda that was gone through: by whom (e-mail) and when.</summary>
public sealed record AgendaTick(string Item, string By, Instant At);

/// <summary>What a week's thread shows beside the week's own numbers.</summary>
public sealed record ScorecardContext
{
    /// <summary>Restatements, causes, disputes and the agenda; null where none were kept, and then there is no agenda in the thread.</summary>
    public WeekReview? Review { get; init; }

    /// <summary>The scorecards published before it, oldest first, at most <see cref="ScorecardTrend.Weeks"/> less one.</summary>
    public IReadOnlyList<Scorecard> Before { get; init; } = [];

    /// <summary>What leads are called, by id; a lead that is not among them is called by its id.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>True where the details follow as replies; false for a summary that stands alone.</summary>
    public bool HasReplies { get; init; } = true;

    /// <summary>What was ticked off its agenda.</summary>
    public IReadOnlyList<AgendaTick> Ticks { get; init; } = [];

    internal string NameOf(string lead) => Names.GetValueOrDefault(lead) ?? lead;
}
