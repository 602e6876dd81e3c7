using NodaTime;
using SlaBot.Core.Scorecards;

namespace SlaBot.Desk;

/// <summary>The monthly review: the month's numbers, counted directly over the month, as a table of target, actual and status, with the agenda as its reply.</summary>
internal sealed class MonthlyReview(LeadDesk desk, IDeskReader reader, CurrentRules rules, IClock clock) : IRepeated
{
    private const string Name = "review";
    private static readonly Instant Never = Instant.FromUtc(9000, 1, 1, 0, 0);

    /// <inheritdoc/>
    public bool Owns(string name) => name == Name;

    /// <inheritdoc/>
    public Task ArmAsync()
    {
        var next = Next(clock.Second());
        var armed = reader.Jobs().FirstOrDefault(job => job.Name == Name);
        return armed?.NextAt <= next || (armed is null && next == Never) ? Task.CompletedTask : desk.RecordAsync((_, batch) => batch.Jobs.Add(new Job(Name, next)));
    }

    /// <inheritdoc/>
    public async Task RunAsync(Job due, CancellationToken stop)
    {
        var policy = rules.Now.Policy;
        var month = due.NextAt.InZone(policy.Calendar.Zone).Date.PlusMonths(-1).ToYearMonth();
        var card = Make(month);
        var review = new MonthReview(card, AgendaMaker.Make(card, policy.Review, reader.Matters(openOnly: true)));
        await desk.RecordAsync((at, batch) =>
        {
            batch.Documents.Add(ReviewBook.Kept(review, due.NextAt));
            at.Wish(batch, Posts(card.Week, due.NextAt));
            batch.Jobs.Add(due with { NextAt = Next(due.NextAt) });
        });
    }

    private Scorecard Make(YearMonth month)
    {
        var policy = rules.Now.Policy;
        var tally = ScorecardTally.OfMonth(policy, month, null, desk.Calendars.Of);
        var from = policy.Calendar.Zone.AtStartOfDay(month.OnDayOfMonth(1)).ToInstant();
        var last = policy.Calendar.Zone.AtStartOfDay(month.OnDayOfMonth(1).PlusMonths(1)).ToInstant() - Duration.FromSeconds(1);
        var money = new MoneyTally(policy, month, last, reader.Spend());
        foreach (var lead in reader.FactsThatCount(from, last, policy))
        {
            tally.Add(lead);
            money.Add(lead);
        }

        return tally.ToScorecard() with { Money = money.ToLines() };
    }

    private Instant Next(Instant after) => rules.Now.Schedule is { MonthlyReview: { } cron, Zone: var zone } ? Cron.NextAfter(after, cron, zone) ?? Never : Never;

    private static IEnumerable<OutboxItem> Posts(string month, Instant at) => new[] { "table", "agenda" }.Select(part => new OutboxItem
    {
        Key = Keys.Month(month, part),
        Audience = Keys.Scorecard,
        Purpose = Purpose.Review,
        Detail = $"{month}|{part}",
        ThreadKey = part == "table" ? null : Keys.Month(month, "table"),
        NotBefore = at,
        CreatedAt = at,
    });
}
