using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards;

/// <summary>How the numbers move: an arrow against the week before, and a line of bars over a quarter.</summary>
public static class ScorecardTrend
{
    /// <summary>How many weeks the trend covers, the week itself among them.</summary>
    public const int Weeks = 13;

    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary><c>▲ from 4 of 5 (80 %)</c>; up is more, whatever that means for the metric. Empty when the week before is not on file, or one of the two has no data.</summary>
    internal static string Arrow(MetricLine line, Scorecard card, IReadOnlyList<Scorecard> before)
    {
        var last = before.LastOrDefault(scorecard => IsoWeek.TryParse(card.Week, out var week) && scorecard.Week == week.Previous.ToString());
        var old = last?.Metrics.FirstOrDefault(metric => metric.Key == line.Key);
        if (old?.Value is not { } was || line.Value is not { } now)
        {
            return "";
        }

        var arrow = now > was ? "▲" : now < was ? "▼" : "▶";
        return $"{arrow} from {(line.Den is null ? ScorecardText.Number(was) : ScorecardText.Percent(was))}";
    }

    /// <summary>The trend of every metric with a target and data in at least two of the weeks.</summary>
    internal static IEnumerable<CardBlock> Draw(Scorecard card, IReadOnlyList<Scorecard> before)
    {
        var weeks = before.TakeLast(Weeks - 1).Append(card).ToList();
        var lines = card.Metrics.Where(line => line.Target is not null).Select(line => (line, Values: Values(line.Key, weeks)))
            .Where(pair => pair.Values.Count(value => value is not null) > 1).ToList();
        if (lines.Count > 0)
        {
            yield return new Heading(weeks.Count == Weeks ? "The last 13 weeks" : $"The last {weeks.Count} weeks (of 13)");
            yield return new Fields([.. lines.Select(line => (ScorecardText.Name(line.line.Key), (Line)Sketch(line.Values)))]);
        }
    }

    private static IReadOnlyList<decimal?> Values(string key, List<Scorecard> weeks) =>
        [.. weeks.Select(week => week.Metrics.FirstOrDefault(line => line.Key == key)?.Value)];

    /// <summary>A bar a week, the lowest value the lowest bar; a dot where there is no data.</summary>
    private static string Sketch(IReadOnlyList<decimal?> values)
    {
        var (low, high) = (values.Min()!.Value, values.Max()!.Value);
        return string.Concat(values.Select(value =>
            value is not { } at ? '·'
            : high == low ? Bars[3]
            : Bars[(int)Math.Round((at - low) / (high - low) * (Bars.Length - 1))]));
    }
}
