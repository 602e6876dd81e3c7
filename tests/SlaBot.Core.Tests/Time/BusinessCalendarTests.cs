using SlaBot.Core.Time;
using static SlaBot.Core.Tests.Time.Calendars;

namespace SlaBot.Core.Tests.Time;

/// <summary>The conventions of METRICS, "Clocks", on a plain office week.</summary>
public sealed class BusinessCalendarTests
{
    [Theory] // 2026-11-20 is a Friday
    [InlineData("2026-11-20T16:00-05:00", "01:00:00", "2026-11-20T17:00-05:00")]    // exactly on the close: stays
    [InlineData("2026-11-20T16:00-05:00", "01:00:01", "2026-11-23T09:00:01-05:00")]
    [InlineData("2026-11-20T18:00-05:00", "01:00:00", "2026-11-23T10:00-05:00")]
    [InlineData("2026-11-20T17:00-05:00", "08:00:00", "2026-11-23T17:00-05:00")]
    [InlineData("2026-11-21T11:00-05:00", "00:00:00", "2026-11-21T11:00-05:00")]    // nothing to wait for: the start, closed or not
    [InlineData("2026-11-20T08:59:59.9-05:00", "00:00:01", "2026-11-20T09:00:01-05:00")]
    [InlineData("2026-11-20T10:00:00.9-05:00", "00:00:01", "2026-11-20T10:00:01-05:00")] // sub-seconds are cut off
    public void Add_OfficeWeek_Lands(string start, string open, string expected) =>
        NewYork.Add(At(start), Hms(open)).ShouldBe(At(expected));

    [Theory]
    [InlineData("2026-11-20T16:00-05:00", "2026-11-23T10:00-05:00", "02:00:00")]
    [InlineData("2026-11-23T10:00-05:00", "2026-11-20T16:00-05:00", "00:00:00")]    // backwards
    [InlineData("2026-11-20T16:00-05:00", "2026-11-20T16:00-05:00", "00:00:00")]
    [InlineData("2026-11-21T00:00-05:00", "2026-11-23T00:00-05:00", "00:00:00")]
    [InlineData("2026-11-20T16:59:59-05:00", "2026-11-23T09:00:01-05:00", "00:00:02")]
    public void Between_OfficeWeek_CountsOpenSeconds(string from, string to, string expected) =>
        NewYork.Between(At(from), At(to)).ShouldBe(Hms(expected));

    [Fact]
    public void Add_MoreThanTenYears_IsRefused()
    {
        var start = At("2026-11-22T00:00Z");
        var always = EveryDay("UTC", "00:00-24:00");
        var tenYears = (At("2036-11-22T00:00Z") - start).TotalSeconds;
        always.Add(start, new((long)tenYears)).ShouldBe(At("2036-11-22T00:00Z"));
        always.Add(start, new((long)tenYears + 1)).ShouldBeNull();
        always.Add(start, new(long.MaxValue)).ShouldBeNull();
    }

