using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>
/// Turns instants into open time and back (METRICS, "Clocks"). An instant is open when its wall clock reads within the
/// hours of its local date; the hours after midnight of a span that started the day before are hours of the date on
/// which they fall, so a holiday or per-date list on that date replaces them. Sub-second parts of instants are cut off,
/// towards the past. Immutable to its users and safe from many threads; the first question about a year costs some
/// microseconds more than the next.
/// </summary>
public sealed class BusinessCalendar
{
    private const long LastHour = 3600;
    private const int MostDays = 3660;

    private readonly OpeningRules _rules;
    private readonly OpenIntervals _pieces;
    private readonly OpenTimeline _timeline;
    private readonly BusinessDays _days;

    private BusinessCalendar(CalendarDefinition definition)
    {
        Definition = definition;
        Version = definition.Version;
        Zone = DateTimeZoneProviders.Tzdb[definition.TimeZone];
        _rules = new OpeningRules(definition);
        _pieces = new OpenIntervals(_rules, Zone);
        _timeline = new OpenTimeline(_pieces);
        _days = new BusinessDays(_pieces);
    }

    /// <summary>The data that it was made from.</summary>
    public CalendarDefinition Definition { get; }

    /// <summary>The definition's name.</summary>
    public string Name => Definition.Name;

    /// <summary>The definition's version, which a deadline keeps.</summary>
    public string Version { get; }

    /// <summary>The zone whose wall clock the hours are on.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>Every fault of a definition as a sentence: unknown zone, empty or overlapping hours, never
    /// open.</summary>
    /// <returns>An empty list when a calendar can be made of it.</returns>
    public static IReadOnlyList<string> FaultsOf(CalendarDefinition d) => CalendarFaults.Of(d);

    /// <summary>Makes the calendar of a definition.</summary>
    /// <exception cref="ArgumentException">The definition has faults; the message lists them all.</exception>
    public static BusinessCalendar From(CalendarDefinition d)
    {
        var faults = FaultsOf(d);
        return faults.Count == 0
            ? new BusinessCalendar(d)
            : throw new ArgumentException($"Calendar '{d.Name}': {string.Join(' ', faults)}", nameof(d));
    }

    /// <summary>Whether the second of the instant is open.</summary>
    public bool IsOpen(Instant t) => _timeline.IsOpen(t.ToUnixTimeSeconds());

    /// <summary>The open seconds in [a, b); zero when b is not after a.</summary>
    public BusinessDuration Between(Instant a, Instant b) =>
        new(_timeline.Between(a.ToUnixTimeSeconds(), b.ToUnixTimeSeconds()));

