using System.Diagnostics;
using SlaBot.Core.Time;

namespace SlaBot.Benchmarks;

/// <summary>What is promised about calendars: three million questions a second on one core.</summary>
internal static class CalendarBench
{
    private const int Questions = 3_000_000;
    private const int Rounds = 5;
    private const double Floor = 3_000_000;
    private const long TenYears = 10L * 365 * 86_400;

    public static IReadOnlyList<Promise> Run()
    {
        var calendar = BusinessCalendar.From(Office());
        var starts = Starts();
        var month = Duration.FromDays(30);
        var twoHours = BusinessDuration.FromHours(2);
        Figures.Print($"also: the end of the 5th business day, {Time(starts, t => calendar.EndOfBusinessDay(t, 5)!.Value.ToUnixTimeSeconds()):N0} a second");
        return
        [
            Promise.AtLeast("calendar", "add 2 business hours, 3,000,000 a second", Time(starts, t => calendar.Add(t, twoHours)!.Value.ToUnixTimeSeconds()), Floor, "/s"),
            Promise.AtLeast("calendar", "business time over 30 days with 20 holidays a year, 3,000,000 a second", Time(starts, t => calendar.Between(t, t + month).Seconds), Floor, "/s"),
        ];
    }

    // Random instants over ten years, so neither a cache line nor a branch is the same twice.
    private static Instant[] Starts()
    {
        var random = new Random(1);
        var origin = Instant.FromUtc(2020, 1, 1, 0, 0).ToUnixTimeSeconds();
        return Enumerable.Range(0, Questions).Select(_ => Instant.FromUnixTimeSeconds(origin + random.NextInt64(TenYears))).ToArray();
    }

    // The best round: what the machine's other work took is not the calendar's.
    private static double Time(Instant[] starts, Func<Instant, long> ask)
    {
        var (best, sum) = (TimeSpan.MaxValue, 0L);
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var start in starts)
            {
                sum += ask(start);
            }

            best = watch.Elapsed < best ? watch.Elapsed : best;
        }

        GC.KeepAlive(sum);
        return starts.Length / best.TotalSeconds;
    }

    private static CalendarDefinition Office() => new()
    {
        Name = "bench",
        TimeZone = "America/New_York",
        Hours = Enumerable.Range(1, 5).ToDictionary(day => (IsoDayOfWeek)day, _ => Hours("09:00-12:30", "13:30-17:00")),
        Holidays = Enumerable.Range(2019, 13).SelectMany(year => Enumerable.Range(0, 20).Select(n => new LocalDate(year, 1, 1).PlusDays(n * 18))).ToList(),
    };

    private static IReadOnlyList<OpenHours> Hours(params string[] texts) =>
        texts.Select(text => OpenHours.TryParse(text, out var hours) ? hours : throw new FormatException(text)).ToList();
}
