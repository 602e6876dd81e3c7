using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>
/// What is open on a local date, as its wall clock reads: the date's own hours and the tail of the date before. A
/// holiday or a per-date list speaks for the whole local date, so it also replaces the tail that would have fallen on
/// it.
/// </summary>
internal sealed class OpeningRules
{
    private static readonly OpenHours[] Nothing = [];
    private static readonly DayInterval[] NoSpans = [];

    private readonly OpenHours[][] _weekly = new OpenHours[8][];
    private readonly DayInterval[][] _plainDay = new DayInterval[8][];
    private readonly HashSet<LocalDate> _holidays;
    private readonly Dictionary<LocalDate, OpenHours[]> _dates;

    internal OpeningRules(CalendarDefinition definition)
    {
        _holidays = definition.Holidays.ToHashSet();
        _dates = definition.Dates.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
        for (var day = 1; day <= 7; day++)
        {
            _weekly[day] = definition.Hours.TryGetValue((IsoDayOfWeek)day, out var hours) ? hours.ToArray() : Nothing;
        }
        for (var day = 1; day <= 7; day++)
        {
            _plainDay[day] = WithTail(_weekly[day], _weekly[day == 1 ? 7 : day - 1]);
        }
    }

    internal DayInterval[] OpenOn(LocalDate date)
    {
        if (_holidays.Contains(date))
        {
            return NoSpans;
        }
        if (_dates.TryGetValue(date, out var own))
        {
            return WithTail(own, Nothing);
        }
        var yesterday = date.PlusDays(-1);
        return _holidays.Contains(yesterday) || _dates.ContainsKey(yesterday)
            ? WithTail(_weekly[(int)date.DayOfWeek], StartingOn(yesterday))
            : _plainDay[(int)date.DayOfWeek];
    }

    /// <summary>Why a date that has no open second has none.</summary>
    internal string ReasonClosed(LocalDate date)
    {
        if (_holidays.Contains(date))
        {
            return "holiday";
        }
        if (OpenOn(date).Length > 0)
        {
            return "skipped by a clock change";
        }
        if (_dates.ContainsKey(date))
        {
            return "closed by date";
        }
        return date.DayOfWeek >= IsoDayOfWeek.Saturday ? "weekend" : $"closed on {date.DayOfWeek}s";
    }

    private OpenHours[] StartingOn(LocalDate date) =>
        _holidays.Contains(date) ? Nothing : _dates.GetValueOrDefault(date) ?? _weekly[(int)date.DayOfWeek];

    private static DayInterval[] WithTail(OpenHours[] own, OpenHours[] yesterdays) =>
        DayInterval.Merge(own.Select(hours => hours.Head).Concat(yesterdays.Select(hours => hours.Tail)));
}
