using System.Diagnostics;
using SlaBot.Core.Time;

/// <summary>What is promised about calendars: three million questions a second on one core.</summary>
internal static class CalendarBench
{
    private const int Questions = 3_000_000;
    private const int Rounds = 3;
    private const long TenYears = 10L * 365 * 86_400;

    internal static void Run()
    {
        var calendar = BusinessCalendar.From(Office());
        var starts = Starts();
        var month = Duration.FromDays(30);
        var twoHours = BusinessDuration.FromHours(2);
        Time("add 2 business hours", starts, t => calendar.Add(t, twoHours)!.Value.ToUnixTimeSeconds());
        Time("add 80 business hours", starts, t => calendar.Add(t, BusinessDuration.FromHours(80))!.Value.ToUnixTimeSeconds());
        Time("between over 30 days, 20 holidays a year", starts, t => calendar.Between(t, t + month).Seconds);
        Time("end of the 5th business day", starts, t => calendar.EndOfBusinessDay(t, 5)!.Value.ToUnixTimeSeconds());
    }

    // Random instants over ten years, so neither a cache line nor a branch is the same twice.
    private static Instant[] Starts()
    {
        var random = new Random(1);
        var origin = Instant.FromUtc(2020, 1, 1, 0, 0).ToUnixTimeSeconds();
        return Enumerable.Range(0, Questions).Select(_ => Instant.FromUnixTimeSeconds(origin + random.NextInt64(TenYears))).ToArray();
    }

    private static void Time(string name, Instant[] starts, Func<Instant, long> ask)
    {
        var best = TimeSpan.MaxValue;
        var sum = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            foreach (var start in starts)
            {
                sum += ask(start);
            }
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        Console.WriteLine($"calendar: {name}: {starts.Length / best.TotalSeconds:N0} a second (best of {Rounds}, check {sum})");
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
