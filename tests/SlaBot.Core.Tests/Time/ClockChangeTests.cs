using static SlaBot.Core.Tests.Time.Calendars;

namespace SlaBot.Core.Tests.Time;

/// <summary>Open time across clock changes: tables with both offsets, the transition sketched above each.</summary>
public sealed class ClockChangeTests
{
    // America/New_York, 2026-03-08:   01:59:59 -05:00 | 03:00:00 -04:00     (02:00-03:00 does not exist)
    [Theory]
    [InlineData("00:00-08:00", "2026-03-08T00:00-05:00", "2026-03-08T08:00-04:00", "07:00:00")]   // the shift is an hour shorter
    [InlineData("22:00-06:00", "2026-03-07T22:00-05:00", "2026-03-08T06:00-04:00", "07:00:00")]
    [InlineData("02:10-02:50", "2026-03-08T00:00-05:00", "2026-03-08T12:00-04:00", "00:00:00")]   // wholly in the gap
    [InlineData("01:30-02:30", "2026-03-08T00:00-05:00", "2026-03-08T12:00-04:00", "00:30:00")]   // ends in the gap
    [InlineData("02:30-03:30", "2026-03-08T00:00-05:00", "2026-03-08T12:00-04:00", "00:30:00")]   // starts in the gap
    [InlineData("00:00-24:00", "2026-03-08T00:00-05:00", "2026-03-09T00:00-04:00", "23:00:00")]
    // America/New_York, 2026-11-01:   01:59:59 -04:00 | 01:00:00 -05:00     (01:00-02:00 twice)
    [InlineData("00:00-08:00", "2026-11-01T00:00-04:00", "2026-11-01T08:00-05:00", "09:00:00")]   // an hour longer
    [InlineData("22:00-06:00", "2026-10-31T22:00-04:00", "2026-11-01T06:00-05:00", "09:00:00")]
    [InlineData("01:10-01:50", "2026-11-01T00:00-04:00", "2026-11-01T12:00-05:00", "01:20:00")]   // open both times
    [InlineData("00:30-01:30", "2026-11-01T00:00-04:00", "2026-11-01T12:00-05:00", "01:30:00")]   // two pieces
    [InlineData("00:30-01:30", "2026-11-01T01:30-04:00", "2026-11-01T01:00-05:00", "00:00:00")]   // closed between them
    [InlineData("00:30-01:30", "2026-11-01T01:00-05:00", "2026-11-01T01:30-05:00", "00:30:00")]
    [InlineData("01:30-02:30", "2026-11-01T00:00-04:00", "2026-11-01T12:00-05:00", "01:30:00")]
    public void Between_NewYork_CountsTheWallClock(string hours, string from, string to, string expected) =>
        EveryDay("America/New_York", hours).Between(At(from), At(to)).ShouldBe(Hms(expected));

