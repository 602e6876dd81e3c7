using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>Counts business days by local year; years are made when first asked for and kept, safe from many
/// threads.</summary>
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

    /// <summary>The close of the n-th business day (n at least 1) after a date; null when it is more than ten years
    /// on.</summary>
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
        // A slot below zero wraps to a large one, so that one comparison does for both ends.
        if (unchecked((uint)slot) >= (uint)_kept.Length)
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

/// <summary>The business days of one local year and when each closes.</summary>
internal sealed class BusinessYear
{
    private const long SecondsPerDay = 86_400;

    private readonly int _firstDay;
    private readonly int[] _countBefore;
    private readonly int[] _days;
    private readonly long[] _closes;

    internal BusinessYear(int year, OpenIntervals pieces)
    {
        _firstDay = OpenIntervals.DayOf(new LocalDate(year, 1, 1));
        var length = CalendarSystem.Iso.GetDaysInYear(year);
        var closes = ClosesByDay(pieces, length);
        _countBefore = new int[length + 1];
        for (var day = 0; day < length; day++)
        {
            _countBefore[day + 1] = _countBefore[day] + (closes[day] is null ? 0 : 1);
        }
        _days =
            Enumerable.Range(0, length).Where(day => closes[day] is not null).Select(day => _firstDay + day).ToArray();
        _closes = closes.OfType<long>().ToArray();
    }

    internal int Count => _days.Length;

    /// <summary>Business days of the year before the date, which lies in the year or is the first of the
    /// next.</summary>
    internal int CountBefore(int day) => _countBefore[day - _firstDay];

    /// <summary>The date and closing second of the n-th business day of the year, n from 1 to
    /// <see cref="Count"/>.</summary>
    internal (int Day, long Close) Nth(long n) => (_days[n - 1], _closes[n - 1]);

    // A zone may fall back just after midnight, so a date's instants need not be contiguous: take the latest end of all
    // its pieces.
    private long?[] ClosesByDay(OpenIntervals pieces, int length)
    {
        var closes = new long?[length];
        foreach (var piece in pieces.Within((_firstDay - 1) * SecondsPerDay, (_firstDay + length + 1) * SecondsPerDay))
        {
            var day = piece.Day - _firstDay;
            if (day >= 0 && day < length)
            {
                closes[day] = Math.Max(closes[day] ?? piece.End, piece.End);
            }
        }
        return closes;
    }
}
