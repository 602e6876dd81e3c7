using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads.Obligations;

/// <summary>Arms an obligation's warnings and ladder as instants, once, when it starts, when a pause has moved it or
/// when it finds its owner.</summary>
internal static class NoticeSchedule
{
    private static readonly IReadOnlyList<string> Owner = ["owner"];

    public static IReadOnlyList<Alert> Arm(Clause clause, Instant start, Instant due, BusinessCalendar calendar,
        string? owner, DecisionContext terms)
    {
        var armed = clause.Party == Party.Sales
            ? InHours(Warnings(clause, start, due, calendar, Owner), terms.People.Find(owner)?.Calendar, start, due)
            : ForAll(
                clause.Party == Party.Marketing
                    ? "role:marketing" : terms.Policy.Arbiter ?? terms.Policy.Owner ?? "role:revops", terms.People,
                    clause, start, due, calendar);
        armed.AddRange(Rungs(clause, due, calendar));
        return InOrder(armed);
    }

    /// <summary>Moves armed notices with a deadline that a pause has moved: warnings by the same span, rungs counted
    /// anew from the deadline.</summary>
    public static IReadOnlyList<Alert> Move(Obligation obligation, Instant due, Instant until,
        BusinessCalendar calendar, BusinessCalendar? hours, Func<Instant, Instant> moved)
    {
        var warnings = obligation.Alerts.Where(alert => alert.IsWarning)
            .Select(alert => alert with { At = Instant.Min(moved(alert.Share ?? alert.At), due), Share = null });
        var rungs = obligation.Alerts.Where(alert => !alert.IsWarning)
            .Select(
                alert =>
                    alert with { At = alert.After?.DeadlineFrom(due, calendar)
                        ?? alert.At + (due - obligation.DueAt) });
        return InOrder([.. InHours(warnings, hours, until, due), .. rungs]);
    }

    /// <summary>The notices of a clock that has found its owner: its warnings wait for the owner's hours.</summary>
    public static IReadOnlyList<Alert> InHoursOf(Obligation obligation, BusinessCalendar? hours) =>
        InOrder(
            [.. InHours(obligation.Alerts.Where(alert => alert.IsWarning), hours, obligation.StartedAt,
                obligation.DueAt), .. obligation.Alerts.Where(alert => !alert.IsWarning)]);

    private static IReadOnlyList<Alert> InOrder(List<Alert> alerts) => [.. alerts.OrderBy(alert => alert.At)];

    private static IEnumerable<Alert> Warnings(Clause clause, Instant start, Instant due, BusinessCalendar calendar,
        IReadOnlyList<string> tell) =>
        clause.Warnings
            .Select(
                (fraction, index) =>
                    Fraction(clause.Within, fraction, start, due, calendar) is { } at && at > start
                        ? new Alert($"warning-{index + 1}", at, tell) : null).OfType<Alert>();

    private static IEnumerable<Alert> Rungs(Clause clause, Instant due, BusinessCalendar calendar) =>
        clause.Ladder
            .Select(
                (rung, index) =>
                    rung.After.DeadlineFrom(due, calendar) is { } at
                        ? new Alert($"rung-{index + 1}", at, rung.Tell) { After = rung.After, TakesBack = rung.TakesBack } : null).OfType<Alert>();

    /// <summary>Whom a word names, each in their own hours; those who are told at one instant together.</summary>
    private static List<Alert> ForAll(string word, People people, Clause clause, Instant start, Instant due,
        BusinessCalendar calendar)
    {
        var (all, warnings) = (people.Named(word), Warnings(clause, start, due, calendar, [word]));
        var hours = all.Count == 0 ? null : all[0].Calendar;
        return all.All(person => person.Calendar == hours)
            ? InHours(warnings, hours, start, due)
            : [.. all
                .SelectMany(
                    person =>
                        InHours(warnings, person.Calendar, start, due).Select(alert => (Person: person, Alert: alert)))
                .GroupBy(pair => (pair.Alert.Level, pair.Alert.At))
                .Select(
                    same =>
                        same.First().Alert
                            with { Tell = same.Count() == all.Count
                                ? [word] : [.. same.Select(pair => pair.Person.Email)] })];
    }

    /// <summary>The instant at which that share of the target is used: of open time for business targets, of elapsed
    /// time for the others.</summary>
    private static Instant? Fraction(Target within, decimal fraction, Instant start, Instant due,
        BusinessCalendar calendar)
    {
        if (within.Unit is TargetUnit.Business or TargetUnit.BusinessDays)
        {
            return calendar.Add(start, new BusinessDuration((long)(calendar.Between(start, due).Seconds * fraction)));
        }

        return start + Duration.FromSeconds((long)((decimal)(due - start).TotalSeconds * fraction));
    }

    /// <summary>The warnings that lie before the deadline, in one recipient's hours; of two at one instant, or out of
    /// their order, the later one.</summary>
    private static List<Alert> InHours(IEnumerable<Alert> warnings, BusinessCalendar? hours, Instant from, Instant due)
    {
        var kept = new List<Alert>();
        foreach (var alert in warnings.Select(warning => InHours(warning, hours, from, due))
            .Where(alert => alert.At < due))
        {
            kept.RemoveAll(earlier => earlier.At >= alert.At);
            kept.Add(alert);
        }

        return kept;
    }

    /// <summary>
    /// A reminder that would be held past its deadline goes out in the recipient's last open hour before it; where
    /// there is none, it stays and is dropped as moot.
    /// </summary>
    private static Alert InHours(Alert warning, BusinessCalendar? hours, Instant from, Instant due)
    {
        // The closing instant still counts as open.
        var wanted = warning.Share ?? warning.At;
        if (hours is null || hours.IsOpen(wanted) || hours.PreviousClose(wanted) == wanted
            || hours.NextOpen(wanted) < due)
        {
            return warning.Share is null ? warning : warning with { At = wanted, Share = null };
        }

        return hours.LastOpenHourStart(due, from) is { } at
            ? warning with { At = at, Share = wanted } : warning with { At = wanted, Share = null };
    }
}
