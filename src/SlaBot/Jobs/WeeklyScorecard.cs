using NodaTime;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;
using SlaBot.Outbox;

namespace SlaBot.Jobs;

/// <summary>Publishes each week's scorecard: stored as published, then posted as a thread in the scorecard
/// channel.</summary>
internal sealed class WeeklyScorecard(LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules,
    IClock clock, TimeProvider time) : IScheduledJob
{
    private const string Name = "scorecard";
    private static readonly string[] Thread = ["summary", "marketing", "sales", "people", "breaches", "reasons",
        "agenda"];

    /// <inheritdoc/>
    public bool Owns(string name) => name == Name;

    /// <summary>Arms the first one, and arms it anew when the schedule has changed.</summary>
    public async Task ArmAsync()
    {
        if (PracticeWeeks.FirstRun(reader, clock.Second(), rules.Now.Policy.Calendar.Zone) is { } first)
        {
            await engine.RecordAsync((_, batch) => batch.Documents.Add(first));
        }

        var next = NextAfter(clock.Second(), rules.Now.Schedule);
        var armed = reader.Jobs().FirstOrDefault(job => job.Name == Name);
        var missed = armed is not null && armed.NextAt <= next;
        if (!missed && next is { } at)
        {
            await engine.RecordAsync((_, batch) => batch.Jobs.Add(new Job(Name, at)));
        }
    }

    /// <inheritdoc/>
    public async Task RunAsync(Job due, CancellationToken stop)
    {
        var book = rules.Now;
        var zone = book.Policy.Calendar.Zone;
        var week = IsoWeek.Of(due.NextAt, zone).Previous;
        var ended = PracticeWeeks.EndOf(reader, book);
        var isPractice = ended is null || week.From(zone) < ended;
        var card = MakeGently(week);
        card = isPractice ? card with { Practice = true, Misses = [] } : card;
        var governing = new MissedWeeksPolicy(reader, book);
        var judged = governing.Judge(card, due.NextAt);
        var review = Review(week, card, book, judged);
        await engine.RecordAsync((at, batch) =>
        {
            batch.Scorecards.Add(
                new PublishedScorecard(week.ToString(), null, ScorecardJson.Write(card), week.LastSecond(zone),
                    due.NextAt));
            batch.Documents.Add(ReviewArchive.Kept(card.Week, review, due.NextAt));
            batch.Matters.AddRange([.. judged.Opened, .. judged.Closed]);
            if (ended is { } end && !isPractice)
            {
                batch.Documents.Add(PracticeWeeks.Ended(end, at.Now));
            }

            // A week of practice without anything to count tells nobody anything.
            if (!isPractice || card.HasSomething)
            {
                at.Intent(batch,
                    [.. Parts(week.ToString(), due.NextAt), .. governing.Notify(judged, at.Now),
                        .. Notes(card, book, at.Now)]);
            }

            batch.Jobs.Add(
                due with { NextAt = NextAfter(due.NextAt, book.Schedule) ?? due.NextAt + Duration.FromDays(7) });
        });
    }

    private WeekReview Review(IsoWeek week, Scorecard card, AgreementRules book, MissedWeeksResult judged) => new()
    {
        Restatements = new RestatementFinder(reader, book.Policy.Calendar.Zone, MakeGently,
            new CpuThrottle(clock, time))
            .Before(week),
        Causes = ReviewArchive.Causes(card, reader, engine.Calendars.Of),
        Disputes = ReviewArchive.Disputes(card, reader),
        Agenda = AgendaMaker.Make(card, book.Policy.Review, judged.Open),
        Resolved = [.. judged.Closed.Select(missedWeeksItem => missedWeeksItem.ClosedWhy!)],
    };

    private Scorecard MakeGently(IsoWeek week)
    {
        var breather = new CpuThrottle(clock, time);
        return ScorecardCounter.Make(reader, rules.Now, engine.Calendars.Of, week, null, null, _ => breather.Take());
    }

    /// <summary>The next instant of the schedule: its cron expression read on the wall clock of its zone.</summary>
    public static Instant? NextAfter(Instant after, Schedule schedule) =>
        Cron.NextAfter(after, schedule.Scorecard, schedule.Zone);

    /// <summary>Each rep's private note about their own week, held to their working hours; after a sleep, to those that
    /// come.</summary>
    private static IEnumerable<OutboxItem> Notes(Scorecard card, AgreementRules book, Instant at) =>
        from line in card.Owners
        where book.People.Find(line.Owner) is not null
        let to = ChatAddress.Person(line.Owner)
        select new OutboxItem
        {
            Key = $"{MessageKeys.Week(card.Week, ScorecardIntent.RepPart)}|{to}",
            Address = to,
            Intent = new ScorecardIntent(card.Week, ScorecardIntent.RepPart),
            NotBefore = NoticeRecipients.Held(to, at, book),
            CreatedAt = at,
        };

    private static IEnumerable<OutboxItem> Parts(string week, Instant at) =>
        Thread.Select((part, index) => new OutboxItem
    {
        Key = MessageKeys.Week(week, part),
        Address = ChatAddress.Scorecard,
        Intent = new ScorecardIntent(week, part),
        ThreadKey = index == 0 ? null : MessageKeys.Week(week, Thread[0]),
        NotBefore = at,
        CreatedAt = at,
    });
}
