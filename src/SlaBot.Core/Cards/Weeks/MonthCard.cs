using System.Globalization;
using NodaTime.Text;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards.Weeks;

/// <summary>The monthly or quarterly review's table: target, actual, status.</summary>
public static class MonthCard
{
    /// <summary>Draws it.</summary>
    public static Card Draw(Scorecard month)
    {
        var lines = month.Metrics.Where(line => line.Target is not null).ToList();
        var name = ScorecardWords.MonthName(month.Week);
        return new Card
        {
            Title = $"{Kind(month)} review · {name}",
            Tone = month.Misses.Count > 0 ? Tone.Bad : lines.Any(line => line.Colour == Colour.Yellow) ? Tone.Warning : Tone.Good,
            Blocks =
            [
                lines.Count == 0
                    ? new Paragraph("The agreement sets no targets.", Tone.Muted)
                    : new Table(["Promise", "Target", "Actual", "Status"], [.. lines.Select(Row)]),
                .. MoneyRows.Draw(month.Money),
                new Context($"Counted over the whole {(IsQuarter(month) ? "quarter" : "month")} as of {ScorecardWords.Time(month.AsOf, month).Text}, agreement {month.Template} {month.PolicyVersion}. The agenda is in the reply."),
            ],
            Summary = $"{Kind(month)} review of {name}: {Reached(lines)}.",
        };
    }

    private static TableRow Row(MetricLine line) => new(
        [$"{ScorecardWords.PartyName(line.Party)}: {ScorecardWords.InSentence(line.Key)}", ScorecardWords.Target(line), ScorecardWords.Value(line), Status(line.Colour)],
        ScorecardWords.ToneOf(line.Colour));

    private static string Status(Colour colour) => colour switch
    {
        Colour.Green => "reached",
        Colour.Yellow => "just short",
        Colour.Red => "missed",
        _ => ScorecardWords.NoData,
    };

    private static string Reached(List<MetricLine> lines)
    {
        var judged = lines.Count(line => line.Colour is Colour.Green or Colour.Yellow or Colour.Red);
        return judged == 0 ? "no data" : $"{lines.Count(line => line.Colour == Colour.Green)} of {ScorecardWords.Of(judged, "target")} reached";
    }

    private static bool IsQuarter(Scorecard card) => card.Week.Contains('Q', StringComparison.Ordinal);

    private static string Kind(Scorecard card) => IsQuarter(card) ? "Quarterly" : "Monthly";
}
