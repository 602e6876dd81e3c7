using System.Globalization;
using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>
/// One span of opening on the wall clock: the start belongs to it, the end does not. An end before the start lies on
/// the next local date ("22:00-06:00"). An end at midnight is the end of the starting date ("09:00-24:00"), so 00:00 to
/// 00:00 is the whole day.
/// </summary>
/// <param name="Start">First open wall-clock time, whole minutes.</param>
/// <param name="End">First wall-clock time no longer open, whole minutes; midnight means 24:00. Equal to a start other
/// than midnight it is an empty span, which a calendar refuses.</param>
public readonly record struct OpenHours(LocalTime Start, LocalTime End)
{
    private const int SecondsPerDay = 86_400;

    /// <summary>Whether the span runs up to 24:00 of its own date and no further.</summary>
    public bool EndsAtMidnight => End == LocalTime.Midnight;

    /// <summary>Whether the span goes on into the next local date.</summary>
    public bool CrossesMidnight => !EndsAtMidnight && End < Start;

    internal bool IsEmpty => !EndsAtMidnight && End == Start;

    internal bool IsWholeMinutes => IsMinute(Start) && IsMinute(End);

    /// <summary>The part on the date on which the span starts.</summary>
    internal DayInterval Head =>
        new(SecondOf(Start), EndsAtMidnight || CrossesMidnight ? SecondsPerDay : SecondOf(End));

    /// <summary>The part on the next local date; of length zero unless the span crosses midnight.</summary>
    internal DayInterval Tail => new(0, CrossesMidnight ? SecondOf(End) : 0);

    /// <summary>Reads "09:00-12:30": start and end as H:mm or HH:mm, 24:00 allowed as the end, blanks around the parts
    /// ignored.</summary>
    /// <param name="text">The words of the settings file.</param>
    /// <param name="hours">The span, when the answer is true.</param>
    /// <returns>False for anything else, and for a start equal to its end ("09:00-09:00"): write 00:00-24:00 for a
    /// whole day.</returns>
    public static bool TryParse(string text, out OpenHours hours)
    {
        hours = default;
        var parts = (text ?? "").Split('-');
        if (parts.Length != 2 || !TryMinutes(parts[0], out var start) || !TryMinutes(parts[1], out var end))
        {
            return false;
        }
        if (start == end || start == 1440)
        {
            return false;
        }
        hours = new OpenHours(LocalTime.FromMinutesSinceMidnight(start),
            LocalTime.FromMinutesSinceMidnight(end % 1440));
        return true;
    }

    /// <summary>The span as settings write it: "09:00-12:30", "22:00-06:00", "00:00-24:00".</summary>
    public override string ToString() => $"{Text(Start)}-{(EndsAtMidnight ? "24:00" : Text(End))}";

    private static bool TryMinutes(string text, out int minutes)
    {
        minutes = 0;
        var parts = text.Trim().Split(':');
        if (parts.Length != 2 || parts[0].Length is < 1 or > 2 || parts[1].Length != 2)
        {
            return false;
        }
        if (!TryNumber(parts[0], out var hour) || !TryNumber(parts[1], out var minute))
        {
            return false;
        }
        minutes = hour * 60 + minute;
        return minute < 60 && minutes <= 1440;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool IsMinute(LocalTime time) => time.NanosecondOfDay % NodaConstants.NanosecondsPerMinute == 0;

    private static int SecondOf(LocalTime time) => (int)(time.NanosecondOfDay / NodaConstants.NanosecondsPerSecond);

    private static string Text(LocalTime time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Open time within one local date (days since 1970-01-01) and one offset: epoch seconds from Start up to and
/// without End.</summary>
internal readonly record struct OpenInterval(int Day, long Start, long End);

/// <summary>
/// Lays the wall-clock rules on the line of instants, one stretch of constant offset after the other. So a skipped
/// local time has no instant, a repeated one has two, and a local date that a zone skips has none at all.
/// </summary>
internal sealed class OpenIntervals(OpeningRules rules, DateTimeZone zone)
{
    private const long SecondsPerDay = 86_400;
    private static readonly LocalDate Epoch = new(1970, 1, 1);
    private static readonly long First = Instant.MinValue.ToUnixTimeSeconds() + 2 * SecondsPerDay;
    private static readonly long Last = Instant.MaxValue.ToUnixTimeSeconds() - 2 * SecondsPerDay;

    /// <summary>The open pieces of [from, to) in epoch seconds, in order; they may touch.</summary>
    internal IEnumerable<OpenInterval> Within(long from, long to)
    {
        (from, to) = (Math.Max(from, First), Math.Min(to, Last));
        if (from >= to)
        {
            yield break;
        }
        foreach (var stretch in zone.GetZoneIntervals(Instant.FromUnixTimeSeconds(from),
            Instant.FromUnixTimeSeconds(to)))
        {
            var start = stretch.HasStart ? Math.Max(from, stretch.Start.ToUnixTimeSeconds()) : from;
            var end = stretch.HasEnd ? Math.Min(to, stretch.End.ToUnixTimeSeconds()) : to;
            foreach (var piece in AtOffset(start, end, stretch.WallOffset.Seconds))
            {
                yield return piece;
            }
        }
    }

    internal static int DayOf(LocalDate date) => Period.DaysBetween(Epoch, date);

    internal static LocalDate DateOf(int day) => Epoch.PlusDays(day);

    /// <summary>The local date of an instant, as days since 1970-01-01.</summary>
    internal int LocalDay(long second) =>
        FloorDay(second + zone.GetUtcOffset(Instant.FromUnixTimeSeconds(second)).Seconds);

    private IEnumerable<OpenInterval> AtOffset(long start, long end, int offset)
    {
        var (localStart, localEnd) = (start + offset, end + offset);
        for (var day = FloorDay(localStart); day * SecondsPerDay < localEnd; day++)
        {
            var midnight = day * SecondsPerDay;
            foreach (var span in rules.OpenOn(DateOf(day)))
            {
                var (from, to) = (Math.Max(localStart, midnight + span.Start), Math.Min(localEnd, midnight + span.End));
                if (from < to)
                {
                    yield return new OpenInterval(day, from - offset, to - offset);
                }
            }
        }
    }

    private static int FloorDay(long localSecond) =>
        (int)((localSecond >= 0 ? localSecond : localSecond - (SecondsPerDay - 1)) / SecondsPerDay);
}
