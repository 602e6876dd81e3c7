using SlaBot.Core.Cards;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Cards;

public sealed class TimeWordsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 16, 14, 0);

    [Theory]
    [InlineData("2026-11-16T16:00:00Z", "America/New_York", "Mon 16 Nov, 11:00 EST")]
    [InlineData("2026-07-01T15:00:59Z", "America/New_York", "Wed 1 Jul, 11:00 EDT")]
    [InlineData("2027-01-04T09:30:00Z", "Europe/London", "Mon 4 Jan 2027, 09:30 GMT")]
    [InlineData("2027-01-01T02:00:00Z", "America/New_York", "Thu 31 Dec, 21:00 EST")]
    [InlineData("2026-11-16T12:00:00Z", "America/Sao_Paulo", "Mon 16 Nov, 09:00 (Sao Paulo)")]
    [InlineData("2026-11-16T12:00:00Z", "UTC", "Mon 16 Nov, 12:00 UTC")]
    public void At_ZoneAndYear_ReadsOnTheReadersWall(string instant, string zone, string words) =>
        TimeText.At(NodaTime.Text.InstantPattern.General.Parse(instant).Value, DateTimeZoneProviders.Tzdb[zone], Now).ShouldBe(words);

    [Theory]
    [InlineData(0, "0 min")]
    [InlineData(-60, "0 min")]
    [InlineData(90 * 60, "1 h 30 min")]
    [InlineData(7200, "2 h")]
    [InlineData(86_400 + 3 * 3600 + 59, "1 day 3 h")]
    [InlineData(2 * 86_400, "2 days")]
    public void Of_Elapsed_ReadsInWholeMinutes(int seconds, string words) => TimeText.Of(Duration.FromSeconds(seconds)).ShouldBe(words);

    [Fact]
    public void Of_BusinessTime_KeepsHours() => TimeText.Of(BusinessDuration.FromHours(30)).ShouldBe("30 h");

    [Theory]
    [InlineData(ClauseKind.FirstTouch, "First touch")]
    [InlineData(ClauseKind.Decision, "Accept or reject")]
    [InlineData(ClauseKind.Cadence, "6 touches")]
    [InlineData(ClauseKind.Disposition, "Record the outcome")]
    [InlineData(ClauseKind.StatusUpdate, "Status update")]
    [InlineData(ClauseKind.Feedback, "Give the reason")]
    [InlineData(ClauseKind.Handoff, "Handoff to a seller")]
    [InlineData(ClauseKind.DisputeAnswer, "Rule on the dispute")]
    public void Called_EveryDuty_HasAName(ClauseKind kind, string name)
    {
        ClauseText.Called(CardWorld.Running(kind, Now, Now)).ShouldBe(name);
        ClauseText.Imperative(kind).ShouldNotBeNullOrWhiteSpace();
        ClauseText.Done(kind).ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Called_SeveralChannels_SaysHowMany() =>
        ClauseText.Called(CardWorld.Running(ClauseKind.Cadence, Now, Now) with { Touches = 8, Channels = 3 }).ShouldBe("8 touches on 3 channels");
}
