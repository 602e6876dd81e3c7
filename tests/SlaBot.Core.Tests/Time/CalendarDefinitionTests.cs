using SlaBot.Core.Time;
using static SlaBot.Core.Tests.Time.Calendars;

namespace SlaBot.Core.Tests.Time;

/// <summary>Calendars as data: what is refused, what is the same, how hours and durations read.</summary>
public sealed class CalendarDefinitionTests
{
    [Fact]
    public void Version_SameContentInAnotherOrder_IsTheSame()
    {
        var calendarDefinition = Definition("UTC", "09:00-12:00,13:00-17:00", "Mon-Fri", ["2026-12-25", "2027-01-01"], ("2026-12-24", "09:00-12:00"));
        var same = Definition("UTC", "13:00-17:00,09:00-12:00", "Mon-Fri", ["2027-01-01", "2026-12-25", "2026-12-25"], ("2026-12-24", "9:00-12:00"));
        same.Version.ShouldBe(calendarDefinition.Version);
        same.ShouldBe(calendarDefinition);
        same.GetHashCode().ShouldBe(calendarDefinition.GetHashCode());
    }

    [Fact]
    public void Version_IsTheSameForEver() =>
        // Stored obligations carry it: when this fails, the canonical text was changed and must be changed back.
        Definition("America/New_York", "09:00-17:00", "Mon-Fri", ["2026-12-25"], ("2026-12-24", "09:00-12:00")).Version.ShouldBe("test@569e421c");

    [Fact]
    public void Version_OtherContent_IsAnother()
    {
        var calendarDefinition = Definition("UTC", "09:00-17:00", "Mon-Fri");
        calendarDefinition.Version.ShouldStartWith("test@");
        (calendarDefinition with { TimeZone = "Europe/London" }).Version.ShouldNotBe(calendarDefinition.Version);
        (calendarDefinition with { Holidays = [Date("2026-12-25")] }).Version.ShouldNotBe(calendarDefinition.Version);
        (calendarDefinition with { Name = "other" }).Version[^8..].ShouldNotBe(calendarDefinition.Version[^8..]);
    }

    [Theory]
    [InlineData("America/New_York", "09:00-17:00", null)]
    [InlineData("America/New_York", "09:00-12:00,12:00-17:00", null)]
    [InlineData("America/New_York", "00:00-24:00", null)]
    [InlineData("America/New_York", "22:00-06:00", null)]
    [InlineData("America/New_Amsterdam", "09:00-17:00", "'America/New_Amsterdam' is not known")]
    [InlineData("UTC", "09:00-12:00,11:00-17:00", "09:00-12:00 and 11:00-17:00 overlap")]
    [InlineData("UTC", "08:00-12:00,22:00-09:00", "22:00-09:00 runs into 08:00-12:00 of Tuesday")]
    [InlineData("UTC", "", "never open")]
    public void FaultsOf_SaysWhatIsWrong(string zone, string hours, string? expected)
    {
        var faults = BusinessCalendar.FaultsOf(Definition(zone, hours, "Mon-Fri"));
        if (expected is null)
        {
            faults.ShouldBeEmpty();
        }
        else
        {
            faults.ShouldContain(fault => fault.Contains(expected));
        }
    }

    [Fact]
    public void FaultsOf_ManyFaults_ListsThemAll()
    {
        var nine = new LocalTime(9, 0);
        var definition = new CalendarDefinition
        {
            Name = " ",
            TimeZone = "Nowhere",
            Hours = new Dictionary<IsoDayOfWeek, IReadOnlyList<OpenHours>> { [IsoDayOfWeek.None] = [new OpenHours(nine, nine)] },
            Dates = new Dictionary<LocalDate, IReadOnlyList<OpenHours>> { [Date("2026-12-25")] = Hours("09:00-10:00") },
            Holidays = [Date("2026-12-25")],
        };
        var faults = BusinessCalendar.FaultsOf(definition);
        faults.Count.ShouldBe(5, string.Join('\n', faults));
        Should.Throw<ArgumentException>(() => BusinessCalendar.From(definition)).Message.ShouldContain("Nowhere");
    }

    [Theory]
    [InlineData("09:00-12:30", "09:00-12:30")]
    [InlineData("9:00-12:30", "09:00-12:30")]
    [InlineData(" 09:00 - 24:00 ", "09:00-24:00")]
    [InlineData("00:00-24:00", "00:00-24:00")]
    [InlineData("22:00-06:00", "22:00-06:00")]
    [InlineData("22:00-00:00", "22:00-24:00")]
    [InlineData("09:00-09:00", null)]
    [InlineData("00:00-00:00", null)]
    [InlineData("24:00-06:00", null)]
    [InlineData("09:00-24:01", null)]
    [InlineData("09:60-12:00", null)]
    [InlineData("25:00-26:00", null)]
    [InlineData("9-17", null)]
    [InlineData("09:00", null)]
    [InlineData("+9:00-12:00", null)]
    [InlineData("", null)]
    public void TryParse_ReadsHours(string text, string? expected)
    {
        OpenHours.TryParse(text, out var hours).ShouldBe(expected is not null);
        if (expected is not null)
        {
            hours.ToString().ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData(0, "0 min")]
    [InlineData(45, "45 s")]
    [InlineData(3600, "1 h")]
    [InlineData(5400, "1 h 30 min")]
    [InlineData(90061, "25 h 1 min 1 s")]
    [InlineData(-90, "-1 min 30 s")]
    public void Duration_ReadsAsWords(long seconds, string expected) => new BusinessDuration(seconds).ToString().ShouldBe(expected);

    [Fact]
    public void Duration_ComparesAndAdds()
    {
        (BusinessDuration.FromHours(1) + BusinessDuration.FromMinutes(30)).ShouldBe(new BusinessDuration(5400));
        (BusinessDuration.FromHours(1) - BusinessDuration.FromMinutes(90)).Seconds.ShouldBe(-1800);
        (BusinessDuration.Zero < BusinessDuration.FromMinutes(1)).ShouldBeTrue();
        Should.Throw<OverflowException>(() => BusinessDuration.FromHours(long.MaxValue));
    }

    [Fact]
    public void Explain_AWeekWithAHoliday_ListsSpansAndClosedDates()
    {
        var office = Weekdays("America/New_York", "09:00-17:00", ["2026-11-26"], ("2026-11-27", ""));
        var told = office.Explain(At("2026-11-25T16:00-05:00"), At("2026-11-30T10:00-05:00"));
        told.Total.ShouldBe(BusinessDuration.FromHours(2));
        told.Spans.ShouldBe([
            new CountedSpan(At("2026-11-25T16:00-05:00"), At("2026-11-25T17:00-05:00"), BusinessDuration.FromHours(1)),
            new CountedSpan(At("2026-11-30T09:00-05:00"), At("2026-11-30T10:00-05:00"), BusinessDuration.FromHours(1))]);
        told.Closed.ShouldBe([
            new ClosedDay(Date("2026-11-26"), "holiday"), new ClosedDay(Date("2026-11-27"), "closed by date"),
            new ClosedDay(Date("2026-11-28"), "weekend"), new ClosedDay(Date("2026-11-29"), "weekend")]);
    }
}
