using NodaTime;
using SlaBot.Core.Routing;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;
using SlaBot.Core.Scorecards.Reviews;
using SlaBot.Engine;

namespace SlaBot.Jobs;

/// <summary>The monthly review: the month's numbers, counted directly over the month, as a table of target, actual and
/// status, with the agenda as its reply.</summary>
internal sealed class MonthlyReview(LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules,
    IClock clock, TimeProvider time) : PeriodReview("review", engine, reader, rules, clock, time)
{
    protected override MonthsOf Before(LocalDate day) => MonthsOf.Month(day.PlusMonths(-1).ToYearMonth());

    protected override string? CronOf(AgreementRules book) => book.Schedule.MonthlyReview;
}

/// <summary>The quarterly review, where the agreement asks for one: the same table over the calendar quarter that has
/// ended.</summary>
internal sealed class QuarterlyReview(LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules,
    IClock clock, TimeProvider time) : PeriodReview("quarter", engine, reader, rules, clock, time)
{
    private const string Usual = "0 0 9 1 1/3 ?";

    protected override MonthsOf Before(LocalDate day) => MonthsOf.Quarter(day.PlusMonths(-3).ToYearMonth());

    protected override string? CronOf(AgreementRules book) =>
        book.Policy.Review.Quarterly ? book.Schedule.QuarterlyReview ?? Usual : null;
}

/// <summary>Reviews a span of whole months by its schedule.</summary>
internal abstract class PeriodReview(string job, LeadCommandProcessor engine, IReadStore reader, CurrentAgreement rules,
    IClock clock, TimeProvider time) : IScheduledJob
{
    private static readonly Instant Never = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <inheritdoc/>
    public bool Owns(string name) => name == job;

    /// <summary>The months that are reviewed on that day.</summary>
    protected abstract MonthsOf Before(LocalDate day);

    /// <summary>When; null for never.</summary>
    protected abstract string? CronOf(AgreementRules book);

    /// <inheritdoc/>
    public Task ArmAsync()
    {
        var next = Next(clock.Second());
        var armed = reader.Jobs().FirstOrDefault(item => item.Name == job);
        return armed?.NextAt <= next || (armed is null && next == Never)
            ? Task.CompletedTask : engine.RecordAsync((_, batch) => batch.Jobs.Add(new Job(job, next)));
    }

    /// <inheritdoc/>
    public async Task RunAsync(Job due, CancellationToken stop)
    {
        var policy = rules.Now.Policy;
        if (CronOf(rules.Now) is null)
        {
            await engine.RecordAsync((_, batch) => batch.Jobs.Add(due with { NextAt = Never }));
            return;
        }

        var card = Make(Before(due.NextAt.InZone(policy.Calendar.Zone).Date));
        var review = new MonthReview(card, AgendaMaker.Make(card, policy.Review, reader.Matters(openOnly: true)));
        await engine.RecordAsync((at, batch) =>
        {
            batch.Documents.Add(ReviewArchive.Kept(review, due.NextAt));
            at.Intent(batch, Posts(card.Week, due.NextAt));
            batch.Jobs.Add(due with { NextAt = Next(due.NextAt) });
        });
    }

    private Scorecard Make(MonthsOf months)
    {
        var policy = rules.Now.Policy;
        var tally = ScorecardTally.Of(policy, months, null, engine.Calendars.Of, rules.Now.People);
        var from = policy.Calendar.Zone.AtStartOfDay(months.First).ToInstant();
        var last = policy.Calendar.Zone.AtStartOfDay(months.End).ToInstant() - Duration.FromSeconds(1);
        var money = new MoneyTally(policy, months, last, reader.Spend());
        foreach (var lead in new CpuThrottle(clock, time)
            .Of(reader.FactsThatCount(ConversionWindows.Since(policy, from), last, policy, rules.Now.People)))
        {
            tally.Add(lead);
            money.Add(lead);
        }

        return tally.ToScorecard() with { Money = money.ToLines() };
    }

    private Instant Next(Instant after) =>
        CronOf(rules.Now) is { } cron ? Cron.NextAfter(after, cron, rules.Now.Schedule.Zone) ?? Never : Never;

    private static IEnumerable<OutboxItem> Posts(string month, Instant at) =>
        new[] { "table", "agenda" }.Select(part => new OutboxItem
    {
        Key = MessageKeys.Month(month, part),
        Address = ChatAddress.Scorecard,
        Intent = new ReviewIntent(month, part),
        ThreadKey = part == "table" ? null : MessageKeys.Month(month, "table"),
        NotBefore = at,
        CreatedAt = at,
    });
}
