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
                ("Not answered in time", Three(card.SpeedToLead.Late, card.SpeedToLead.Missed, card.SpeedToLead.Pending)),
                ("New opportunities", ScorecardText.Worth(card.Pipeline)),
                ("Won", ScorecardText.Worth(card.Won)),
            ]),
            .. Velocity(card),
        ],
    };

    private static Table All(Scorecard card, Party party) =>
        new(["Measure", "This week", "Target"], [.. card.Metrics.Where(line => line.Party == party).Select(ScorecardSummary.Row)]);

    private static string MonthSoFar(MonthToDate month) =>
        ScorecardText.Of(month.Count, "MQL") + (month.Target is { } target ? $", {ScorecardText.Number(target)} expected by now" : "");

    private static string Three(long late, long missed, long pending) =>
        $"{ScorecardText.Count(late)} late, {ScorecardText.Count(missed)} not yet; {ScorecardText.Count(pending)} still have time";

    private static IEnumerable<CardBlock> Funnel(Scorecard card)
    {
        var counts = card.Conversion.Counts;
        if (counts.Mql > 0)
        {
            yield return new Bars(
                "How far this week's MQLs have come",
                [("MQL", counts.Mql), ("Accepted (SAL)", counts.Sal), ("Sales-qualified (SQL)", counts.Sql), ("Opportunity (SQO)", counts.Sqo), ("Won", counts.Won)]);
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
            [.. card.Sources.Select(source => SourceRow(source, source.Source)), .. card.Origins.Select(origin => SourceRow(origin, origin.Source == "other" ? "All others" : $"All {origin.Source}"))]);
    }

    private static TableRow SourceRow(SourceLine line, string name) => new(
        [name, ScorecardText.Count(line.Mqls), ScorecardText.Value(line.Acceptance), ScorecardText.Value(line.WinRate), ScorecardText.Worth(line.Pipeline)]);

    /// <summary>How long each stage took; marketing's leads beside all others once there are both.</summary>
    private static IEnumerable<CardBlock> Velocity(Scorecard card)
    {
        var (all, marketing, other) = (Steps(card.Velocity), Steps(card.MarketingSourced.Velocity), Steps(card.OtherSourced.Velocity));
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
            [.. all.Select((step, at) => new TableRow([step.Name, Pace(step.Step), Pace(marketing[at].Step), Pace(other[at].Step)]))]);
    }

    private static (string Name, VelocityStep Step)[] Steps(VelocityMetric velocity) =>
    [
        ("MQL to accepted", velocity.MqlToSal),
        ("Accepted to SQL", velocity.SalToSql),
        ("SQL to opportunity", velocity.SqlToSqo),
        ("Opportunity to won", velocity.SqoToWon),
    ];

    private static AmountMetric Marketing(IReadOnlyList<SourceLine> origins) => origins.Count > 0 ? origins[0].Pipeline : new AmountMetric();

    private static (string, Line) Pending(ConversionTarget target) => (
        $"{ScorecardText.Name(target.Step)}: still to judge",
        $"{ScorecardText.Of(target.Pending, "lead")} still within {ScorecardText.Of(target.WindowDays, "day")}");

    private static string Pace(VelocityStep step) =>
        step.Elapsed.N == 0 ? ScorecardText.NoData : $"{ScorecardText.Durations(step.Elapsed, business: false)}, {ScorecardText.Of(step.Elapsed.N, "lead")}";
}
