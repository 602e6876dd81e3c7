using System.Globalization;
using SlaBot.Core.Scorecards;

namespace SlaBot.Cli;

/// <summary>Weeks down, metrics across, each rate with its numerator and denominator.</summary>
internal static class RehearsalTable
{
    private static readonly (string Title, string? Key, Func<Scorecard, string> Text)[] Columns =
    [
        ("week", null, card => card.Week),
        ("MQLs", "mqlVolume", card => card.MqlVolume.Target is { } target ? $"{Plain(card.MqlVolume.Count)}/{Plain(target)}" : Plain(card.MqlVolume.Count)),
        ("accepted", "acceptance", card => Rate(card.Acceptance)),
        ("fit", "icpMatch", card => Rate(card.IcpMatch)),
        ("data", "dataCompleteness", card => Rate(card.DataCompleteness.Leads)),
        ("handoff", "handoff", card => Rate(card.Handoff.Share)),
        ("first touch", "speedToLead", card => Rate(card.SpeedToLead.Compliance)),
        ("median", null, card => DurationText.Describe(card.SpeedToLead.Median)),
        ("cadence", "cadence", card => Rate(card.Cadence)),
        ("decision", "decision", card => Rate(card.Decision)),
        ("outcome", "disposition", card => Rate(card.Disposition)),
        ("feedback", "feedback", card => Rate(card.Feedback)),
        ("MQL>SAL", "mqlToSal", card => Rate(card.Conversion.Step.MqlToSal)),
        ("SAL>SQL", "salToSql", card => Rate(card.Conversion.Step.SalToSql)),
        ("SQL>SQO", "sqlToSqo", card => Rate(card.Conversion.Step.SqlToSqo)),
        ("SQO>Won", "sqoToWon", card => Rate(card.Conversion.Step.SqoToWon)),
        ("pipeline", null, card => Money(card.Pipeline)),
        ("won", null, card => Money(card.Won)),
    ];

    /// <summary>Writes the table, and a last line of sums.</summary>
    public static void Write(IReadOnlyList<Scorecard> weeks, TextWriter output, bool colours)
    {
        TextTable.Write([.. Columns.Select(column => column.Title)], [.. weeks.Select(Row)], output, colours);
        output.WriteLine();
        output.WriteLine(
            $"In all {Plain(weeks.Sum(card => card.MqlVolume.Count))} MQLs, {Plain(weeks.Sum(card => card.Acceptance.Accepted))} accepted, "
            + $"{Plain(weeks.Sum(card => card.Acceptance.Rejected))} rejected, {Plain(weeks.Sum(card => card.Pipeline.Count))} opportunities "
            + $"({Plain(weeks.Sum(card => card.Pipeline.Amount))}), {Plain(weeks.Sum(card => card.Won.Count))} won ({Plain(weeks.Sum(card => card.Won.Amount))}).");
    }

    internal static string Rate(Share share) => Rate(share.Rate, share.Num, share.Den);

    internal static string Rate(decimal? rate, long num, long den) =>
        rate is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(amount * 100, MidpointRounding.AwayFromZero):0}% {num}/{den}") : "no data";

    internal static string Plain(decimal number) => number.ToString("#,##0.#", CultureInfo.InvariantCulture);

    private static string Money(AmountMetric amount) => amount.Count == 0 ? "0" : $"{Plain(amount.Count)}: {Plain(amount.Amount)}";

    private static IReadOnlyList<Cell> Row(Scorecard card) =>
        [.. Columns.Select(column => new Cell(column.Text(card), card.Metrics.FirstOrDefault(line => line.Key == column.Key)?.Colour ?? Colour.None))];
}
