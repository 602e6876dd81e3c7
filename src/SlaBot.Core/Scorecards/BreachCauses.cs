using NodaTime;
using SlaBot.Core.Leads;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards;

/// <summary>Where the time of a missed duty went.</summary>
public enum BreachCause
{
    /// <summary>The lead was an MQL long before SlaBot was told of it.</summary>
    Source,

    /// <summary>It waited in the queue for somebody who may take it.</summary>
    Routing,

    /// <summary>Its card did not reach the owner, or late.</summary>
    Delivery,

    /// <summary>It lay with the people who owed it.</summary>
    Human,
}

/// <summary>
/// Splits breaches by cause: the stage before the people's own (source, routing, delivery) that used up most of the time allowed, when it used at least
/// half of it; else the people's. Time is counted as the duty counts it: open time for business targets, elapsed time for others.
/// </summary>
public static class BreachCauses
{
    /// <summary>The cause of one breach.</summary>
    /// <param name="breach">The duty not met.</param>
    /// <param name="events">All events of its lead, in order of arrival.</param>
    /// <param name="calendarOf">The calendar of a version.</param>
    public static BreachCause Of(BreachLine breach, IReadOnlyList<LeadEvent> events, Func<string, BusinessCalendar> calendarOf)
    {
        var breached = events.OfType<ObligationBreached>().Where(one => one.At == breach.Due).Select(one => one.Id).ToHashSet();
        var duty = events.OfType<ObligationStarted>().Select(one => one.Obligation)
            .FirstOrDefault(one => breached.Contains(one.Id) && one.Clause.Name() == breach.Clause);
        if (duty is null)
        {
            return BreachCause.Human;
        }

        var weigh = Scale(duty, calendarOf);
        var window = new Span(duty.StartedAt, breach.Due);
        (BreachCause Cause, long Time)[] stages =
        [
            (BreachCause.Source, Sum(window, weigh, [new Span(duty.StartedAt, ArrivalOf(duty, events))])),
            (BreachCause.Routing, Sum(window, weigh, InQueue(events, breach.Due))),
            (BreachCause.Delivery, Sum(window, weigh, Undelivered(duty, events, breach.Due))),
        ];
        var worst = stages.MaxBy(one => one.Time);
        return worst.Time > 0 && worst.Time * 2 >= weigh(window.From, window.To) ? worst.Cause : BreachCause.Human;
    }

    private readonly record struct Span(Instant From, Instant To);

    private static Func<Instant, Instant, long> Scale(Obligation duty, Func<string, BusinessCalendar> calendarOf)
    {
        if (duty.Within.Unit is not (TargetUnit.Business or TargetUnit.BusinessDays))
        {
            return (from, to) => (long)(to - from).TotalSeconds;
        }

        var calendar = calendarOf(duty.CalendarVersion);
        return (from, to) => calendar.Between(from, to).Seconds;
    }

    private static long Sum(Span window, Func<Instant, Instant, long> weigh, IEnumerable<Span> spans) => spans
        .Select(one => (From: Instant.Max(one.From, window.From), To: Instant.Min(one.To, window.To)))
        .Where(one => one.To > one.From).Sum(one => weigh(one.From, one.To));

    /// <summary>When SlaBot learnt of what started the clock: of the lead itself, or of its being an MQL.</summary>
    private static Instant ArrivalOf(Obligation duty, IReadOnlyList<LeadEvent> events) =>
        events.FirstOrDefault(one => one is MqlReached && one.At == duty.Since)?.RecordedAt ?? events.OfType<LeadReceived>().FirstOrDefault()?.RecordedAt ?? duty.StartedAt;

    private static IEnumerable<Span> InQueue(IReadOnlyList<LeadEvent> events, Instant end)
    {
        Instant? since = null;
        foreach (var one in events)
        {
            if (one is Queued)
            {
                since ??= one.At;
            }
            else if (one is Assigned && since is { } from)
            {
                yield return new Span(from, one.At);
                since = null;
            }
        }

        if (since is { } still)
        {
            yield return new Span(still, end);
        }
    }

    private static IEnumerable<Span> Undelivered(Obligation duty, IReadOnlyList<LeadEvent> events, Instant end)
    {
        var given = events.OfType<Assigned>().LastOrDefault(one => one.At <= end && (duty.Owner is null || Is(one.Owner, duty.Owner)));
        if (given is null)
        {
            yield break;
        }

        var arrived = events.OfType<CardDelivered>().FirstOrDefault(one => Is(one.Owner, given.Owner) && one.RecordedAt >= given.RecordedAt)?.RecordedAt;
        var failed = events.OfType<CardUndelivered>().Any(one => Is(one.Owner, given.Owner));
        if (arrived is not null || failed)
        {
            yield return new Span(given.At, arrived ?? end);
        }
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