    /// <summary>The earliest instant at which so much open time has passed since the start. A landing exactly on a
    /// close stays on that close; zero is the start itself.</summary>
    /// <returns>Null when that is more than ten years ahead (METRICS, "Clocks").</returns>
    /// <exception cref="ArgumentOutOfRangeException">The duration is negative.</exception>
    public Instant? Add(Instant start, BusinessDuration d)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(d.Seconds, nameof(d));
        var from = start.ToUnixTimeSeconds();
        if (d.Seconds == 0)
        {
            return Instant.FromUnixTimeSeconds(from);
        }
        return d.Seconds > PlanningHorizon.MostSeconds ? null : Ahead(from, _timeline.Add(from, d.Seconds));
    }

    /// <summary>
    /// The close of the n-th business day after the local date of the instant: the end of the last open time on that
    /// local date (at the latest its midnight, also for hours that go on past it). The instant's own date is day 0,
    /// whatever the hour, open or not.
    /// </summary>
    /// <param name="t">The instant counted from.</param>
    /// <param name="days">Business days, at least 0; 0 answers the instant itself.</param>
    /// <returns>Null when that date is more than ten years ahead.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The days are negative.</exception>
    public Instant? EndOfBusinessDay(Instant t, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var second = t.ToUnixTimeSeconds();
        return days == 0 ? Instant.FromUnixTimeSeconds(second) : AsInstant(_days.CloseAfter(DateOf(second), days));
    }

    /// <summary>
    /// 23:59:59 of the instant's local date and so many days: the later one where the zone repeats it; where the zone
    /// skips it, the last second before the skip.
    /// </summary>
    /// <param name="t">The instant counted from.</param>
    /// <param name="days">Calendar days, at least 0; 0 answers the instant itself.</param>
    /// <returns>Null when that date is more than ten years ahead.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The days are negative.</exception>
    public Instant? EndOfCalendarDay(Instant t, int days)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var second = t.ToUnixTimeSeconds();
        if (days == 0)
        {
            return Instant.FromUnixTimeSeconds(second);
        }
        var today = DateOf(second);
        if (days > MostDays || today.PlusDays(days) > today.PlusYears(10))
        {
            return null;
        }
        var map = Zone.MapLocal(today.PlusDays(days).At(new LocalTime(23, 59, 59)));
        return map.Count == 0 ? map.EarlyInterval.End - Duration.FromSeconds(1) : map.Last().ToInstant();
    }

    /// <summary>Whether the local date has any open time; the hours after midnight of the day before count. A date that
    /// the zone skips has none.</summary>
    public bool IsBusinessDay(LocalDate d) => _days.IsOpen(d);

    /// <summary>The business days after the first date up to and with the second; 0 when the second is not after the
    /// first.</summary>
    public int BusinessDaysBetween(LocalDate a, LocalDate b) =>
        b <= a ? 0 : _days.CountIn(a.PlusDays(1), b.PlusDays(1));

    /// <summary>The business days from the first date up to and without the second; 0 when the second is not after the
    /// first.</summary>
    public int BusinessDaysIn(LocalDate firstInclusive, LocalDate endExclusive) =>
        _days.CountIn(firstInclusive, endExclusive);

    /// <summary>The instant itself when open, else the next opening.</summary>
    /// <returns>Null when that is more than ten years ahead.</returns>
    public Instant? NextOpen(Instant t)
    {
        var second = t.ToUnixTimeSeconds();
        return Ahead(second, _timeline.NextOpen(second));
    }

    /// <summary>The latest instant not after the given one whose preceding second is open: the instant itself when just
    /// before it was open, else the close before it.</summary>
    /// <returns>Null when that is more than ten years back.</returns>
    public Instant? PreviousClose(Instant t)
    {
        var second = t.ToUnixTimeSeconds();
        return _timeline.PreviousClose(second) is { } close && !PlanningHorizon.AreExceeded(close, second)
            ? AsInstant(close) : null;
    }

    /// <summary>
    /// The start of the last hour of open time before an instant: the open instant from which exactly one open hour is
    /// left, or the first open instant at or after the lower bound when less than that is left. For notices that may
    /// not wait past a deadline.
    /// </summary>
    /// <param name="before">The deadline, exclusive.</param>
    /// <param name="notBefore">The lower bound, inclusive.</param>
    /// <returns>Null when nothing is open in [notBefore, before).</returns>
    public Instant? LastOpenHourStart(Instant before, Instant notBefore)
    {
        var to = before.ToUnixTimeSeconds();
        var from = notBefore.ToUnixTimeSeconds();
        if (_timeline.PreviousClose(to) is not { } close || close <= from)
        {
            return null;
        }
        from = Math.Max(from, close - PlanningHorizon.LeastSeconds);
        var left = _timeline.Between(from, close) - LastHour;
        return AsInstant(_timeline.NextOpen(left <= 0 ? from : _timeline.Add(from, left)!.Value));
    }

    /// <summary>The counted spans between two instants and the closed dates among them; nothing when b is not after
    /// a.</summary>
    public CalendarExplanation Explain(Instant a, Instant b) =>
        new Explanation(_rules, _pieces, _days).Of(a.ToUnixTimeSeconds(), b.ToUnixTimeSeconds());

    private LocalDate DateOf(long second) => OpenIntervals.DateOf(_pieces.LocalDay(second));

    private static Instant? Ahead(long from, long? found) =>
        found is { } second && !PlanningHorizon.AreExceeded(from, second) ? Instant.FromUnixTimeSeconds(second) : null;

    private static Instant? AsInstant(long? second) => second is { } s ? Instant.FromUnixTimeSeconds(s) : null;
}

/// <summary>How far a calendar looks: to the same UTC date and time ten years on (METRICS, "Clocks").</summary>
internal static class PlanningHorizon
{
    private const long SecondsPerDay = 86_400;

    /// <summary>Ten years are never shorter than this.</summary>
    internal const long LeastSeconds = 3651 * SecondsPerDay;

    /// <summary>Ten years are never longer than this.</summary>
    internal const long MostSeconds = 3653 * SecondsPerDay;

    internal static bool AreExceeded(long from, long to)
    {
        // Only the last days of the span need calendar arithmetic.
        var seconds = to - from;
        return seconds > MostSeconds || (seconds > LeastSeconds && to > After(from));
    }

    private static long After(long second) =>
        Instant.FromUnixTimeSeconds(second).InUtc().LocalDateTime.PlusYears(10).InUtc().ToInstant().ToUnixTimeSeconds();
}
