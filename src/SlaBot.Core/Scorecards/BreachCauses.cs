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
/// Splits breaches by cause: the stage before the people's own (source, routing, delivery) that used up most of the
/// time allowed, when it used at least half of it; else the people's. Time is counted as the duty counts it: open time
/// for business targets, elapsed time for others.
/// </summary>
public static class BreachCauses
{
    /// <summary>The cause of one breach.</summary>
    /// <param name="breach">The duty not met.</param>
    /// <param name="events">All events of its lead, in order of arrival.</param>
    /// <param name="calendarOf">The calendar of a version.</param>
    public static BreachCause Of(BreachLine breach, IReadOnlyList<LeadEvent> events,
        Func<string, BusinessCalendar> calendarOf)
    {
        var breached = events.OfType<ObligationBreached>()
            .Where(obligationBreached => obligationBreached.At == breach.Due)
            .Select(obligationBreached => obligationBreached.Id).ToHashSet();
        var duty = events.OfType<ObligationStarted>().Select(obligationStarted => obligationStarted.Obligation)
            .FirstOrDefault(
                obligation => breached.Contains(obligation.Id) && obligation.Clause.Name() == breach.Clause);
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
        var worst = stages.MaxBy(stage => stage.Time);
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
        .Select(span => (From: Instant.Max(span.From, window.From), To: Instant.Min(span.To, window.To)))
        .Where(pair => pair.To > pair.From).Sum(pair => weigh(pair.From, pair.To));

    /// <summary>When SlaBot learnt of what started the clock: of the lead itself, or of its being an MQL.</summary>
    private static Instant ArrivalOf(Obligation duty, IReadOnlyList<LeadEvent> events) =>
        events.FirstOrDefault(happened => happened is MqlReached && happened.At == duty.Since)?.RecordedAt
            ?? events.OfType<LeadReceived>().FirstOrDefault()?.RecordedAt ?? duty.StartedAt;

    private static IEnumerable<Span> InQueue(IReadOnlyList<LeadEvent> events, Instant end)
    {
        Instant? since = null;
        foreach (var happened in events)
        {
            if (happened is Queued)
            {
                since ??= happened.At;
            }
            else if (happened is Assigned && since is { } from)
            {
                yield return new Span(from, happened.At);
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
        var given = events.OfType<Assigned>()
            .LastOrDefault(assigned => assigned.At <= end && (duty.Owner is null || Is(assigned.Owner, duty.Owner)));
        if (given is null)
        {
            yield break;
        }

        var arrived = events.OfType<CardDelivered>()
            .FirstOrDefault(
                cardDelivered => Is(cardDelivered.Owner, given.Owner) && cardDelivered.RecordedAt >= given.RecordedAt)
                ?.RecordedAt;
        var failed = events.OfType<CardUndelivered>().Any(cardUndelivered => Is(cardUndelivered.Owner, given.Owner));
        if (arrived is not null || failed)
        {
            yield return new Span(given.At, arrived ?? end);
        }
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
