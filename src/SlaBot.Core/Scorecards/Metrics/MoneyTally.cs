using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Facts;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Counts metric 18 over a month, lead by lead. Not safe from many threads.</summary>
public sealed class MoneyTally
{
    private readonly ReportingPeriod frame;
    private readonly List<Line> lines;

    /// <summary>Starts at nothing.</summary>
    /// <param name="policy">The agreement, for the month's bounds.</param>
    /// <param name="month">The month.</param>
    /// <param name="asOf">Later events do not exist.</param>
    /// <param name="spend">What was spent, of any month; sources are compared without case.</param>
    public MoneyTally(SlaPolicy policy, YearMonth month, Instant asOf, IEnumerable<Spend> spend)
        : this(policy, MonthsOf.Month(month), asOf, spend)
    {
    }

    /// <summary>Starts at nothing, over several months.</summary>
    /// <param name="policy">The agreement, for the bounds.</param>
    /// <param name="months">The months.</param>
    /// <param name="asOf">Later events do not exist.</param>
    /// <param name="spend">What was spent, of any month; sources are compared without case. Of lifetime values the last
    /// month's counts.</param>
    public MoneyTally(SlaPolicy policy, MonthsOf months, Instant asOf, IEnumerable<Spend> spend)
    {
        frame = new ReportingPeriod(policy, months.Name, months.First, months.End, asOf, null);
        lines = [
            .. spend.Where(item => months.Holds(item.Month)).GroupBy(item => item.Source.Trim(),
                StringComparer.OrdinalIgnoreCase)
            .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
            .Select(group => new Line(group.Key, group.Sum(item => item.Amount), Lifetime(group)))];
    }

    private static decimal? Lifetime(IEnumerable<Spend> told) =>
        told.Where(spend => spend.LifetimeValue is not null).MaxBy(spend => spend.Month, StringComparer.Ordinal)
            ?.LifetimeValue;

    /// <summary>Counts a lead.</summary>
    public void Add(LeadFacts lead)
    {
        if (lines.Count == 0 || lead.LatestSecond < frame.From)
        {
            return;
        }

        var source = SourceTally.NameOf(lead, frame);
        lines.Find(line => LeadFacts.Same(line.Source!, source))?.Add(lead, frame);
    }

    /// <summary>A line for each source with spend, then one for all of them; nothing when there is no spend.</summary>
    public IReadOnlyList<MoneyLine> ToLines() =>
        lines.Count == 0
            ? [] : [
                .. lines.Append(lines.Aggregate(new Line(null, 0, null), (sum, line) => sum.Plus(line)))
                    .Select(line => line.ToLine(frame.Name))];

    private sealed class Line(string? source, decimal spent, decimal? lifetime)
    {
        private decimal spend = spent;
        private long leads;
        private long sqls;
        private long customers;
        private long priced;
        private decimal pipeline;
        private decimal won;
        private long valued;
        private decimal worth;

        internal string? Source => source;

        private decimal? Lifetime => lifetime;

        private long Valued => lifetime is null ? 0 : customers;

        internal void Add(LeadFacts lead, ReportingPeriod frame)
        {
            var amount = lead.AmountAsOf(frame.AsOf);
            leads += frame.Holds(lead.MqlSecond) ? 1 : 0;
            sqls += frame.Holds(lead.SqlSecond) ? 1 : 0;
            pipeline += frame.Holds(lead.SqoSecond) ? amount ?? 0 : 0;
            if (frame.Holds(lead.WonSecond))
            {
                customers++;
                priced += amount is null ? 0 : 1;
                won += amount ?? 0;
            }
        }

        internal Line Plus(Line other)
        {
            spend += other.spend;
            (leads, sqls, customers, priced) =
                (leads + other.leads, sqls + other.sqls, customers + other.customers, priced + other.priced);
            (pipeline, won) = (pipeline + other.pipeline, won + other.won);
            (valued, worth) = (valued + other.Valued, worth + other.Valued * (other.Lifetime ?? 0));
            return this;
        }

        internal MoneyLine ToLine(string month) => new()
        {
            Source = source,
            Month = month,
            Spent = spend,
            Leads = leads,
            Sqls = sqls,
            Customers = customers,
            CostPerLead = Over(spend, leads, 2),
            CostPerSql = Over(spend, sqls, 2),
            Cac = Over(spend, customers, 2),
            Roi = Over(won - spend, spend, 6),
            PipelinePerSpend = Over(pipeline, spend, 6),
            AverageWon = Over(won, priced, 2),
            LifetimeValue = lifetime ?? Over(worth, valued, 2),
        };

        private static decimal? Over(decimal what, decimal of, int digits) =>
            of == 0 ? null : Math.Round(what / of, digits);
    }
}
