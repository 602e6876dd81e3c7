using SlaBot.Api.Validation;

namespace SlaBot.Tests.Web;

public sealed class ScorecardQueryReaderTests
{
    [Theory]
    [InlineData("2026-W47", 2026, 11, 16)]
    [InlineData("2026-W01", 2025, 12, 29)]
    [InlineData("2020-W53", 2020, 12, 28)]
    public void Monday_OfAWeek_IsItsFirstDay(string week, int year, int month, int day) => ScorecardQueryReader.Monday(week).ShouldBe(new LocalDate(year, month, day));

    [Theory]
    [InlineData("")]
    [InlineData("2026-47")]
    [InlineData("2026W47")]
    [InlineData("2026-W00")]
    [InlineData("2025-W53")]
    [InlineData("2026-W54")]
    [InlineData("0000-W01")]
    [InlineData("2026-W4 ")]
    [InlineData("2026-W+4")]
    public void Monday_OfNoWeek_IsNull(string week) => ScorecardQueryReader.Monday(week).ShouldBeNull();
}
