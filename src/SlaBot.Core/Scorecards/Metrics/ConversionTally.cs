using NodaTime;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards.Facts;
using SlaBot.Core.Time;

namespace SlaBot.Core.Scorecards.Metrics;

/// <summary>Metric 14: how far the week's MQLs came as of then.</summary>
internal sealed class ConversionTally(ReportingPeriod frame, Credit credit)
{
    private long mql;
    private long sal;
    private long sql;
    private long sqo;
    private long won;

    internal void Add(LeadFacts lead)
    {
        if (!frame.IsMarketingMql(lead) || !credit.ToFirst(lead, frame.AsOf))
        {
            return;
        }

        // A later stage implies the earlier ones, so each is reached with the first of itself and all later ones.
        var atSqo = Math.Min(lead.SqoSecond, lead.WonSecond);
        var atSql = Math.Min(lead.SqlSecond, atSqo);
        mql++;
        sal += Math.Min(lead.AcceptedSecond, atSql) <= frame.AsOf ? 1 : 0;
        sql += atSql <= frame.AsOf ? 1 : 0;
        sqo += atSqo <= frame.AsOf ? 1 : 0;
        won += lead.WonSecond <= frame.AsOf ? 1 : 0;
    }

    internal ConversionMetric ToMetric() => new()
    {
        Counts = new StageCounts(mql, sal, sql, sqo, won),
        Step = new StepRates(Share.Of(sal, mql), Share.Of(sql, sal), Share.Of(sqo, sql), Share.Of(won, sqo)),
        MqlToSql = Share.Of(sql, mql),
        Overall = Share.Of(won, mql),
    };
}

/// <summary>
/// The targets on conversion steps (METRICS.md, 14): a lead is judged once, in the week in which its entry into the
/// earlier stage plus the window falls, by whether it reached the later stage within the window. Younger leads are
/// pending and in no colour.
/// </summary>
internal sealed class ConversionTargetTally
{
    private readonly ReportingPeriod frame;
    private readonly Target window;
    private readonly int days;
    private readonly long earliest;
    private readonly List<Step> steps = [];

    internal ConversionTargetTally(ReportingPeriod frame, ConversionTargets? targets)
    {
        this.frame = frame;
        if (targets is null)
        {
            return;
        }

        days = targets.Days;
        window = new Target(TargetUnit.CalendarDays, days);
        earliest = Math.Min(frame.From, frame.AsOf) - ((days + 2) * 86_400L);
        Add("mqlToSal", targets.MqlToSal, lead => lead.MqlSecond, Sal);
        Add("salToSql", targets.SalToSql, Sal, Sql);
        Add("sqlToSqo", targets.SqlToSqo, Sql, Sqo);
        Add("sqoToWon", targets.SqoToWon, Sqo, lead => lead.WonSecond);
        Add("mqlToSql", targets.MqlToSql, lead => lead.MqlSecond, Sql);
        Add("overall", targets.Overall, lead => lead.MqlSecond, lead => lead.WonSecond);
    }

    /// <summary>How many steps there may be at most.</summary>
    internal const int MostSteps = 6;

    internal void Add(LeadFacts lead)
    {
        if (!IsOfCohort(lead))
        {
            return;
        }

        foreach (var step in steps)
        {
            var due = DueOf(step.Entry(lead));
            if (due <= frame.AsOf && frame.Holds(due))
            {
                step.Den++;
                step.Num += step.Reached(lead) <= due ? 1 : 0;
            }

            step.Pending += IsPending(step.Entry(lead), due) ? 1 : 0;
        }
    }

    /// <summary>Notes what a lead adds to a week in which nothing of it happens or ends: steps that are still within
    /// their window.</summary>
    internal void Note(LeadFacts lead, CarriedOver standing, int times)
    {
        for (var i = 0; i < steps.Count && IsOfCohort(lead); i++)
        {
            var entry = steps[i].Entry(lead);
            standing.AddConversion(i, IsPending(entry, DueOf(entry)) ? times : 0);
        }
    }

    internal void Add(CarriedOver standing)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            steps[i].Pending += standing.Conversion[i];
        }
    }

    /// <summary>The instants at which a lead's windows end.</summary>
    internal void AddEnds(LeadFacts lead, List<long> into)
    {
        foreach (var step in steps)
        {
            into.Add(DueOf(step.Entry(lead)));
        }
    }

    internal IReadOnlyList<ConversionTarget> ToMetrics() =>
        [.. steps.Select(
            step => new ConversionTarget(step.Name, step.Pending, days) { Num = step.Num, Den = step.Den })];

    private bool IsOfCohort(LeadFacts lead) =>
        steps.Count > 0 && lead.MqlSecond <= frame.AsOf && lead.IsMarketingSourcedAsOf(frame.AsOf);

    private bool IsPending(long entry, long due) => entry <= frame.AsOf && due > frame.AsOf;

    /// <summary>The end of the window; of an entry so old that it ended before the week, the entry itself.</summary>
    private long DueOf(long entry) =>
        entry == LeadFacts.Never || entry < earliest ? entry : Deadlines.DueOf(window, entry, frame.Policy);

    private void Add(string name, decimal? target, Func<LeadFacts, long> entry, Func<LeadFacts, long> reached)
    {
        if (target is not null)
        {
            steps.Add(new Step(name, entry, reached));
        }
    }

    // A later stage implies the earlier ones.
    private static long Sqo(LeadFacts lead) => Math.Min(lead.SqoSecond, lead.WonSecond);

    private static long Sql(LeadFacts lead) => Math.Min(lead.SqlSecond, Sqo(lead));

    private static long Sal(LeadFacts lead) => Math.Min(lead.AcceptedSecond, Sql(lead));

    private sealed class Step(string name, Func<LeadFacts, long> entry, Func<LeadFacts, long> reached)
    {
        internal string Name => name;

        internal Func<LeadFacts, long> Entry => entry;

        internal Func<LeadFacts, long> Reached => reached;

        internal long Num { get; set; }

        internal long Den { get; set; }

        internal long Pending { get; set; }
    }
}
