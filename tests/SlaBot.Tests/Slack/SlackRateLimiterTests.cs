using SlaBot.Slack.WebApi;

namespace SlaBot.Tests.Slack;

/// <summary>Slack's published rates, kept without being told.</summary>
public sealed class SlackRateLimiterTests
{
    private readonly Hand clock = new();

    [Fact]
    public void Take_InOneConversation_IsABurstOfFourThenOneASecond()
    {
        var pace = new SlackRateLimiter(clock);
        Enumerable.Range(0, 10).Count(_ => pace.Take(SlackRateLimiter.Post, "C1") is null).ShouldBe(4);
        clock.Now += Duration.FromSeconds(3);
        Enumerable.Range(0, 10).Count(_ => pace.Take(SlackRateLimiter.Post, "C1") is null).ShouldBe(3);
    }

    [Theory]
    [InlineData(SlackRateLimiter.Post, 300)]
    [InlineData(SlackRateLimiter.Change, 40)]
    [InlineData(SlackRateLimiter.Look, 50)]
    [InlineData(SlackRateLimiter.Publish, 100)]
    [InlineData(SlackRateLimiter.Lookup, 20)]
    public void Take_InTheWholeWorkspace_IsAFigureAMinute(string method, int most)
    {
        var pace = new SlackRateLimiter(clock);
        Enumerable.Range(0, 500).Count(n => pace.Take(method, $"C{n}") is null).ShouldBe(most);
        pace.Take(method, "C1000")!.Value.ShouldBeGreaterThan(clock.Now);
        clock.Now += Duration.FromMinutes(1);
        Enumerable.Range(0, 500).Count(n => pace.Take(method, $"D{n}") is null).ShouldBeInRange(20, most);
    }

    [Fact]
    public void Take_WhileChangesAreOverdrawn_LetsPostsThrough()
    {
        var pace = new SlackRateLimiter(clock);
        for (var n = 0; n < 100; n++)
        {
            pace.Take(SlackRateLimiter.Change, $"C{n}");
        }

        pace.Take(SlackRateLimiter.Post, "C1").ShouldBeNull();
    }

    [Fact]
    public void Take_AfterTheClockWasSetBack_WaitsSeconds_NotHours()
    {
        var pace = new SlackRateLimiter(clock);
        for (var n = 0; n < 10; n++)
        {
            pace.Take(SlackRateLimiter.Post, "C1");
        }

        pace.RestAWhile();
        clock.Now -= Duration.FromHours(2);
        (pace.Take(SlackRateLimiter.Post, "C1") is not { } next || next - clock.Now <= Duration.FromSeconds(3)).ShouldBeTrue();
        clock.Now += Duration.FromSeconds(3);
        pace.Take(SlackRateLimiter.Post, "C1").ShouldBeNull();
    }

    [Fact]
    public void LookAwayAWhile_NobodyAsksForALittle_AndEverybodyElseIsWrittenTo()
    {
        var pace = new SlackRateLimiter(clock);
        pace.LookAwayAWhile();

        (pace.Take(SlackRateLimiter.Look)! - clock.Now).Value.TotalSeconds.ShouldBeInRange(5, 8);
        pace.Take(SlackRateLimiter.Post, "C1").ShouldBeNull();
        pace.Take(SlackRateLimiter.Change, "C1").ShouldBeNull();
    }

    private sealed class Hand : IClock
    {
        public Instant Now { get; set; } = Instant.FromUtc(2026, 11, 16, 14, 0);

        public Instant GetCurrentInstant() => Now;
    }
}
