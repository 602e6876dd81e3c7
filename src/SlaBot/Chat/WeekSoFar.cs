using System.Diagnostics;
using NodaTime;
using SlaBot.Core.Scorecards;
using SlaBot.Engine;

namespace SlaBot.Chat;

/// <summary>
/// Each rep's line of the running week, by the scorecard's own definitions. Counting reads the log, so what was counted serves for fifty times
/// as long as the counting took: never more than a fiftieth of the time goes into it (under the manual clock it is counted each time).
/// </summary>
internal sealed class WeekSoFar(ScorecardCounter weekly, CurrentAgreement rules, IClock clock)
{
    private const int Rest = 50;
    private readonly Lock turn = new();
    private IReadOnlyList<OwnerLine> lines = [];
    private long countedAt;
    private TimeSpan serves = TimeSpan.Zero;

    /// <summary>The lines, and how long they go on to serve; zero when they were counted just now.</summary>
    public (IReadOnlyList<OwnerLine> Lines, TimeSpan FreshIn) Lines()
    {
        lock (turn)
        {
            if (countedAt > 0 && clock is not ManualClock && Stopwatch.GetElapsedTime(countedAt) is var since && since < serves)
            {
                return (lines, serves - since);
            }

            var began = Stopwatch.GetTimestamp();
            var now = clock.Second();
            lines = weekly.Make(IsoWeek.Of(now, rules.Now.Policy.Calendar.Zone), now, null).Owners;
            (countedAt, serves) = (Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(began) * Rest);
            return (lines, TimeSpan.Zero);
        }
    }
}
