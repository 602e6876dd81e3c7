using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Tests.Scorecards;

public class IsoWeekTests
{
    [Theory]
    [InlineData("2026-W47", "2026-11-16T05:00:00Z", "2026-11-23T05:00:00Z", 168)]
    // Clocks go back on Sunday 1 November and forward on Sunday 8 March.
    [InlineData("2026-W44", "2026-10-26T04:00:00Z", "2026-11-02T05:00:00Z", 169)]
    [InlineData("2026-W10", "2026-03-02T05:00:00Z", "2026-03-09T04:00:00Z", 167)]
    [InlineData("2026-W53", "2026-12-28T05:00:00Z", "2027-01-04T05:00:00Z", 168)]
    public void Bounds_OnNewYorksWallClock_AreMondayMidnights(string text, string from, string to, int hours)
    {
        IsoWeek.TryParse(text, out var week).ShouldBeTrue();
        var zone = ScorecardWorld.NewYork.Zone;

        week.From(zone).ToString().ShouldBe(from);
        week.To(zone).ToString().ShouldBe(to);
        (week.To(zone) - week.From(zone)).TotalHours.ShouldBe(hours);
        IsoWeek.Of(week.From(zone), zone).ShouldBe(week);
        IsoWeek.Of(week.LastSecond(zone), zone).ShouldBe(week);
        week.Next.Previous.ShouldBe(week);
        week.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("2025-W53")]
    [InlineData("2026-W00")]
    [InlineData("2026-47")]
    [InlineData("2026-W7")]
    [InlineData("")]
    [InlineData(null)]
    public void TryParse_NoSuchWeek_IsFalse(string? text) => IsoWeek.TryParse(text, out _).ShouldBeFalse();
}
