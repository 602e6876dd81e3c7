using System.Globalization;
using NodaTime;

namespace SlaBot.Core.Scorecards;

/// <summary>A month (<c>2026-11</c>) or a calendar quarter (<c>2026-Q4</c>): its first date, and the first after it.</summary>
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
        return new MonthsOf(string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-Q{number + 1}"), first, first.PlusMonths(3));
    }

    /// <summary>True for the name of a month (<c>2026-11</c>) that is in it.</summary>
    public bool Holds(string month) =>
        NodaTime.Text.YearMonthPattern.Iso.Parse(month) is { Success: true } parseResult && parseResult.Value.OnDayOfMonth(1) >= First && parseResult.Value.OnDayOfMonth(1) < End;
}
