using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>Tells how open time came about; made anew from the rules, so it also proves the running sums.</summary>
internal sealed class Explanation(OpeningRules rules, OpenIntervals pieces, BusinessDays days)
{
    internal CalendarExplanation Of(long from, long to)
    {
        if (to <= from)
        {
            return new CalendarExplanation([], [], BusinessDuration.Zero);
        }
        var spans = Merged(from, to).Select(Counted).ToList();
        return new CalendarExplanation(spans, ClosedDays(from, to),
            new BusinessDuration(spans.Sum(span => span.Counted.Seconds)));
    }

    private List<(long From, long To)> Merged(long from, long to)
    {
        var spans = new List<(long From, long To)>();
        foreach (var piece in pieces.Within(from, to))
        {
            if (spans.Count > 0 && spans[^1].To == piece.Start)
            {
                spans[^1] = (spans[^1].From, piece.End);
            }
            else
            {
                spans.Add((piece.Start, piece.End));
            }
        }
        return spans;
    }

    private List<ClosedDay> ClosedDays(long from, long to)
    {
        var (first, last) = (pieces.LocalDay(from), pieces.LocalDay(to - 1));
        return Enumerable.Range(first, Math.Max(0, last - first + 1))
            .Select(OpenIntervals.DateOf)
            .Where(date => !days.IsOpen(date))
            .Select(date => new ClosedDay(date, rules.ReasonClosed(date)))
            .ToList();
    }

    private static CountedSpan Counted((long From, long To) span) =>
        new(Instant.FromUnixTimeSeconds(span.From), Instant.FromUnixTimeSeconds(span.To),
            new BusinessDuration(span.To - span.From));
}

/// <summary>How the open time between two instants came about, for the "why" page.</summary>
/// <param name="Spans">The open spans, in order, cut to the two instants; spans that touch are one.</param>
/// <param name="Closed">Local dates without any open time, from the first instant's date to the last counted second's,
/// in order.</param>
/// <param name="Total">The sum of the spans: what <see cref="BusinessCalendar.Between"/> answers.</param>
public sealed record CalendarExplanation(IReadOnlyList<CountedSpan> Spans, IReadOnlyList<ClosedDay> Closed,
    BusinessDuration Total);

/// <summary>One span of time that counted.</summary>
/// <param name="From">First counted instant.</param>
/// <param name="To">First instant no longer counted.</param>
/// <param name="Counted">The seconds from the one to the other.</param>
public readonly record struct CountedSpan(Instant From, Instant To, BusinessDuration Counted);

/// <summary>One local date on which nothing counted.</summary>
/// <param name="Date">The date in the calendar's zone.</param>
/// <param name="Reason">In words: "holiday", "closed by date", "weekend", "closed on Wednesdays" or "skipped by a clock
/// change".</param>
public sealed record ClosedDay(LocalDate Date, string Reason);
