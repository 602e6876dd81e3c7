using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Time;

/// <summary>
/// The definition taken literally and slowly: an instant is open when its wall clock reads within the hours of its local date. It
/// steps from minute to minute, so it holds where offsets are whole minutes.
/// </summary>
internal sealed class ReferenceCalendar(CalendarDefinition definition)
{
    private readonly DateTimeZone _zone = DateTimeZoneProviders.Tzdb[definition.TimeZone];

    private readonly Dictionary<long, bool> _openMinutes = [];

    internal bool IsOpen(long second)
    {
        var minute = second / 60;
        if (!_openMinutes.TryGetValue(minute, out var open))
        {
            _openMinutes[minute] = open = IsMinuteOpen(minute);
        }
        return open;
    }

    private bool IsMinuteOpen(long minute)
    {
        var local = Instant.FromUnixTimeSeconds(minute * 60).InZone(_zone).LocalDateTime;
        if (definition.Holidays.Contains(local.Date))
        {
            return false;
        }
        if (definition.Dates.TryGetValue(local.Date, out var own))
        {
            return own.Any(hours => IsInHead(hours, local.TimeOfDay));
        }
        return Weekly(local.Date).Any(hours => IsInHead(hours, local.TimeOfDay))
            || StartingOn(local.Date.PlusDays(-1)).Any(hours => IsInTail(hours, local.TimeOfDay));
    }

    internal long Between(long from, long to) => Steps(from, to).Sum(step => IsOpen(step.From) ? step.To - step.From : 0);

    /// <summary>The first second by which so many have been open, or null when the horizon comes first.</summary>
    internal long? Add(long from, long open, long horizon)
    {
        if (open == 0)
        {
            return from;
        }
        foreach (var step in Steps(from, horizon).Where(step => IsOpen(step.From)))
        {
            if (open <= step.To - step.From)
            {
                return step.From + open;
            }
            open -= step.To - step.From;
        }
        return null;
    }

    internal long? NextOpen(long from, long horizon) =>
        Steps(from, horizon).Where(step => IsOpen(step.From)).Select(step => (long?)step.From).FirstOrDefault();

    internal long? PreviousClose(long to, long horizon)
    {
        while (to > horizon && !IsOpen(to - 1))
        {
            to -= (to - 1) % 60 + 1;
        }
        return to > horizon ? to : null;
    }

    internal LocalDate DateOf(long second) => Instant.FromUnixTimeSeconds(second).InZone(_zone).Date;

    /// <summary>The last open second plus one of every local date, of dates that have one.</summary>
    internal SortedDictionary<LocalDate, long> Closes(long from, long to)
    {
        var closes = new SortedDictionary<LocalDate, long>();
        foreach (var step in Steps(from, to).Where(step => IsOpen(step.From)))
        {
            closes[DateOf(step.From)] = step.To;
        }
        return closes;
    }

    private IReadOnlyList<OpenHours> Weekly(LocalDate date) =>
        definition.Hours.TryGetValue(date.DayOfWeek, out var hours) ? hours : [];

    private IReadOnlyList<OpenHours> StartingOn(LocalDate date) =>
        definition.Holidays.Contains(date) ? [] : definition.Dates.TryGetValue(date, out var own) ? own : Weekly(date);

    private static bool IsInHead(OpenHours hours, LocalTime time) => time >= hours.Start && (time < hours.End || hours.End <= hours.Start);

    private static bool IsInTail(OpenHours hours, LocalTime time) => hours.End < hours.Start && time < hours.End;

    private static IEnumerable<(long From, long To)> Steps(long from, long to)
    {
        while (from < to)
        {
            var next = Math.Min(to, from - from % 60 + 60);
            yield return (from, next);
            from = next;
        }
    }
}
