using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>Counts business days by local year; years are made when first asked for and kept, safe from many threads.</summary>
internal sealed class BusinessDays(OpenIntervals pieces)
{
    private const int FirstKept = 1850;
    private readonly BusinessYear?[] _kept = new BusinessYear?[512];

    internal bool IsOpen(LocalDate date) => CountIn(date, date.PlusDays(1)) == 1;

    internal int CountIn(LocalDate first, LocalDate end)
    {
        if (end <= first)
        {
            return 0;
        }
        var count = -Year(first.Year).CountBefore(OpenIntervals.DayOf(first));
        for (var year = first.Year; year < end.Year; year++)
        {
            count += Year(year).Count;
        }
        return count + Year(end.Year).CountBefore(OpenIntervals.DayOf(end));
    }

    /// <summary>The close of the n-th business day (n at least 1) after a date; null when it is more than ten years on.</summary>
    internal long? CloseAfter(LocalDate date, int n)
    {
        var limit = date.PlusYears(10);
        var left = Year(date.Year).CountBefore(OpenIntervals.DayOf(date) + 1) + (long)n;
        for (var year = date.Year; year <= limit.Year; year++)
        {
            var days = Year(year);
            if (left <= days.Count)
            {
                var (day, close) = days.Nth(left);
                return OpenIntervals.DateOf(day) <= limit ? close : null;
            }
            left -= days.Count;
        }
        return null;
    }

    private BusinessYear Year(int year)
    {
        var slot = year - FirstKept;
        if ((uint)slot >= (uint)_kept.Length)
        {
            return new BusinessYear(year, pieces);
        }
        return Volatile.Read(ref _kept[slot]) ?? Keep(slot, year);
    }

    private BusinessYear Keep(int slot, int year)
    {
        var made = new BusinessYear(year, pieces);
        Volatile.Write(ref _kept[slot], made);
        return made;
    }
}
