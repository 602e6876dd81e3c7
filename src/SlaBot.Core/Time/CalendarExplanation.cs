using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>How the open time between two instants came about, for the "why" page.</summary>
/// <param name="Spans">The open spans, in order, cut to the two instants; spans that touch are one.</param>
/// <param name="Closed">Local dates without any open time, from the first instant's date to the last counted second's, in order.</param>
/// <param name="Total">The sum of the spans: what <see cref="BusinessCalendar.Between"/> answers.</param>
public sealed record CalendarExplanation(IReadOnlyList<CountedSpan> Spans, IReadOnlyList<ClosedDay> Closed, BusinessDuration Total);

/// <summary>One span of time that counted.</summary>
/// <param name="From">First counted instant.</param>
/// <param name="To">First instant no longer counted.</param>
/// <param name="Counted">The seconds from the one to the other.</param>
public readonly record struct CountedSpan(Instant From, Instant To, BusinessDuration Counted);

/// <summary>One local date on which nothing counted.</summary>
/// <param name="Date">The date in the calendar's zone.</param>
/// <param name="Reason">In words: "holiday", "closed by date", "weekend", "closed on Wednesdays" or "skipped by a clock change".</param>
public sealed record ClosedDay(LocalDate Date, string Reason);
