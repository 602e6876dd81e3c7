using System.Globalization;
using NodaTime;
using NodaTime.Calendars;

namespace SlaBot.Core.Scorecards;

/// <summary>An ISO 8601 week, such as <c>2026-W47</c>: Monday 00:00 up to and without the next Monday 00:00 on a zone's
/// wall clock (METRICS.md, Clocks).</summary>
/// <param name="Year">The week year, which differs from the calendar year around New Year.</param>
/// <param name="Number">1 to 53.</param>
public readonly record struct IsoWeek(int Year, int Number) : IComparable<IsoWeek>
{
    /// <summary>The first day.</summary>
    public LocalDate Monday => WeekYearRules.Iso.GetLocalDate(Year, Number, IsoDayOfWeek.Monday);

    /// <summary>The last day.</summary>
    public LocalDate Sunday => Monday.PlusDays(6);

    /// <summary>The week after.</summary>
    public IsoWeek Next => Of(Monday.PlusDays(7));

    /// <summary>The week before.</summary>
    public IsoWeek Previous => Of(Monday.PlusDays(-7));

    /// <summary>The week that holds a date.</summary>
    public static IsoWeek Of(LocalDate date) =>
        new(WeekYearRules.Iso.GetWeekYear(date), WeekYearRules.Iso.GetWeekOfWeekYear(date));

    /// <summary>The week that holds an instant, on the zone's wall clock.</summary>
    public static IsoWeek Of(Instant at, DateTimeZone zone) => Of(at.InZone(zone).Date);

    /// <summary>Reads <c>2026-W47</c>; false for anything else and for a week that the year does not have.</summary>
    public static bool TryParse(string? text, out IsoWeek week)
    {
        week = default;
        if (text is not { Length: 8 } || text[4] != '-' || text[5] is not ('W' or 'w')
            || !int.TryParse(text.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(text.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        if (year is < 1900 or > 9000 || number < 1 || number > WeekYearRules.Iso.GetWeeksInWeekYear(year))
        {
            return false;
        }

        week = new IsoWeek(year, number);
        return true;
    }

    /// <summary>The first instant.</summary>
    public Instant From(DateTimeZone zone) => StartOf(Monday, zone);

    /// <summary>The first instant of the next week, which is no longer in this one.</summary>
    public Instant To(DateTimeZone zone) => StartOf(Monday.PlusDays(7), zone);

    /// <summary>The last second: as of it a week is judged by default.</summary>
    public Instant LastSecond(DateTimeZone zone) => To(zone) - Duration.FromSeconds(1);

    /// <inheritdoc/>
    public int CompareTo(IsoWeek other) => (Year, Number).CompareTo((other.Year, other.Number));

    /// <summary><c>2026-W47</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-W{Number:00}");

    /// <summary>The first instant of a local date; where the zone skips its midnight, the first instant after the
    /// skip.</summary>
    internal static Instant StartOf(LocalDate date, DateTimeZone zone)
    {
        var map = zone.MapLocal(date.AtMidnight());
        return map.Count == 0 ? map.EarlyInterval.End : map.First().ToInstant();
    }
}

/// <summary>A month (<c>2026-11</c>) or a calendar quarter (<c>2026-Q4</c>): its first date, and the first after
/// it.</summary>
public sealed record MonthsOf(string Name, LocalDate First, LocalDate End)
{
    /// <summary>That month.</summary>
    public static MonthsOf Month(YearMonth month)
    {
        var first = month.OnDayOfMonth(1);
        return new MonthsOf(first.ToString("uuuu-MM", CultureInfo.InvariantCulture), first, first.PlusMonths(1));
    }

    /// <summary>The calendar quarter that the month is in: January to March is the first.</summary>
    public static MonthsOf Quarter(YearMonth month)
    {
        var number = (month.Month - 1) / 3;
        var first = new LocalDate(month.Year, number * 3 + 1, 1);
        return new MonthsOf(string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-Q{number + 1}"), first,
            first.PlusMonths(3));
    }

    /// <summary>True for the name of a month (<c>2026-11</c>) that is in it.</summary>
    public bool Holds(string month) =>
        NodaTime.Text.YearMonthPattern.Iso.Parse(month) is { Success: true } parseResult
            && parseResult.Value.OnDayOfMonth(1) >= First && parseResult.Value.OnDayOfMonth(1) < End;
}
