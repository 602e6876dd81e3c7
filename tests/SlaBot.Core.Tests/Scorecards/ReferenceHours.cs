using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Scorecards;

/// <summary>Business time written down once more from METRICS.md, minute by minute: slow, plain, and nothing shared with the product.</summary>
internal sealed class ReferenceHours
{
    private readonly CalendarDefinition definition;
    private readonly DateTimeZone zone;
    private readonly long start;
    private readonly bool[] open;
    private readonly long[] openBefore;

    internal ReferenceHours(CalendarDefinition definition, Instant from, int days)
    {
        this.definition = definition;
        zone = DateTimeZoneProviders.Tzdb[definition.TimeZone];
        start = from.ToUnixTimeSeconds();
        open = [.. Enumerable.Range(0, days * 1440).Select(minute => IsOpen(from + Duration.FromMinutes(minute)))];
        openBefore = new long[open.Length + 1];
        for (var minute = 0; minute < open.Length; minute++)
        {
            openBefore[minute + 1] = openBefore[minute] + (open[minute] ? 60 : 0);
        }
    }

    internal DateTimeZone Zone => zone;

    internal IReadOnlyList<OpenHours> HoursOf(LocalDate date) =>
        definition.Holidays.Contains(date) ? []
        : definition.Dates.TryGetValue(date, out var own) ? own
        : definition.Hours.GetValueOrDefault(date.DayOfWeek, []);

    internal bool IsBusinessDay(LocalDate date) => HoursOf(date).Count > 0;

    internal long Between(long a, long b) => b <= a ? 0 : OpenUpTo(b) - OpenUpTo(a);

    internal long Deadline(Target target, long from) => target.Unit switch
    {
        TargetUnit.Elapsed => from + target.Amount,
        TargetUnit.Business => AfterOpen(from, target.Amount),
        TargetUnit.BusinessDays => Close(DateOf(from), target.Amount, from),
        _ => target.Amount == 0 ? from : zone.AtLeniently(DateOf(from).PlusDays((int)target.Amount).At(new LocalTime(23, 59, 59))).ToInstant().ToUnixTimeSeconds(),
    };

    private long OpenUpTo(long t)
    {
        var minute = (t - start) / 60;
        return openBefore[minute] + (open[minute] ? Mod(t - start) : 0);
    }

    private long AfterOpen(long from, long seconds)
    {
        var t = from;
        while (seconds > 0)
        {
            var next = t - Mod(t - start) + 60;
            var here = open[(t - start) / 60] ? next - t : 0;
            if (here >= seconds)
            {
                return t + seconds;
            }

            seconds -= here;
            t = next;
        }

        return t;
    }

    private long Close(LocalDate date, long days, long from)
    {
        if (days == 0)
        {
            return from;
        }

        while (days > 0)
        {
            date = date.PlusDays(1);
            days -= IsBusinessDay(date) ? 1 : 0;
        }

        return zone.AtLeniently(date.At(HoursOf(date).Max(openHours => openHours.End))).ToInstant().ToUnixTimeSeconds();
    }

    private LocalDate DateOf(long second) => Instant.FromUnixTimeSeconds(second).InZone(zone).Date;

    private bool IsOpen(Instant at)
    {
        var local = at.InZone(zone);
        return HoursOf(local.Date).Any(openHours => local.TimeOfDay >= openHours.Start && local.TimeOfDay < openHours.End);
    }

    private static long Mod(long seconds) => ((seconds % 60) + 60) % 60;
}
