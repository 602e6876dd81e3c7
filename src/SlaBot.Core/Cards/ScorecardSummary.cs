using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;

namespace SlaBot.Core.Cards;

/// <summary>The first message of the thread: both columns and what to talk about.</summary>
internal static class ScorecardSummary
{
    internal static Card Draw(Scorecard card, IReadOnlyList<string> notices, IReadOnlyList<string> restatements,
        ScorecardContext around)
    {
        var sentences = Sentences(card);
        var arrows = card.Metrics.Where(line => line.Target is not null).ToDictionary(line => line.Key,
            line => ScorecardTrend.Arrow(line, card, around.Before));
        return new Card
        {
            Title = ScorecardText.Title(card),
            Tone = card.Misses.Count > 0
                ? Tone.Bad : card.Metrics.Any(line => line.Colour == Colour.Yellow) ? Tone.Warning : Tone.Good,
            Summary = $"{ScorecardText.Title(card)}: {Verdict(card, Party.Marketing)}, {Verdict(card, Party.Sales)}.",
            Blocks =
            [
                .. notices.Select(notice => new Paragraph(notice, Tone.Warning)),
                .. sentences.Select(sentence => new Paragraph(sentence)),
                .. Column(card, Party.Marketing, arrows),
                .. Column(card, Party.Sales, arrows),
                .. card.SpeedToLead.N == 0 ? Array.Empty<CardBlock>()
                    : [new Fields(
                        [(ScorecardParties.AverageSpeed, ScorecardText.Average(card.SpeedToLead, business: true))])],
                .. ScorecardTrend.Draw(card, around.Before),
                .. restatements.Count == 0
                    ? (IEnumerable<CardBlock>)[]
                    : [new Heading("Restatements: weeks corrected since they were published"), Bulleted(restatements)],
                new Context(
                    $"As of {ScorecardText.Time(card.AsOf, card).Text}, agreement {card.Template} {card.PolicyVersion}.{(around.HasReplies ? " Details in the replies." : "")}"),
            ],
        };
    }

    /// <summary>What went well, what broke, what to talk about.</summary>
    private static IReadOnlyList<string> Sentences(Scorecard card)
    {
        var judged = card.Metrics.Where(line => line.Colour is Colour.Green or Colour.Yellow or Colour.Red).ToList();
        var good = judged.Where(line => line.Colour == Colour.Green).ToList();
        var bad = judged.Where(line => line.Colour == Colour.Red).OrderBy(line => line.Value / line.Target).ToList();
        var sentences = new List<string>();
        if (judged.Count == 0)
        {
            return ["Nothing was due this week, so there is nothing to compare with the targets."];
        }

        sentences.Add(good.Count == 0 ? "No target was reached this week." : $"What went well: {Names(good)}.");
        if (bad.Count > 0)
        {
            sentences.Add($"What fell short: {Names(bad)}.");
        }

        sentences.Add(Topic(card, bad));
        return sentences;
    }

    private static string Topic(Scorecard card, List<MetricLine> bad)
    {
        if (bad.Count > 0)
        {
            return $"To talk about: what in our process held back “{ScorecardText.InSentence(bad[0].Key)}”: "
                + $"{ScorecardText.Value(bad[0])}, target {ScorecardText.Target(bad[0])}?";
        }

        return card.RejectReasons.Count > 0
            ? $"To talk about: the most common reason for rejection, “{card.RejectReasons[0].Reason}” "
                + $"({card.RejectReasons[0].Count} of {card.Acceptance.Rejected})."
            : "To talk about: what made this week work, and whether a target should be raised.";
    }

    private static IEnumerable<CardBlock> Column(Scorecard card, Party party, Dictionary<string, string> arrows)
    {
        var lines = card.Metrics.Where(line => line.Party == party && line.Target is not null).ToList();
        yield return new Heading(ScorecardText.PartyName(party));
        if (lines.Count == 0)
        {
            yield return new Paragraph("The agreement sets no targets here.", Tone.Muted);
            yield break;
        }

        yield return arrows.Values.All(arrow => arrow.Length == 0)
            ? new Table(["Promise", "This week", "Target"], [.. lines.Select(Row)])
            : new Table(["Promise", "This week", "Target", "Since last week"],
                [.. lines.Select(line => Row(line) with { Cells = [.. Row(line).Cells, arrows[line.Key]] })]);
    }

    internal static TableRow Row(MetricLine line) =>
        new([ScorecardText.Name(line.Key), ScorecardText.Value(line), ScorecardText.Target(line)],
            ScorecardText.ToneOf(line.Colour));

    private static string Verdict(Scorecard card, Party party)
    {
        var judged = card.Metrics
            .Where(line => line.Party == party && line.Colour is (Colour.Green or Colour.Yellow or Colour.Red))
            .ToList();
        var name = ScorecardText.PartyName(party).ToLowerInvariant();
        return judged.Count == 0
            ? $"{name} has no data"
            : $"{name} reached {judged.Count(line => line.Colour == Colour.Green)} of "
                + $"{ScorecardText.Of(judged.Count, "target")}";
    }

    private static string Names(IReadOnlyList<MetricLine> lines)
    {
        var names = lines.Take(3).Select(line => ScorecardText.InSentence(line.Key)).ToList();
        var more = lines.Count - names.Count;
        if (more > 0)
        {
            names.Add($"{more} more");
        }

        return names.Count == 1 ? names[0] : string.Join(", ", names.SkipLast(1)) + " and " + names[^1];
    }

    private static Bullets Bulleted(IReadOnlyList<string> lines) =>
        new([.. lines.Select(line => ((Line)line, Tone.Neutral))]);
}

/// <summary>How the numbers move: an arrow against the week before, and a line of bars over a quarter.</summary>
public static class ScorecardTrend
{
    /// <summary>How many weeks the trend covers, the week itself among them.</summary>
    public const int Weeks = 13;

    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary><c>▲ from 4 of 5 (80 %)</c>; up is more, whatever that means for the metric. Empty when the week before
    /// is not on file, or one of the two has no data.</summary>
    internal static string Arrow(MetricLine line, Scorecard card, IReadOnlyList<Scorecard> before)
    {
        var last = before.LastOrDefault(
            scorecard => IsoWeek.TryParse(card.Week, out var week) && scorecard.Week == week.Previous.ToString());
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
        var lines =
            card.Metrics.Where(line => line.Target is not null).Select(line => (line, Values: Values(line.Key, weeks)))
            .Where(pair => pair.Values.Count(value => value is not null) > 1).ToList();
        if (lines.Count > 0)
        {
            yield return new Heading(
                weeks.Count == Weeks ? "The last 13 weeks" : $"The last {weeks.Count} weeks (of 13)");
            yield return new Fields(
                [.. lines.Select(line => (ScorecardText.Name(line.line.Key), (Line)Sketch(line.Values)))]);
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
