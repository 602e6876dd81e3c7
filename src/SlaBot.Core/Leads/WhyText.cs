using System.Globalization;
using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Policy.Criteria;

namespace SlaBot.Core.Leads;

/// <summary>A deadline's explanation as sentences, for any way of writing instants and people.</summary>
internal static class WhyText
{
    private const int MostSpans = 15;
    private const int MostClosed = 15;
    private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm:ss");
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");

    /// <summary>Instants in full on the wall clock of a zone, to the second.</summary>
    public static Func<Instant, string> Plain(DateTimeZone zone) => instant => $"{Stamp.Format(instant.InZone(zone).LocalDateTime)} ({zone.Id})";

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
            $"{(duty.Owner is null ? duty.Party.ToString() : nameOf(duty.Owner))} had {report.Target}{(duty.For is null ? "" : $" ({duty.For})")}, under version {duty.PolicyVersion} of the agreement.",
            HowItCounts(report),
            .. report.Counted.Take(MostSpans).Select(span => $"Counted: {say(span.From)} to {say(span.To)}, {span.Counted}."),
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
        TargetUnit.Business => $"Only open hours of the calendar {report.CalendarName} count ({City(report.Zone)} time).",
        TargetUnit.BusinessDays => $"The day of the start is day 0; it is due at the close of the last business day of the calendar {report.CalendarName} ({City(report.Zone)} time).",
        TargetUnit.CalendarDays => $"The day of the start is day 0; it is due at the end of the last day, {City(report.Zone)} time.",
    };

    private static string City(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static string Closed(WhyReport report)
    {
        var days = report.Closed.Take(MostClosed).Select(day => $"{Day.Format(day.Date)} ({day.Reason})");
        var more = report.Closed.Count > MostClosed ? Invariant($" and {report.Closed.Count - MostClosed} more days") : "";
        return $"Not counted: {string.Join(", ", days)}{more}.";
    }

    private static string StatusSentence(Obligation duty, Func<Instant, string> say) => duty.Status switch
    {
        ObligationStatus.Running => "It is running.",
        ObligationStatus.Met => duty.EndedAt is { } at ? $"It was done in time, {say(at)}." : "It was done in time.",
        ObligationStatus.Breached when duty.EndedShort => $"The work ended before its deadline without it ({duty.Reason}): missed, with nobody chased for it.",
        ObligationStatus.Breached => duty.FulfilledAt is { } late ? $"The deadline passed; it was done late, {say(late)}." : "The deadline passed.",
        ObligationStatus.Waived => $"It was excused: {duty.Reason ?? "no reason given"}.",
        ObligationStatus.Cancelled => $"It became moot: {duty.Reason ?? "no reason given"}.",
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
