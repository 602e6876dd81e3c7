using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads;

/// <summary>How one deadline came about: what was counted, what was not, and under which versions.</summary>
public sealed record WhyReport
{
    /// <summary>The obligation that it explains: start, deadline, owner, status, versions of the policy and the calendar.</summary>
    public required Obligation Obligation { get; init; }

    /// <summary>The calendar's name.</summary>
    public required string CalendarName { get; init; }

    /// <summary>The calendar's zone, in which the sentences and the closed dates read.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The target in words, such as <c>1 business hour</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The spans that counted, from the start to the deadline; one span for targets that count every hour.</summary>
    public required IReadOnlyList<CountedSpan> Counted { get; init; }

    /// <summary>The dates between them on which nothing counted, holidays among them; none for targets that count every hour.</summary>
    public required IReadOnlyList<ClosedDay> Closed { get; init; }

    /// <summary>By how much pauses moved the deadline, in words; null when they did not.</summary>
    public string? PausedFor { get; init; }

    /// <summary>Everything above as sentences, in reading order, times in the calendar's zone.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];
}

/// <summary>Explains deadlines from the state and the calendar versions that the obligations froze.</summary>
public static class Why
{
    /// <summary>The latest obligation of that clause explained; null when the clause never ran on this lead.</summary>
    /// <param name="lead">The lead.</param>
    /// <param name="clause">Which promise.</param>
    /// <param name="calendarOf">The calendar of a version that an obligation froze.</param>
    public static WhyReport? Explain(LeadState lead, ClauseKind clause, Func<string, BusinessCalendar> calendarOf)
    {
        if (lead.Obligations.LastOrDefault(obligation => obligation.Clause == clause) is not { } duty)
        {
            return null;
        }

        var calendar = calendarOf(duty.CalendarVersion);
        var isOpenTime = duty.Within.Unit is TargetUnit.Business or TargetUnit.BusinessDays;
        var counted = isOpenTime ? calendar.Explain(duty.StartedAt, duty.DueAt) : EveryHour(duty);
        var report = new WhyReport
        {
            Obligation = duty,
            CalendarName = calendar.Name,
            Zone = calendar.Zone,
            Target = duty.Within.ToString(),
            Counted = counted.Spans,
            Closed = counted.Closed,
            PausedFor = PausedFor(duty),
        };
        return report with { Sentences = WhyText.Of(report, WhyText.Plain(calendar.Zone), email => email) };
    }

    /// <summary>The explanation as sentences in reading order, for a reader with a way of their own to write instants and people.</summary>
    /// <param name="report">What they explain.</param>
    /// <param name="say">Writes an instant.</param>
    /// <param name="nameOf">Writes an owner's e-mail.</param>
    public static IReadOnlyList<string> Sentences(WhyReport report, Func<Instant, string> say, Func<string, string> nameOf) => WhyText.Of(report, say, nameOf);

    private static CalendarExplanation EveryHour(Obligation duty)
    {
        var total = new BusinessDuration(Math.Max(0, (long)(duty.DueAt - duty.StartedAt).TotalSeconds));
        return new CalendarExplanation(total.Seconds == 0 ? [] : [new CountedSpan(duty.StartedAt, duty.DueAt, total)], [], total);
    }

    private static string? PausedFor(Obligation duty) => duty.PausedFor switch
    {
        0 => null,
        var days when duty.Within.InDays => new Target(TargetUnit.BusinessDays, days).ToString(),
        var seconds => $"{new BusinessDuration(seconds)} of open time",
    };
}
