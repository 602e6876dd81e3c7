using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Core.Leads;

/// <summary>Arms an obligation's warnings and ladder as instants, once, when it starts or when a pause has moved it.</summary>
internal static class Alerting
{
    public static IReadOnlyList<Alert> Arm(Clause clause, Instant start, Instant due, BusinessCalendar calendar, BusinessCalendar? ownHours, SlaPolicy policy)
    {
        var alerts = new List<Alert>();
        foreach (var (fraction, number) in clause.Warnings.Select((fraction, index) => (fraction, index + 1)))
        {
            var at = InHours(Fraction(clause.Within, fraction, start, due, calendar), start, due, ownHours);
            if (at > start && at < due)
            {
                alerts.RemoveAll(earlier => earlier.At >= at);
                alerts.Add(new Alert($"warning-{number}", at.Value, [WarnedOne(clause.Party, policy)]));
            }
        }

        foreach (var (rung, number) in clause.Ladder.Select((rung, index) => (rung, index + 1)))
        {
            if (rung.After.DeadlineFrom(due, calendar) is { } at)
            {
                alerts.Add(new Alert($"rung-{number}", at, rung.Tell) { After = rung.After });
            }
        }

        return [.. alerts.OrderBy(alert => alert.At)];
    }

    /// <summary>Moves armed notices with a deadline that a pause has moved: warnings by the same span, rungs counted anew from the deadline.</summary>
    public static IReadOnlyList<Alert> Move(Obligation one, Instant due, BusinessCalendar calendar, Func<Instant, Instant> moved)
    {
        return [.. one.Alerts.Select(alert => alert.IsWarning
            ? alert with { At = Instant.Min(moved(alert.At), due) }
            : alert with { At = alert.After?.DeadlineFrom(due, calendar) ?? alert.At + (due - one.DueAt) })
            .OrderBy(alert => alert.At)];
    }

    private static string WarnedOne(Party party, SlaPolicy policy) => party switch
    {
        Party.Sales => "owner",
        Party.Marketing => "role:marketing",
        _ => policy.Arbiter ?? policy.Owner ?? "role:revops",
    };

    /// <summary>The instant at which that share of the target is used: of open time for business targets, of elapsed time for the others.</summary>
    private static Instant? Fraction(Target within, decimal fraction, Instant start, Instant due, BusinessCalendar calendar)
    {
        if (within.Unit is TargetUnit.Business or TargetUnit.BusinessDays)
        {
            return calendar.Add(start, new BusinessDuration((long)(calendar.Between(start, due).Seconds * fraction)));
        }

        return start + Duration.FromSeconds((long)((decimal)(due - start).TotalSeconds * fraction));
    }

    /// <summary>
    /// A reminder that would be held past its deadline goes out in the recipient's last open hour before it; where there is none,
    /// it stays and is dropped as moot.
    /// </summary>
    private static Instant? InHours(Instant? at, Instant start, Instant due, BusinessCalendar? hours)
    {
        // The closing instant still counts as open.
        if (at is not { } wanted || hours is null || hours.IsOpen(wanted) || hours.PreviousClose(wanted) == wanted || hours.NextOpen(wanted) < due)
        {
            return at;
        }

        return hours.LastOpenHourStart(due, start) ?? at;
    }
}
