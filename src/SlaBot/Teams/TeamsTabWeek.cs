using NodaTime;
using SlaBot.Core.Scorecards;
using SlaBot.Desk;

namespace SlaBot.Teams;

/// <summary>The week that runs, as it stands now: counted once a minute, however many look.</summary>
internal sealed class TeamsTabWeek(WeeklyScorecard weekly, CurrentRules rules, IClock clock)
{
    private static readonly Duration Fresh = Duration.FromMinutes(1);
    private readonly Lock gate = new();
    private (Instant At, Instant World, Scorecard Card)? kept;

    /// <summary>The numbers so far.</summary>
    public Scorecard Now()
    {
        lock (gate)
        {
            var (now, world) = (clock.Second(), SystemClock.Instance.GetCurrentInstant());
            var isFresh = kept is { } known && world - known.World < Fresh && now >= known.At && now - known.At < Fresh && clock is not ManualClock;
            if (!isFresh)
            {
                kept = (now, world, weekly.Make(IsoWeek.Of(now, rules.Now.Policy.Calendar.Zone), now, null));
            }

            return kept!.Value.Card;
        }
    }
}
