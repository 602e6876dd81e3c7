using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Time;

/// <summary>Every answer against the literal definition, on random calendars around awkward clock changes.</summary>
public sealed class BusinessCalendarReferenceTests
{
    private const long Day = 86_400;
    private const int Seeds = 20;

    public static TheoryData<string, string> Changes => new()
    {
        { "America/New_York", "2026-03-08T07:00Z" },    // 02:00 -> 03:00
        { "America/New_York", "2026-11-01T06:00Z" },    // 02:00 -> 01:00
        { "America/St_Johns", "2010-11-07T02:31Z" },    // 00:01 -> 23:01 of the date before: dates interleave
        { "America/Sao_Paulo", "2018-11-04T03:00Z" },   // 00:00 -> 01:00
        { "America/Sao_Paulo", "2018-02-18T02:00Z" },   // 00:00 -> 23:00 of the date before
        { "Africa/Cairo", "2026-04-23T22:00Z" },        // 00:00 -> 01:00
        { "Africa/Cairo", "2026-10-29T21:00Z" },        // 00:00 -> 23:00 of the date before
        { "Africa/Casablanca", "2026-02-15T02:00Z" },   // Ramadan, 03:00 -> 02:00
        { "Antarctica/Troll", "2026-03-29T01:00Z" },    // 01:00 -> 03:00
        { "Antarctica/Troll", "2026-10-25T01:00Z" },    // 03:00 -> 01:00
        { "Asia/Kathmandu", "2026-05-01T00:00Z" },      // +05:45, no change
        { "Asia/Pyongyang", "2018-05-04T15:00Z" },      // 23:30 -> 00:00
        { "Australia/Lord_Howe", "2026-04-04T15:00Z" }, // 02:00 -> 01:30
        { "Australia/Lord_Howe", "2026-10-03T15:30Z" }, // 02:00 -> 02:30
        { "Europe/Dublin", "2026-10-25T01:00Z" },       // 02:00 -> 01:00, winter time is the exception
        { "Pacific/Apia", "2011-12-30T10:00Z" },        // 2011-12-30 does not exist
        { "Pacific/Kwajalein", "1993-08-21T12:00Z" },   // 1993-08-21 does not exist
        { "Pacific/Kiritimati", "1994-12-31T10:00Z" },  // 1994-12-31 does not exist
        { "America/Juneau", "1983-10-30T10:00Z" },      // zone and summer time change at once
        { "Asia/Kolkata", "2026-05-10T03:48Z" },        // where one stretch of kept sums ends and the next begins
        { "UTC", "2026-12-31T23:59Z" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Questions_OnRandomCalendars_AgreeWithTheDefinition(string zone, string change)
    {
        foreach (var (calendar, reference, random, center) in Cases(zone, change))
        {
            for (var i = 0; i < 12; i++)
            {
                var (a, b) = (center + random.NextInt64(-5 * Day, 5 * Day), center + random.NextInt64(-5 * Day, 5 * Day));
                var why = $"{Describe(calendar)} a={Sec(a)} b={Sec(b)}";
                calendar.IsOpen(Sec(a)).ShouldBe(reference.IsOpen(a), why);
                calendar.Between(Sec(a), Sec(b)).Seconds.ShouldBe(reference.Between(a, b), why);
                Check(calendar.NextOpen(Sec(a)), reference.NextOpen(a, center + 8 * Day), center + 8 * Day, why);
                CheckBack(calendar.PreviousClose(Sec(a)), reference.PreviousClose(a, center - 8 * Day), center - 8 * Day, why);
                var open = random.NextInt64(0, 2 * Day);
                Check(calendar.Add(Sec(a), new(open)), reference.Add(a, open, center + 8 * Day), center + 8 * Day, $"{why} open={open}");
            }
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void Add_AmountThatEndsOnAClose_StaysOnIt(string zone, string change)
    {
        foreach (var (calendar, reference, random, center) in Cases(zone, change))
        {
            var from = center - 7 * Day;
            foreach (var close in new[] { center - 5 * Day, center, center + 5 * Day }.Select(at => reference.PreviousClose(at, from)).OfType<long>())
            {
                calendar.Add(Sec(from), new(reference.Between(from, close))).ShouldBe(Sec(close), Describe(calendar));
            }
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void LastOpenHourStart_OnRandomCalendars_LeavesAnOpenHourOrStartsWithTheBound(string zone, string change)
    {
        foreach (var (calendar, reference, random, center) in Cases(zone, change))
        {
            for (var i = 0; i < 6; i++)
            {
                var from = center + random.NextInt64(-4 * Day, 4 * Day);
                var to = from + random.NextInt64(1, 2 * Day);
                var why = $"{Describe(calendar)} from={Sec(from)} to={Sec(to)}";
                var found = calendar.LastOpenHourStart(Sec(to), Sec(from))?.ToUnixTimeSeconds();
                var open = reference.Between(from, to);
                (found is null).ShouldBe(open == 0, why);
                if (found is { } start)
                {
                    reference.IsOpen(start).ShouldBeTrue(why);
                    start.ShouldBeInRange(from, to - 1, why);
                    reference.Between(start, to).ShouldBe(Math.Min(open, 3600), why);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void BusinessDays_OnRandomCalendars_AgreeWithTheDefinition(string zone, string change)
    {
        foreach (var (calendar, reference, random, center) in Cases(zone, change))
        {
            var closes = reference.Closes(center - 8 * Day, center + 8 * Day);
            var a = center + random.NextInt64(-5 * Day, 3 * Day);
            var today = reference.DateOf(a);
            var ahead = closes.Where(entry => entry.Key > today).Select(entry => entry.Value).ToList();
            for (var n = 1; n < ahead.Count; n++)
            {
                calendar.EndOfBusinessDay(Sec(a), n).ShouldBe(Sec(ahead[n - 1]), $"{Describe(calendar)} a={Sec(a)} n={n}");
            }
            for (var date = today; date <= today.PlusDays(3); date = date.PlusDays(1))
            {
                calendar.IsBusinessDay(date).ShouldBe(closes.ContainsKey(date), $"{Describe(calendar)} {date}");
            }
            calendar.BusinessDaysBetween(today, today.PlusDays(3)).ShouldBe(closes.Keys.Count(date => date > today && date <= today.PlusDays(3)));
            calendar.BusinessDaysIn(today, today.PlusDays(3)).ShouldBe(closes.Keys.Count(date => date >= today && date < today.PlusDays(3)));
        }
    }

    [Theory, MemberData(nameof(Changes))]
    public void Explain_OnRandomCalendars_SumsToBetweenAndNamesTheClosedDates(string zone, string change)
    {
        foreach (var (calendar, reference, random, center) in Cases(zone, change))
        {
            var (a, b) = (center + random.NextInt64(-5 * Day, 5 * Day), center + random.NextInt64(-5 * Day, 5 * Day));
            var told = calendar.Explain(Sec(a), Sec(b));
            told.Total.ShouldBe(calendar.Between(Sec(a), Sec(b)), Describe(calendar));
            told.Spans.Sum(span => span.Counted.Seconds).ShouldBe(told.Total.Seconds);
            told.Spans.ShouldAllBe(span => (span.To - span.From).TotalSeconds == span.Counted.Seconds && reference.IsOpen(span.From.ToUnixTimeSeconds()));
            told.Spans.Zip(told.Spans.Skip(1)).ShouldAllBe(pair => pair.First.To < pair.Second.From);
            told.Closed.ShouldAllBe(day => !calendar.IsBusinessDay(day.Date));
        }
    }

    [Fact]
    public void Between_WhereOffsetsHaveSeconds_CountsEverySecond()
    {
        // Africa/Monrovia, 1972-01-07: -00:44:30 -> 00:00, so the wall clock jumps from 00:00:00 to 00:44:30.
        var calendar = Calendars.EveryDay("Africa/Monrovia", "00:10-01:00");
        calendar.Between(Calendars.At("1972-01-07T00:00Z"), Calendars.At("1972-01-08T00:00Z")).ShouldBe(new BusinessDuration(15 * 60 + 30));
    }

    private static IEnumerable<(BusinessCalendar, ReferenceCalendar, Random, long)> Cases(string zone, string change)
    {
        var center = Calendars.At(change);
        var valid = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var random = new Random(seed);
            var definition = RandomCalendars.Around(zone, center, random);
            if (RandomCalendars.Valid(definition) is { } calendar)
            {
                valid++;
                yield return (calendar, new ReferenceCalendar(definition), random, center.ToUnixTimeSeconds());
            }
        }
        valid.ShouldBeGreaterThan(Seeds / 2, "too many random calendars are refused");
    }

    // Past its horizon the reference does not know; then the answer must lie past it too.
    private static void Check(Instant? found, long? expected, long horizon, string why)
    {
        if (expected is { } second)
        {
            found.ShouldBe(Sec(second), why);
        }
        else
        {
            (found is null || found >= Sec(horizon)).ShouldBeTrue(why);
        }
    }

    private static void CheckBack(Instant? found, long? expected, long horizon, string why)
    {
        if (expected is { } second)
        {
            found.ShouldBe(Sec(second), why);
        }
        else
        {
            (found is null || found <= Sec(horizon)).ShouldBeTrue(why);
        }
    }

    private static Instant Sec(long second) => Instant.FromUnixTimeSeconds(second);

    private static string Describe(BusinessCalendar calendar) =>
        $"{calendar.Zone.Id} [{string.Join("; ", calendar.Definition.Hours.Select(entry => $"{entry.Key}: {string.Join(',', entry.Value)}"))}] "
        + $"holidays [{string.Join(',', calendar.Definition.Holidays)}] dates [{string.Join("; ", calendar.Definition.Dates.Select(entry => $"{entry.Key}: {string.Join(',', entry.Value)}"))}]";
}
