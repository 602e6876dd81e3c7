using System.Globalization;
using System.Text;
using SlaBot.Core.Policy;

namespace SlaBot.Core.Scorecards.Reviews;

/// <summary>Scorecards as CSV (RFC 4180): one metric a row, for spreadsheets.</summary>
public static class ScorecardCsv
{
    private const string Header = "week,metric,party,value,numerator,denominator,target,colour";

    /// <summary>The header and the rows of each scorecard, in the order given.</summary>
    public static string Write(params IEnumerable<Scorecard> cards) => Write(cards, isSliced: false);

    /// <summary>The header and the rows of the slices of a week, with a column <c>slice</c> that says whose row it
    /// is.</summary>
    public static string WriteSlices(IEnumerable<Scorecard> cards) => Write(cards, isSliced: true);

    private static string Write(IEnumerable<Scorecard> cards, bool isSliced)
    {
        var text = new StringBuilder(
            isSliced ? Header.Replace("week,", "week,slice,", StringComparison.Ordinal) : Header).Append("\r\n");
        foreach (var card in cards)
        {
            object?[] head = isSliced ? [card.Week, SliceOf(card.Scope)] : [card.Week];
            foreach (var line in card.Metrics)
            {
                Row(
                    text, head, line.Key, ScorecardNames.All.Write(line.Party).ToLowerInvariant(), line.Value, line.Num,
                    line.Den, line.Target,
                    ScorecardNames.All.Write(line.Colour).ToLowerInvariant());
            }

            WriteOther(text, head, card);
        }

        return text.ToString();
    }

    private static string SliceOf(ScorecardScope scope) =>
        scope.Source ?? scope.Owner ?? scope.Team ?? scope.Region ?? scope.Segment ?? "";

    private static void WriteOther(StringBuilder text, object?[] head, Scorecard card)
    {
        Spans("handoffSeconds", "marketing", card.Handoff);
        Spans("speedToLeadBusinessSeconds", "sales", card.SpeedToLead);
        Worth("pipeline", card.Pipeline);
        Worth("won", card.Won);
        foreach (var reason in card.RejectReasons)
        {
            Row(text, head, "rejectReason: " + reason.Reason, "sales", reason.Count, reason.Count, null, null, "");
        }

        foreach (var line in card.Money)
        {
            Money(text, head, line);
        }

        void Spans(string name, string party, Statistics spans)
        {
            Row(text, head, name + "Mean", party, spans.Mean, spans.N, null, null, "");
            Row(text, head, name + "Median", party, spans.Median, spans.N, null, null, "");
            Row(text, head, name + "P90", party, spans.P90, spans.N, null, null, "");
        }

        void Worth(string name, AmountMetric worth) => Row(
            text, head, name, ScorecardNames.All.Write(Party.Sales).ToLowerInvariant(), worth.Amount, worth.Count, null,
            null, "");
    }

    /// <summary>Metric 18: a row a figure, named with its month and source.</summary>
    private static void Money(StringBuilder text, object?[] head, MoneyLine line)
    {
        (string Name, decimal? Value, long? Count)[] rows =
        [
            ("spend", line.Spent, null), ("costPerLead", line.CostPerLead, line.Leads),
            ("costPerSql", line.CostPerSql, line.Sqls), ("cac", line.Cac, line.Customers),
            ("campaignRoi", line.Roi, null), ("pipelinePerSpend", line.PipelinePerSpend, null),
            ("averageWon", line.AverageWon, line.Customers), ("lifetimeValue", line.LifetimeValue, null),
        ];
        foreach (var (name, value, count) in rows)
        {
            Row(text, head, $"{name} {line.Month}: {line.Source ?? "(all)"}", "marketing", value, count, null, null,
                "");
        }
    }

    private static void Row(StringBuilder text, object?[] head, params object?[] cells) =>
        text.AppendJoin(',', head.Concat(cells).Select(Cell)).Append("\r\n");

    /// <summary>A cell; a text that a spreadsheet would take for a formula is set behind an apostrophe.</summary>
    private static string Cell(object? value)
    {
        var cell = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (value is string && cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
        {
            cell = "'" + cell;
        }

        return cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
    }
}
