using System.Globalization;
using System.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards.Tallies;

namespace SlaBot.Core.Scorecards;

/// <summary>Scorecards as CSV (RFC 4180): one metric a row, for spreadsheets.</summary>
public static class ScorecardCsv
{
    private const string Header = "week,metric,party,value,numerator,denominator,target,colour";

    /// <summary>The header and the rows of each scorecard, in the order given.</summary>
    public static string Write(params IEnumerable<Scorecard> cards)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var card in cards)
        {
            foreach (var line in card.Metrics)
            {
                Row(text, card.Week, line.Key, ScorecardNames.All.Write(line.Party).ToLowerInvariant(), line.Value, line.Num, line.Den, line.Target, ScorecardNames.All.Write(line.Colour).ToLowerInvariant());
            }

            WriteOther(text, card);
        }

        return text.ToString();
    }

    private static void WriteOther(StringBuilder text, Scorecard card)
    {
        Spans("handoffSeconds", "marketing", card.Handoff);
        Spans("speedToLeadBusinessSeconds", "sales", card.SpeedToLead);
        Worth("pipeline", card.Pipeline);
        Worth("won", card.Won);
        foreach (var reason in card.RejectReasons)
        {
            Row(text, card.Week, "rejectReason: " + reason.Reason, "sales", reason.Count, reason.Count, null, null, "");
        }

        foreach (var line in card.Money)
        {
            Money(text, card.Week, line);
        }

        void Spans(string name, string party, Statistics spans)
        {
            Row(text, card.Week, name + "Mean", party, spans.Mean, spans.N, null, null, "");
            Row(text, card.Week, name + "Median", party, spans.Median, spans.N, null, null, "");
            Row(text, card.Week, name + "P90", party, spans.P90, spans.N, null, null, "");
        }

        void Worth(string name, AmountMetric worth) => Row(text, card.Week, name, ScorecardNames.All.Write(Party.Sales).ToLowerInvariant(), worth.Amount, worth.Count, null, null, "");
    }

    /// <summary>Metric 18: a row a figure, named with its month and source.</summary>
    private static void Money(StringBuilder text, string week, MoneyLine line)
    {
        (string Name, decimal? Value, long? Count)[] rows =
        [
            ("spend", line.Spent, null), ("costPerLead", line.CostPerLead, line.Leads), ("costPerSql", line.CostPerSql, line.Sqls), ("cac", line.Cac, line.Customers),
            ("campaignRoi", line.Roi, null), ("pipelinePerSpend", line.PipelinePerSpend, null), ("averageWon", line.AverageWon, line.Customers), ("lifetimeValue", line.LifetimeValue, null),
        ];
        foreach (var (name, value, count) in rows)
        {
            Row(text, week, $"{name} {line.Month}: {line.Source ?? "(all)"}", "marketing", value, count, null, null, "");
        }
    }

    private static void Row(StringBuilder text, params object?[] cells) => text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");

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
