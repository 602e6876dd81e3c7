using NodaTime;
using CronExpression = Quartz.CronExpression;
using SlaBot.Core.Policy;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Time;

namespace SlaBot.Desk;

/// <summary>Publishes each week's scorecard: stored as published, then posted as a thread in the scorecard channel.</summary>
internal sealed class WeeklyScorecard(LeadDesk desk, IDeskReader reader, CurrentRules rules, IClock clock) : IRepeated
{
    private const string Name = "scorecard";
    private static readonly string[] Thread = ["summary", "marketing", "sales", "people", "breaches", "reasons"];

    /// <inheritdoc/>
    public bool Owns(string name) => name == Name;

    /// <summary>Arms the first one, and arms it anew when the schedule has changed.</summary>
    public Task ArmAsync()
    {
        var next = NextAfter(clock.Second(), rules.Now.Schedule);
        var armed = reader.Jobs().FirstOrDefault(job => job.Name == Name);
        var missed = armed is not null && armed.NextAt <= next;
        return missed || next is null ? Task.CompletedTask : desk.RecordAsync((_, batch) => batch.Jobs.Add(new Job(Name, next.Value)));
    }

    /// <inheritdoc/>
    public async Task RunAsync(Job due, CancellationToken stop)
    {
        var book = rules.Now;
        var zone = book.Policy.Calendar.Zone;
        var week = IsoWeek.Of(due.NextAt, zone).Previous;
        var card = Make(week, null, null);
        var changed = new Restating(reader, zone, past => Make(past, null, null)).Before(week);
        await desk.RecordAsync((at, batch) =>
        {
            batch.Documents.AddRange(changed.Count == 0 ? [] : [Restating.Kept(week, changed, due.NextAt)]);
            batch.Scorecards.Add(new PublishedScorecard(week.ToString(), null, ScorecardJson.Write(card), week.LastSecond(zone), due.NextAt));
            at.Wish(batch, Parts(week.ToString(), due.NextAt));
            batch.Jobs.Add(due with { NextAt = NextAfter(due.NextAt, book.Schedule) ?? due.NextAt + Duration.FromDays(7) });
        });
    }

    /// <summary>The numbers of a week from the log, as of an instant (null: its last second).</summary>
    public Scorecard Make(IsoWeek week, Instant? asOf, ScorecardScope? scope) => Make(reader, rules.Now.Policy, desk.Calendars.Of, week, asOf, scope);

    /// <summary>The same, for a reader without a desk.</summary>
    public static Scorecard Make(IDeskReader reader, SlaPolicy policy, Func<string, BusinessCalendar> calendarOf, IsoWeek week, Instant? asOf, ScorecardScope? scope)
    {
        var zone = policy.Calendar.Zone;
        var month = zone.AtStartOfDay(week.Monday.With(DateAdjusters.StartOfMonth)).ToInstant();
        var facts = LiveFacts.OfMany(reader.EventsOfLeadsActiveSince(Instant.Min(week.From(zone), month)).Select(one => (one.Lead, one.Event)));
        return ScorecardMaker.Make(facts, policy, week, asOf, scope, calendarOf);
    }

    /// <summary>The next instant of the schedule: its cron expression read on the wall clock of its zone.</summary>
    public static Instant? NextAfter(Instant after, Schedule schedule)
    {
        var cron = new CronExpression(schedule.Scorecard, TimeZoneInfo.Utc);
        var local = after.InZone(schedule.Zone).LocalDateTime;
        for (var tries = 0; tries < 8; tries++)
        {
            if (cron.GetNextValidTimeAfter(new DateTimeOffset(local.ToDateTimeUnspecified(), TimeSpan.Zero)) is not { } found)
            {
                return null;
            }

            local = LocalDateTime.FromDateTime(found.UtcDateTime);
            var at = local.InZoneLeniently(schedule.Zone).ToInstant();
            if (at > after)
            {
                return at;
            }
        }

        return null;
    }

    private static IEnumerable<OutboxItem> Parts(string week, Instant at) => Thread.Select((part, index) => new OutboxItem
    {
        Key = Keys.Week(week, part),
        Audience = Keys.Scorecard,
        Purpose = Purpose.Scorecard,
        Detail = $"{week}|{part}",
        ThreadKey = index == 0 ? null : Keys.Week(week, Thread[0]),
        NotBefore = at,
        CreatedAt = at,
    });
}