    [Fact]
    public void Add_NegativeDuration_Throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => NewYork.Add(At("2026-11-20T16:00Z"), new(-1)));

    [Fact]
    public void Search_CalendarOpenOnOneDateOnly_FindsItWithinTenYearsOnly()
    {
        var once = BusinessCalendar.From(Definition("UTC", "", "Mon-Fri", null, ("2030-06-01", "09:00-10:00")));
        once.NextOpen(At("2020-06-01T09:00Z")).ShouldBe(At("2030-06-01T09:00Z"));
        once.NextOpen(At("2020-06-01T08:59:59Z")).ShouldBeNull();
        once.NextOpen(At("2030-06-01T10:00Z")).ShouldBeNull();
        once.Add(At("2020-06-01T10:00Z"), BusinessDuration.FromHours(1)).ShouldBe(At("2030-06-01T10:00Z"));
        once.Add(At("2020-06-01T10:00Z"), new(3601)).ShouldBeNull();
        once.PreviousClose(At("2040-06-01T10:00Z")).ShouldBe(At("2030-06-01T10:00Z"));
        once.PreviousClose(At("2040-06-01T10:00:01Z")).ShouldBeNull();
        once.EndOfBusinessDay(At("2020-06-01T12:00Z"), 1).ShouldBe(At("2030-06-01T10:00Z"));
        once.EndOfBusinessDay(At("2020-05-31T12:00Z"), 1).ShouldBeNull();
        once.EndOfBusinessDay(At("2030-05-31T12:00Z"), 2).ShouldBeNull();
        once.Between(At("1900-01-01T00:00Z"), At("2500-01-01T00:00Z")).ShouldBe(BusinessDuration.FromHours(1));
    }

    [Theory]
    [InlineData("2026-11-20T16:00-05:00", "2026-11-20T16:00-05:00")]
    [InlineData("2026-11-20T17:00-05:00", "2026-11-20T17:00-05:00")]
    [InlineData("2026-11-22T12:00-05:00", "2026-11-20T17:00-05:00")]
    [InlineData("2026-11-23T09:00-05:00", "2026-11-20T17:00-05:00")]
    [InlineData("2026-11-23T09:00:01-05:00", "2026-11-23T09:00:01-05:00")]
    public void PreviousClose_OfficeWeek_IsTheLastOpenEnd(string at, string expected) =>
        NewYork.PreviousClose(At(at)).ShouldBe(At(expected));

    [Theory]
    [InlineData("2026-11-23T08:00-05:00", "2026-11-20T09:00-05:00", "2026-11-20T16:00-05:00")] // a Monday deadline: Friday's last hour
    [InlineData("2026-11-23T09:20-05:00", "2026-11-20T09:00-05:00", "2026-11-20T16:20-05:00")] // an hour of open time, over the weekend
    [InlineData("2026-11-20T12:00-05:00", "2026-11-20T11:30-05:00", "2026-11-20T11:30-05:00")] // less than an hour left
    [InlineData("2026-11-23T09:20-05:00", "2026-11-20T18:00-05:00", "2026-11-23T09:00-05:00")]
    [InlineData("2026-11-23T09:00-05:00", "2026-11-20T17:00-05:00", null)]                     // nothing open between
    [InlineData("2026-11-20T11:00-05:00", "2026-11-20T12:00-05:00", null)]
    public void LastOpenHourStart_OfficeWeek_LeavesAnHour(string before, string notBefore, string? expected) =>
        NewYork.LastOpenHourStart(At(before), At(notBefore)).ShouldBe(expected is null ? null : At(expected));

    [Theory] // a night shift: hours after midnight belong to the local date on which they fall
    [InlineData("2026-11-26", null, null, "2026-11-25T22:00Z", "2026-11-27T22:00Z", "02:00:00")]    // the tail on the holiday and its own evening are gone
    [InlineData(null, "2026-11-26", "", "2026-11-25T22:00Z", "2026-11-27T22:00Z", "02:00:00")]      // closed by date: the same
    [InlineData(null, "2026-11-26", "10:00-11:00", "2026-11-25T22:00Z", "2026-11-27T22:00Z", "03:00:00")]
    [InlineData(null, "2026-11-26", "23:00-01:00", "2026-11-25T22:00Z", "2026-11-27T22:00Z", "04:00:00")] // its own tail falls on the 27th
    [InlineData("2026-11-26", "2026-11-26", "10:00-11:00", "2026-11-25T22:00Z", "2026-11-27T22:00Z", "02:00:00")] // the holiday wins
    public void Between_NightShiftOnASpecialDate_ReplacesByLocalDate(string? holiday, string? date, string? hours, string from, string to, string expected)
    {
        var night = EveryDay("UTC", "22:00-06:00", holiday is null ? null : [holiday], date is null ? [] : [(date, hours!)]);
        night.Between(At(from), At(to)).ShouldBe(Hms(expected));
    }

    [Theory] // sums are kept in stretches of 2^25 seconds; one ends at 2033-10-18T16:32Z, here closing, opening or in the midst of hours
    [InlineData("08:00-16:32", "2033-10-18T20:00Z", "2033-10-18T16:32Z", "2033-10-18T16:32Z", "08:32:00")]
    [InlineData("16:32-18:00", "2033-10-18T16:32Z", "2033-10-17T18:00Z", "2033-10-18T16:32Z", "00:00:00")]
    [InlineData("08:00-18:00", "2033-10-18T17:00Z", "2033-10-18T17:00Z", "2033-10-18T17:00Z", "09:00:00")]
    public void Questions_AtTheEdgeOfAStretch_AreExact(string hours, string at, string previous, string landing, string open)
    {
        var calendar = EveryDay("UTC", hours);
        var midnight = At("2033-10-18T00:00Z");
        calendar.PreviousClose(At(at)).ShouldBe(At(previous));
        calendar.Between(midnight, At(at)).ShouldBe(Hms(open));
        if (open != "00:00:00")
        {
            calendar.Add(midnight, Hms(open)).ShouldBe(At(landing));
        }
        calendar.Explain(midnight, At(at)).Spans.Count.ShouldBe(open == "00:00:00" ? 0 : 1);
    }

    [Fact]
    public void Add_ManyWeeksEndingOnAClose_StaysOnIt() =>
        NewYork.Add(At("2026-11-02T09:00-05:00"), BusinessDuration.FromHours(8 * 40)).ShouldBe(At("2026-12-25T17:00-05:00"));

    [Fact]
    public void Questions_FromManyThreads_AgreeWithOne()
    {
        var starts = Enumerable.Range(0, 4000).Select(n => At("2000-01-01T00:00Z") + Duration.FromHours(n * 61)).ToArray();
        var array = starts.Select(t => NewYork.Add(t, BusinessDuration.FromHours(5))).ToArray();
        var fresh = Weekdays("America/New_York", "09:00-17:00");
        starts.AsParallel().AsOrdered().Select(t => fresh.Add(t, BusinessDuration.FromHours(5))).ToArray().ShouldBe(array);
    }

    [Fact]
    public void Questions_AskedMillionsOfTimes_AllocateNothing()
    {
        var (a, b) = (At("2026-11-20T16:00Z"), At("2026-12-20T16:00Z"));
        var warm = NewYork.Between(a, b).Seconds + NewYork.Add(a, new(7200))!.Value.ToUnixTimeSeconds();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            warm += NewYork.Between(a, b).Seconds + NewYork.Add(a, new(7200))!.Value.ToUnixTimeSeconds();
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0, $"{warm}");
    }

    [Fact]
    public void AddAndBetween_AreInverse()
    {
        var random = new Random(7);
        var lunch = Weekdays("Europe/Dublin", "09:00-12:30,13:30-17:00", ["2026-12-25"], ("2026-12-24", "09:00-12:00"));
        var origin = At("2015-01-01T00:00Z").ToUnixTimeSeconds();
        for (var i = 0; i < 20_000; i++)
        {
            var start = Instant.FromUnixTimeSeconds(origin + random.NextInt64(20L * 365 * 86_400));
            var open = new BusinessDuration(random.NextInt64(1, 2_000_000));
            var end = lunch.Add(start, open)!.Value;
            lunch.Between(start, end).ShouldBe(open);
            lunch.Between(start, end - Duration.FromSeconds(1)).Seconds.ShouldBe(open.Seconds - 1);
        }
    }

    [Fact]
    public void Add_TenYearsAhead_IsTheLastThatIsFound()
    {
        var always = EveryDay("UTC", "00:00-24:00");
        var tenYears = new BusinessDuration((long)(At("2036-01-01T00:00Z") - At("2026-01-01T00:00Z")).TotalSeconds);
        always.Add(At("2026-01-01T00:00Z"), tenYears).ShouldBe(At("2036-01-01T00:00Z"));
        always.Add(At("2026-01-01T00:00Z"), tenYears + new BusinessDuration(1)).ShouldBeNull();
    }

    [Fact]
    public void Explain_UpToTheMidnightBeforeAClosedDay_DoesNotNameThatDay()
    {
        var late = Weekdays("America/New_York", "09:00-24:00");
        late.Explain(At("2026-11-20T22:00-05:00"), At("2026-11-21T00:00-05:00")).Closed.ShouldBeEmpty();
        late.Explain(At("2026-11-20T22:00-05:00"), At("2026-11-21T00:00:01-05:00")).Closed.Select(closedDay => closedDay.Date).ShouldBe([Date("2026-11-21")]);
    }
}
