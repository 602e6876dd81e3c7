using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads;

/// <summary>How one deadline came about: what was counted, what was not, and under which versions.</summary>
public sealed record WhyReport
{
    /// <summary>The obligation that it explains.</summary>
    public required Obligation Obligation { get; init; }

    /// <summary>The calendar's name.</summary>
    public required string CalendarName { get; init; }

    /// <summary>The calendar's zone, in which the sentences read.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The target in words, such as <c>1 business hour</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The spans that counted, from the start to the deadline.</summary>
    public required IReadOnlyList<CountedSpan> Counted { get; init; }

    /// <summary>The dates between them on which nothing counted; holidays among them.</summary>
    public required IReadOnlyList<ClosedDay> Closed { get; init; }

    /// <summary>By how much pauses moved the deadline, in words; null when they did not.</summary>
    public string? PausedFor { get; init; }

    /// <summary>Everything above as sentences, in reading order, times in the calendar's zone.</summary>
    public required IReadOnlyList<string> Sentences { get; init; }
}

/// <summary>Explains deadlines from the state and the calendar versions that the obligations froze.</summary>
public static class Why
{
    /// <summary>The latest obligation of that clause explained; null when the clause never ran on this lead.</summary>
    public static WhyReport? Explain(LeadState lead, ClauseKind clause, Func<string, BusinessCalendar> calendarOf) => throw new NotSupportedException();
}
