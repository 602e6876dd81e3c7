using System.Globalization;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads;

/// <summary>How one deadline came about: what was counted, what was not, and under which versions.</summary>
public sealed record WhyReport
{
    /// <summary>The obligation that it explains: start, deadline, owner, status, versions of the policy and the
    /// calendar.</summary>
    public required Obligation Obligation { get; init; }

    /// <summary>The calendar's name.</summary>
    public required string CalendarName { get; init; }

    /// <summary>The calendar's zone, in which the sentences and the closed dates read.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The target in words, such as <c>1 business hour</c>.</summary>
    public required string Target { get; init; }

    /// <summary>The spans that counted, from the start to the deadline; one span for targets that count every
    /// hour.</summary>
    public required IReadOnlyList<CountedSpan> Counted { get; init; }

    /// <summary>The dates between them on which nothing counted, holidays among them; none for targets that count every
    /// hour.</summary>
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

    /// <summary>The explanation as sentences in reading order, for a reader with a way of their own to write instants
    /// and people.</summary>
    /// <param name="report">What they explain.</param>
    /// <param name="say">Writes an instant.</param>
    /// <param name="nameOf">Writes an owner's e-mail.</param>
    public static IReadOnlyList<string> Sentences(WhyReport report, Func<Instant, string> say,
        Func<string, string> nameOf) => WhyText.Of(report, say, nameOf);

    private static CalendarExplanation EveryHour(Obligation duty)
    {
        var total = new BusinessDuration(Math.Max(0, (long)(duty.DueAt - duty.StartedAt).TotalSeconds));
        return new CalendarExplanation(total.Seconds == 0 ? [] : [new CountedSpan(duty.StartedAt, duty.DueAt, total)],
            [], total);
    }

    private static string? PausedFor(Obligation duty) => duty.PausedFor switch
    {
        0 => null,
        var days when duty.Within.InDays => new Target(TargetUnit.BusinessDays, days).ToString(),
        var seconds => $"{new BusinessDuration(seconds)} of open time",
    };
}

/// <summary>A deadline's explanation as sentences, for any way of writing instants and people.</summary>
internal static class WhyText
{
    private const int MostSpans = 15;
    private const int MostClosed = 15;
    private static readonly LocalDateTimePattern Stamp =
        LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm:ss");
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");

    /// <summary>Instants in full on the wall clock of a zone, to the second.</summary>
    public static Func<Instant, string> Plain(DateTimeZone zone) =>
        instant => $"{Stamp.Format(instant.InZone(zone).LocalDateTime)} ({zone.Id})";

    /// <summary>The sentences.</summary>
    /// <param name="report">What they explain.</param>
    /// <param name="say">Writes an instant.</param>
    /// <param name="nameOf">Writes an owner's e-mail.</param>
    public static IReadOnlyList<string> Of(WhyReport report, Func<Instant, string> say, Func<string, string> nameOf)
    {
        var duty = report.Obligation;
        List<string> sentences =
        [
            $"The clock started {say(duty.StartedAt)}.",
            $"{(duty.Owner is null ? duty.Party.ToString() : nameOf(duty.Owner))} had "
            + $"{report.Target}{(duty.For is null ? "" : $" ({duty.For})")}, under version {duty.PolicyVersion} of "
                + $"the agreement.",
            HowItCounts(report),
            .. report.Counted.Take(MostSpans)
                .Select(span => $"Counted: {say(span.From)} to {say(span.To)}, {span.Counted}."),
        ];
        if (report.Counted.Count > MostSpans)
        {
            sentences.Add(Invariant($"And {report.Counted.Count - MostSpans} more spans."));
        }

        if (report.Closed.Count > 0)
        {
            sentences.Add(Closed(report));
        }

        if (report.PausedFor is { } paused)
        {
            sentences.Add($"Pauses moved the deadline by {paused}.");
        }

        sentences.Add($"So it {(duty.Status == ObligationStatus.Running ? "is" : "was")} due {say(duty.DueAt)}.");
        sentences.Add(StatusSentence(duty, say));
        return sentences;
    }

    // The calendar's version, a digest, is for programs: the report has it.
    private static string HowItCounts(WhyReport report) => report.Obligation.Within.Unit switch
    {
        TargetUnit.Elapsed => "Every hour counts, day and night.",
        TargetUnit.Business =>
            $"Only open hours of the calendar {report.CalendarName} count ({City(report.Zone)} time).",
        TargetUnit.BusinessDays =>
            $"The day of the start is day 0; it is due at the close of the last business day of the calendar "
            + $"{report.CalendarName} ({City(report.Zone)} time).",
        TargetUnit.CalendarDays =>
            $"The day of the start is day 0; it is due at the end of the last day, {City(report.Zone)} time.",
    };

    private static string City(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static string Closed(WhyReport report)
    {
        var days = report.Closed.Take(MostClosed).Select(day => $"{Day.Format(day.Date)} ({day.Reason})");
        var more = report.Closed.Count > MostClosed
            ? Invariant($" and {report.Closed.Count - MostClosed} more days") : "";
        return $"Not counted: {string.Join(", ", days)}{more}.";
    }

    private static string StatusSentence(Obligation duty, Func<Instant, string> say) => duty.Status switch
    {
        ObligationStatus.Running => "It is running.",
        ObligationStatus.Met => duty.EndedAt is { } at ? $"It was done in time, {say(at)}." : "It was done in time.",
        ObligationStatus.Breached when duty.EndedShort =>
            $"The work ended before its deadline without it ({duty.Reason}): missed, with nobody chased for it.",
        ObligationStatus.Breached =>
            duty.FulfilledAt is { } late
                ? $"The deadline passed; it was done late, {say(late)}." : "The deadline passed.",
        ObligationStatus.Waived => $"It was excused: {duty.Reason ?? "no reason given"}.",
        ObligationStatus.Cancelled => $"It became moot: {duty.Reason ?? "no reason given"}.",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
