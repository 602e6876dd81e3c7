using System.Globalization;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards;

/// <summary>The replies with each side's numbers in full.</summary>
internal static class ScorecardParties
{
    /// <summary>What the average of metric 8 is called, in the summary and in the reply.</summary>
    internal const string AverageSpeed = "Average speed-to-lead";

    /// <param name="card">The numbers.</param>
    /// <param name="isHandoffBusiness">The handoff is promised in working time, and so are its statistics.</param>
    internal static Card Marketing(Scorecard card, bool isHandoffBusiness) => new()
    {
        Title = "Marketing",
        Summary = $"{ScorecardText.Of(card.MqlVolume.Count, "MQL")} this week.",
        Blocks =
        [
            All(card, Party.Marketing),
            new Fields(
            [
                ("Month so far", MonthSoFar(card.MqlVolume.MonthToDate)),
                ("Still undecided", ScorecardText.Of(card.Acceptance.Undecided, "MQL")),
                ("Time to hand over", ScorecardText.Durations(card.Handoff, isHandoffBusiness)),
                ("Not handed over in time", Three(card.Handoff.Late, card.Handoff.Missed, card.Handoff.Pending)),
                ("Required fields filled in", ScorecardText.Value(card.DataCompleteness.Fields)),
                ("Won of marketing's leads", ScorecardText.Part(card.MarketingSourced.Won, card.Won)),
                ("New pipeline of marketing's leads", ScorecardText.Part(Marketing(card.Origins), card.Pipeline)),
                .. card.Conversion.Targets.Where(target => target.Pending > 0).Select(Pending),
            ]),
            .. Funnel(card),
            .. Sources(card),
            .. MoneyRows.Draw(card.Money),
        ],
    };

    internal static Card Sales(Scorecard card) => new()
    {
        Title = "Sales",
        Summary = $"Leads answered in time: {ScorecardText.Value(card.SpeedToLead.Compliance)}.",
        Blocks =
        [
            All(card, Party.Sales),
            new Fields(
            [
                ("Time to first touch", ScorecardText.Durations(card.SpeedToLead, business: true)),
                (AverageSpeed, ScorecardText.Average(card.SpeedToLead, business: true)),
                ("Not answered in time",
                    Three(card.SpeedToLead.Late, card.SpeedToLead.Missed, card.SpeedToLead.Pending)),
                ("New opportunities", ScorecardText.Worth(card.Pipeline)),
                ("Won", ScorecardText.Worth(card.Won)),
            ]),
            .. Velocity(card),
        ],
    };

    private static Table All(Scorecard card, Party party) =>
        new(["Measure", "This week", "Target"],
            [.. card.Metrics.Where(line => line.Party == party).Select(ScorecardSummary.Row)]);

    private static string MonthSoFar(MonthToDate month) =>
        ScorecardText.Of(month.Count, "MQL")
            + (month.Target is { } target ? $", {ScorecardText.Number(target)} expected by now" : "");

    private static string Three(long late, long missed, long pending) =>
        $"{ScorecardText.Count(late)} late, {ScorecardText.Count(missed)} not yet; "
        + $"{ScorecardText.Count(pending)} still have time";

    private static IEnumerable<CardBlock> Funnel(Scorecard card)
    {
        var counts = card.Conversion.Counts;
        if (counts.Mql > 0)
        {
            yield return new Bars(
                "How far this week's MQLs have come",
                [("MQL", counts.Mql), ("Accepted (SAL)", counts.Sal), ("Sales-qualified (SQL)", counts.Sql),
                    ("Opportunity (SQO)", counts.Sqo), ("Won", counts.Won)]);
        }
    }

    private static IEnumerable<CardBlock> Sources(Scorecard card)
    {
        if (card.Sources.Count == 0)
        {
            yield break;
        }

        yield return new Heading("By source");
        yield return new Table(
            ["Source", "MQLs", "Accepted", "Won of those closed", "New pipeline"],
            [.. card.Sources.Select(source => SourceRow(source, source.Source)),
                .. card.Origins.Select(
                    origin => SourceRow(origin, origin.Source == "other" ? "All others" : $"All {origin.Source}"))]);
    }

