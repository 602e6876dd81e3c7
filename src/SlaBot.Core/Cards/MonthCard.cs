using SlaBot.Core.Time;
using System.Globalization;
using NodaTime.Text;
using SlaBot.Core.Policy;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards;

/// <summary>The monthly or quarterly review's table: target, actual, status.</summary>
public static class MonthCard
{
    private static readonly string[] Conversions = ["mqlToSal", "mqlToSql", "salToSql", "sqlToSqo", "sqoToWon"];

    /// <summary>Draws it.</summary>
    /// <param name="month">The numbers.</param>
    /// <param name="policy">The agreement, for the target of the first touch; null for the numbers alone.</param>
    public static Card Draw(Scorecard month, SlaPolicy? policy = null)
    {
        var lines = month.Metrics.Where(line => line.Target is not null).ToList();
        var name = ScorecardText.MonthName(month.Week);
        return new Card
        {
            Title = $"{Kind(month)} review · {name}",
            Tone = month.Misses.Count > 0
                ? Tone.Bad : lines.Any(line => line.Colour == Colour.Yellow) ? Tone.Warning : Tone.Good,
            Blocks =
            [
                lines.Count == 0
                    ? new Paragraph("The agreement sets no targets.", Tone.Muted)
                    : new Table(["Promise", "Target", "Actual", "Status"],
                        [.. lines.Select(Row), .. Shown(month, policy)]),
                .. MoneyRows.Draw(month.Money),
                new Context(
                    $"Counted over the whole {(IsQuarter(month) ? "quarter" : "month")} as of {ScorecardText.Time(month.AsOf, month).Text}, agreement {month.Template} {month.PolicyVersion}. The agenda is in the reply."),
            ],
            Summary = $"{Kind(month)} review of {name}: {Reached(lines)}.",
        };
    }

    private static TableRow Row(MetricLine line) => new(
        [$"{ScorecardText.PartyName(line.Party)}: {ScorecardText.InSentence(line.Key)}", ScorecardText.Target(line),
            ScorecardText.Value(line), Status(line.Colour)],
        ScorecardText.ToneOf(line.Colour));

    /// <summary>What the agreements show in this table beside what they promise: the average response, every step of
    /// the funnel, marketing's part of what was won.</summary>
    private static IEnumerable<TableRow> Shown(Scorecard month, SlaPolicy? policy)
    {
        var touches = policy?.Clauses.Where(clause => clause.Kind == ClauseKind.FirstTouch).ToList() ?? [];
        if (touches.Count > 0)
        {
            yield return Response(month.SpeedToLead, touches);
        }

        foreach (var line in Conversions.SelectMany(
            key => month.Metrics.Where(line => line.Key == key && line.Target is null)))
        {
            yield return new TableRow(
                [$"{ScorecardText.PartyName(line.Party)}: {ScorecardText.InSentence(line.Key)}", NoTarget,
                    ScorecardText.Value(line), line.Value is null ? ScorecardText.NoData : "shown"]);
        }

        if (month.Won.Count > 0)
        {
            yield return new TableRow(
                ["Both: won of marketing's leads", NoTarget, ScorecardText.Part(month.MarketingSourced.Won, month.Won),
                    "shown"]);
        }
    }

    private const string NoTarget = "none agreed";

    /// <summary>The average against the target where there is one target in working time; several targets cannot be
    /// held against one average.</summary>
    private static TableRow Response(SpeedMetric speed, List<Clause> touches)
    {
        var targets = touches.Select(clause => clause.Within).Distinct().ToList();
        var kept = targets is [{ Unit: TargetUnit.Business } only] && speed.Mean is { } mean
            ? mean <= only.Amount : (bool?)null;
        return new TableRow(
            [
                "Sales: average response time", string.Join(" or ", targets),
                ScorecardText.Average(speed, business: true),
                speed.Mean is null
                    ? ScorecardText.NoData : kept switch { true => "reached", false => "missed", _ => "shown" },
            ],
            kept switch { true => Tone.Good, false => Tone.Bad, _ => Tone.Neutral });
    }

    private static string Status(Colour colour) => colour switch
    {
        Colour.Green => "reached",
        Colour.Yellow => "just short",
        Colour.Red => "missed",
        Colour.None or Colour.Grey => ScorecardText.NoData,
    };

    private static string Reached(List<MetricLine> lines)
    {
        var judged = lines.Count(line => line.Colour is Colour.Green or Colour.Yellow or Colour.Red);
        return judged == 0
            ? "no data"
            : $"{lines.Count(line => line.Colour == Colour.Green)} of {ScorecardText.Of(judged, "target")} reached";
    }

    private static bool IsQuarter(Scorecard card) => card.Week.Contains('Q', StringComparison.Ordinal);

    private static string Kind(Scorecard card) => IsQuarter(card) ? "Quarterly" : "Monthly";
}
