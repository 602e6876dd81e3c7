using NodaTime;

namespace SlaBot.Core.Time;

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
