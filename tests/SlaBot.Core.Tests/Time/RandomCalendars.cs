using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Time;

/// <summary>Calendars with lunch breaks, night shifts, holidays and hours of single dates, the same for the same seed.</summary>
internal static class RandomCalendars
{
    internal static CalendarDefinition Around(string zone, Instant center, Random random)
    {
        var date = center.InZone(DateTimeZoneProviders.Tzdb[zone]).Date;
        return new CalendarDefinition
        {
            Name = "random",
            TimeZone = zone,
            Hours = Enum.GetValues<IsoDayOfWeek>()
                .Where(day => day != IsoDayOfWeek.None && random.Next(4) > 0)
                .ToDictionary(day => day, _ => List(random)),
            Holidays = Enumerable.Range(0, random.Next(4)).Select(_ => Near(date, random)).ToList(),
            Dates = Enumerable.Range(0, random.Next(5)).Select(_ => Near(date, random)).Distinct().ToDictionary(day => day, _ => List(random, random.Next(4) == 0)),
        };
    }

    internal static BusinessCalendar? Valid(CalendarDefinition definition) =>
        BusinessCalendar.FaultsOf(definition).Count == 0 ? BusinessCalendar.From(definition) : null;

    private static LocalDate Near(LocalDate date, Random random) => date.PlusDays(random.Next(-6, 7));

    // Starts before eight keep the night shifts clear of the next morning; a few lists still overlap and are refused.
    private static IReadOnlyList<OpenHours> List(Random random, bool closed = false)
    {
        string[] shapes = ["00:00-24:00", "22:00-06:00", "23:30-01:15,09:00-12:00", "00:30-01:30", "01:10-01:50,02:10-02:50", "08:00-12:30,13:30-17:45", "21:00-00:00", "02:00-03:00"];
        return closed ? [] : random.Next(3) > 0 ? Calendars.Hours(shapes[random.Next(shapes.Length)]) : Free(random);
    }

    private static IReadOnlyList<OpenHours> Free(Random random)
    {
        var cuts = Enumerable.Range(0, 2 * random.Next(1, 4)).Select(_ => random.Next(1440)).Distinct().Order().ToArray();
        return cuts.Zip(cuts.Skip(1)).Where((_, at) => at % 2 == 0).Select(cut => new OpenHours(Time(cut.First), Time(cut.Second))).ToList();
    }

    private static LocalTime Time(int minute) => LocalTime.FromMinutesSinceMidnight(minute);
}