    [Theory]
    // Lord Howe, 2026-04-05:   01:59:59 +11:00 | 01:30:00 +10:30     (half an hour twice)
    [InlineData("Australia/Lord_Howe", "00:00-08:00", "2026-04-05T00:00+11:00", "2026-04-05T08:00+10:30", "08:30:00")]
    // Lord Howe, 2026-10-04:   01:59:59 +10:30 | 02:30:00 +11:00     (half an hour skipped)
    [InlineData("Australia/Lord_Howe", "00:00-08:00", "2026-10-04T00:00+10:30", "2026-10-04T08:00+11:00", "07:30:00")]
    // Troll, 2026-03-29:       00:59:59 +00:00 | 03:00:00 +02:00     (two hours skipped)
    [InlineData("Antarctica/Troll", "00:00-08:00", "2026-03-29T00:00+00:00", "2026-03-29T08:00+02:00", "06:00:00")]
    // Troll, 2026-10-25:       02:59:59 +02:00 | 01:00:00 +00:00     (two hours twice)
    [InlineData("Antarctica/Troll", "00:00-08:00", "2026-10-25T00:00+02:00", "2026-10-25T08:00+00:00", "10:00:00")]
    // Dublin, 2026-10-25:      01:59:59 +01:00 | 01:00:00 +00:00     (standard time is the summer one)
    [InlineData("Europe/Dublin", "00:00-08:00", "2026-10-25T00:00+01:00", "2026-10-25T08:00+00:00", "09:00:00")]
    [InlineData("Europe/Dublin", "00:00-08:00", "2026-03-29T00:00+00:00", "2026-03-29T08:00+01:00", "07:00:00")]
    // Sao Paulo, 2018-11-04:   23:59:59 -03:00 | 01:00:00 -02:00     (the date starts at one)
    [InlineData("America/Sao_Paulo", "00:00-08:00", "2018-11-03T12:00-03:00", "2018-11-04T12:00-02:00", "07:00:00")]
    // Sao Paulo, 2018-02-17:   23:59:59 -02:00 | 23:00:00 -03:00     (the date ends twice)
    [InlineData("America/Sao_Paulo", "20:00-24:00", "2018-02-17T12:00-02:00", "2018-02-18T12:00-03:00", "05:00:00")]
    // Cairo, 2026-04-24:       23:59:59 +02:00 | 01:00:00 +03:00
    [InlineData("Africa/Cairo", "22:00-06:00", "2026-04-23T12:00+02:00", "2026-04-24T12:00+03:00", "07:00:00")]
    // Apia, 2011-12-30:        2011-12-29 23:59:59 -10:00 | 2011-12-31 00:00:00 +14:00
    [InlineData("Pacific/Apia", "09:00-17:00", "2011-12-29T00:00-10:00", "2012-01-01T00:00+14:00", "16:00:00")]
    public void Between_AwkwardZones_CountsTheWallClock(string zone, string hours, string from, string to, string expected) =>
        EveryDay(zone, hours).Between(At(from), At(to)).ShouldBe(Hms(expected));

    [Theory]
    [InlineData("America/New_York", "00:00-08:00", "2026-03-08T01:00-05:00", "02:00:00", "2026-03-08T04:00-04:00")]
    [InlineData("America/New_York", "00:00-08:00", "2026-11-01T00:30-04:00", "02:00:00", "2026-11-01T01:30-05:00")]
    [InlineData("America/New_York", "00:30-01:30", "2026-11-01T00:30-04:00", "01:00:00", "2026-11-01T01:30-04:00")] // a close between the pieces
    [InlineData("America/New_York", "00:30-01:30", "2026-11-01T00:30-04:00", "01:00:01", "2026-11-01T01:00:01-05:00")]
    [InlineData("Pacific/Apia", "09:00-17:00", "2011-12-29T16:00-10:00", "02:00:00", "2011-12-31T10:00+14:00")]
    [InlineData("Australia/Lord_Howe", "00:00-08:00", "2026-04-05T01:45+11:00", "00:30:00", "2026-04-05T01:45+10:30")]
    public void Add_AcrossAClockChange_LandsOnTheWallClock(string zone, string hours, string from, string add, string expected) =>
        EveryDay(zone, hours).Add(At(from), Hms(add)).ShouldBe(At(expected));

    [Fact]
    public void IsBusinessDay_DateThatTheZoneSkips_IsNone()
    {
        var apia = EveryDay("Pacific/Apia", "09:00-17:00");
        apia.IsBusinessDay(Date("2011-12-29")).ShouldBeTrue();
        apia.IsBusinessDay(Date("2011-12-30")).ShouldBeFalse();
        apia.IsBusinessDay(Date("2011-12-31")).ShouldBeTrue();
        apia.EndOfBusinessDay(At("2011-12-29T10:00-10:00"), 1).ShouldBe(At("2011-12-31T17:00+14:00"));
        apia.Explain(At("2011-12-29T00:00-10:00"), At("2012-01-01T00:00+14:00")).Closed.ShouldHaveSingleItem().Reason.ShouldBe("skipped by a clock change");
    }
}
