using System.Globalization;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards;

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
        yield return new Table(["Source", "Spent", "Per lead", "Per SQL", "Per customer (CAC)"], [.. money.Select(Cost)]);
        yield return new Heading("What it brought");
        var lifetime = money.Any(line => line.LifetimeValue is not null);
        string[] head = ["Source", "Campaign ROI", "Pipeline per unit spent", "Average won"];
        yield return new Table(lifetime ? [.. head, "Customer lifetime value"] : head, [.. money.Select(line => Return(line, lifetime))]);
    }

    private static TableRow Cost(MoneyLine line) => new([Name(line), Amount(line.Spent), Amount(line.CostPerLead), Amount(line.CostPerSql), Amount(line.Cac)]);

    private static TableRow Return(MoneyLine line, bool lifetime) => new(
    [
        Name(line),
        line.Roi is { } roi ? ScorecardText.Percent(roi) : ScorecardText.NoData,
        line.PipelinePerSpend is { } per ? per.ToString("0.##", CultureInfo.InvariantCulture) : ScorecardText.NoData,
        Amount(line.AverageWon),
        .. lifetime ? new[] { Amount(line.LifetimeValue) } : [],
    ]);

    private static string Name(MoneyLine line) => line.Source is null ? "All of these" : Truncate.Name(line.Source);

    private static string Amount(decimal? amount) => amount is { } said ? said.ToString("#,##0.00", CultureInfo.InvariantCulture) : ScorecardText.NoData;
}