    private static TableRow SourceRow(SourceLine line, string name) => new(
        [name, ScorecardText.Count(line.Mqls), ScorecardText.Value(line.Acceptance), ScorecardText.Value(line.WinRate),
            ScorecardText.Worth(line.Pipeline)]);

    /// <summary>How long each stage took; marketing's leads beside all others once there are both.</summary>
    private static IEnumerable<CardBlock> Velocity(Scorecard card)
    {
        var (all, marketing, other) =
            (Steps(card.Velocity), Steps(card.MarketingSourced.Velocity), Steps(card.OtherSourced.Velocity));
        if (all.All(step => step.Step.Elapsed.N == 0))
        {
            yield break;
        }

        yield return new Heading("How long each stage took");
        if (other.All(step => step.Step.Elapsed.N == 0))
        {
            yield return new Fields([.. all.Select(step => (step.Name, (Line)Pace(step.Step)))]);
            yield break;
        }

        yield return new Table(
            ["Stage", "All leads", "Marketing-sourced", "All others"],
            [.. all.Select(
                (step, at) =>
                    new TableRow([step.Name, Pace(step.Step), Pace(marketing[at].Step), Pace(other[at].Step)]))]);
    }

    private static (string Name, VelocityStep Step)[] Steps(VelocityMetric velocity) =>
    [
        ("MQL to accepted", velocity.MqlToSal),
        ("Accepted to SQL", velocity.SalToSql),
        ("SQL to opportunity", velocity.SqlToSqo),
        ("Opportunity to won", velocity.SqoToWon),
    ];

    private static AmountMetric Marketing(IReadOnlyList<SourceLine> origins) =>
        origins.Count > 0 ? origins[0].Pipeline : new AmountMetric();

    private static (string, Line) Pending(ConversionTarget target) => (
        $"{ScorecardText.Name(target.Step)}: still to judge",
        $"{ScorecardText.Of(target.Pending, "lead")} still within {ScorecardText.Of(target.WindowDays, "day")}");

    private static string Pace(VelocityStep step) =>
        step.Elapsed.N == 0
            ? ScorecardText.NoData
            : $"{ScorecardText.Durations(step.Elapsed, business: false)}, {ScorecardText.Of(step.Elapsed.N, "lead")}";
}

/// <summary>Metric 18 as two tables: what it cost, and what came of it.</summary>
internal static class MoneyRows
{
    internal static IEnumerable<CardBlock> Draw(IReadOnlyList<MoneyLine> money)
    {
        if (money.Count == 0)
        {
            yield break;
        }

        yield return new Heading($"Money, {ScorecardText.MonthName(money[0].Month)}: what it cost");
        yield return new Table(["Source", "Spent", "Per lead", "Per SQL", "Per customer (CAC)"],
            [.. money.Select(Cost)]);
        yield return new Heading("What it brought");
        var lifetime = money.Any(line => line.LifetimeValue is not null);
        string[] head = ["Source", "Campaign ROI", "Pipeline per unit spent", "Average won"];
        yield return new Table(lifetime ? [.. head, "Customer lifetime value"] : head,
            [.. money.Select(line => Return(line, lifetime))]);
    }

    private static TableRow Cost(MoneyLine line) =>
        new([Name(line), Amount(line.Spent), Amount(line.CostPerLead), Amount(line.CostPerSql), Amount(line.Cac)]);

    private static TableRow Return(MoneyLine line, bool lifetime) => new(
    [
        Name(line),
        line.Roi is { } roi ? ScorecardText.Percent(roi) : ScorecardText.NoData,
        line.PipelinePerSpend is { } per ? per.ToString("0.##", CultureInfo.InvariantCulture) : ScorecardText.NoData,
        Amount(line.AverageWon),
        .. lifetime ? new[] { Amount(line.LifetimeValue) } : [],
    ]);

    private static string Name(MoneyLine line) => line.Source is null ? "All of these" : Truncate.Name(line.Source);

    private static string Amount(decimal? amount) =>
        amount is { } said ? said.ToString("#,##0.00", CultureInfo.InvariantCulture) : ScorecardText.NoData;
}
