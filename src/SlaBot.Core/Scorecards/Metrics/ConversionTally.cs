using SlaBot.Core.Scorecards.Facts;

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
