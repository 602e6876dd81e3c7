using static SlaBot.Core.Tests.Time.Calendars;

namespace SlaBot.Core.Tests.Time;

/// <summary>Deadlines and counts in days.</summary>
public sealed class BusinessDayTests
{
    private static readonly string[] Holidays = ["2026-11-26", "2026-12-25"];

    [Theory] // 2026-11-20 is a Friday, the 26th a holiday, the 27th closes at noon
    [InlineData("2026-11-20T10:00-05:00", 0, "2026-11-20T10:00-05:00")]
    [InlineData("2026-11-20T10:00-05:00", 1, "2026-11-23T17:00-05:00")]
    [InlineData("2026-11-20T00:00-05:00", 1, "2026-11-23T17:00-05:00")]  // before opening: still day 0
    [InlineData("2026-11-20T23:59-05:00", 1, "2026-11-23T17:00-05:00")]
    [InlineData("2026-11-21T10:00-05:00", 1, "2026-11-23T17:00-05:00")]  // a Saturday is a day 0 too
    [InlineData("2026-11-25T10:00-05:00", 1, "2026-11-27T12:00-05:00")]  // over the holiday to the half day
    [InlineData("2026-11-20T10:00-05:00", 5, "2026-11-30T17:00-05:00")]
    [InlineData("2026-12-24T10:00-05:00", 6, "2027-01-04T17:00-05:00")]  // over a new year
    [InlineData("2026-11-21T02:00Z", 1, "2026-11-23T17:00-05:00")]       // still Friday in New York
    public void EndOfBusinessDay_OfficeWeek_IsTheClose(string at, int days, string expected) =>
        Weekdays("America/New_York", "09:00-12:30,13:30-17:00", Holidays, ("2026-11-27", "09:00-12:00"))
            .EndOfBusinessDay(At(at), days).ShouldBe(At(expected));

    [Theory] // Monday to Friday 22:00-06:00: Saturday has its six hours after midnight, Monday only its evening
    [InlineData("2026-11-19T12:00Z", 1, "2026-11-21T00:00Z")]   // Friday: open until its midnight
    [InlineData("2026-11-19T12:00Z", 2, "2026-11-21T06:00Z")]
    [InlineData("2026-11-19T12:00Z", 3, "2026-11-24T00:00Z")]
    public void EndOfBusinessDay_NightShift_GoesByLocalDate(string at, int days, string expected) =>
        Weekdays("UTC", "22:00-06:00").EndOfBusinessDay(At(at), days).ShouldBe(At(expected));

    [Fact]
    public void EndOfBusinessDay_AlwaysOpen_IsMidnight() =>
        EveryDay("America/New_York", "00:00-24:00").EndOfBusinessDay(At("2026-10-31T12:00-04:00"), 1).ShouldBe(At("2026-11-02T00:00-05:00"));

    [Fact]
    public void EndOfBusinessDay_DatesInterleavedByTheClock_IsTheLaterEnd() =>
        // America/St_Johns, 2010-11-07:   00:00:59 -02:30 | 2010-11-06 23:01:00 -03:30
        EveryDay("America/St_Johns", "20:00-24:00").EndOfBusinessDay(At("2010-11-05T12:00-02:30"), 1).ShouldBe(At("2010-11-07T00:00-03:30"));

    [Theory]
    [InlineData("America/New_York", "2026-11-20T10:00-05:00", 0, "2026-11-20T10:00-05:00")]
    [InlineData("America/New_York", "2026-11-20T10:00-05:00", 3, "2026-11-23T23:59:59-05:00")]
    [InlineData("America/New_York", "2026-10-30T10:00-04:00", 2, "2026-11-01T23:59:59-05:00")]
    // Sao Paulo, 2018-02-17 ends twice:   23:59:59 -02:00 | 23:00:00 -03:00
    [InlineData("America/Sao_Paulo", "2018-02-16T10:00-02:00", 1, "2018-02-17T23:59:59-03:00")]
    // Pyongyang, 2018-05-04 ends early:   23:29:59 +08:30 | 2018-05-05 00:00:00 +09:00
    [InlineData("Asia/Pyongyang", "2018-05-03T10:00+08:30", 1, "2018-05-04T23:29:59+08:30")]
    // Apia has no 2011-12-30: the last second before the skip
    [InlineData("Pacific/Apia", "2011-12-29T10:00-10:00", 1, "2011-12-29T23:59:59-10:00")]
    [InlineData("Pacific/Apia", "2011-12-29T10:00-10:00", 2, "2011-12-31T23:59:59+14:00")]
    public void EndOfCalendarDay_IsTheLastSecondOfTheDate(string zone, string at, int days, string expected) =>
        EveryDay(zone, "09:00-17:00").EndOfCalendarDay(At(at), days).ShouldBe(At(expected));

    [Fact]
    public void EndOfCalendarDay_MoreThanTenYears_IsRefused()
    {
        NewYork.EndOfCalendarDay(At("2026-11-20T10:00Z"), 3653).ShouldBe(At("2036-11-20T23:59:59-05:00"));
        NewYork.EndOfCalendarDay(At("2026-11-20T10:00Z"), 3654).ShouldBeNull();
        NewYork.EndOfCalendarDay(At("2026-11-20T10:00Z"), int.MaxValue).ShouldBeNull();
        NewYork.EndOfBusinessDay(At("2026-11-20T10:00Z"), int.MaxValue).ShouldBeNull();
    }

    [Theory]
    [InlineData("2026-11-20", "2026-11-20", 0, 0)]
    [InlineData("2026-11-20", "2026-11-23", 1, 1)]
    [InlineData("2026-11-23", "2026-11-20", 0, 0)]
    [InlineData("2026-11-01", "2026-12-01", 21, 20)]   // the 1st is a Sunday; the holiday is out
    [InlineData("2025-12-31", "2027-01-01", 260, 260)] // Wednesday in, Friday out; two holidays
    public void BusinessDays_CountDates(string from, string to, int between, int inside)
    {
        var office = Weekdays("America/New_York", "09:00-17:00", Holidays);
        office.BusinessDaysBetween(Date(from), Date(to)).ShouldBe(between);
        office.BusinessDaysIn(Date(from), Date(to)).ShouldBe(inside);
    }
}
