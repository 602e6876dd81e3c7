using System.Globalization;
using SlaBot.Core.Policy;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.History;
using SlaBot.Core.Scorecards.Metrics;

namespace SlaBot.Cli;

/// <summary>A rehearsal for readers: the weeks as a table, then what is today and what could be asked for.</summary>
internal static class RehearsalReport
{
    /// <summary>Whether the output is a terminal that wants colours.</summary>
    public static bool HasColours =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Says every line that could not be used.</summary>
    public static void Faults(HistoryLeads history, TextWriter errors)
    {
        foreach (var (line, fault) in history.Faults)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"line {line}: {fault}"));
        }

        if (history.BadLines > 0)
        {
            errors.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{history.BadLines} of {history.Lines} lines skipped."));
        }
    }

    /// <summary>Writes the report.</summary>
    public static void Write(Rehearsal rehearsal, TextWriter output, bool colours)
    {
        List<Scorecard> weeks = [.. rehearsal.Weeks()];
        var (history, policy) = (rehearsal.History, rehearsal.Policy);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{history.Events} events of {history.Count} lead{(history.Count == 1 ? "" : "s")} under {policy.Template} {policy.Version}, {weeks.Count} week{(weeks.Count == 1 ? "" : "s")} in {policy.Calendar.Zone.Id}{Repeats(history)}"));
        output.WriteLine();
        RehearsalTable.Write(weeks, output, colours);
        output.WriteLine();
        BaselineTable.Write(rehearsal.Baseline(weeks), output, colours);
    }

    private static string Repeats(HistoryLeads history) =>
        history.Repeats == 0
            ? "" : string.Create(CultureInfo.InvariantCulture, $"; repeated lines passed over: {history.Repeats}");
}

/// <summary>Weeks down, metrics across, each rate with its numerator and denominator.</summary>
internal static class RehearsalTable
{
    private static readonly Column[] Columns =
    [
        new("week", null, card => card.Week),
        new("MQLs", "mqlVolume",
            card =>
                card.MqlVolume.Target is { } target
                    ? $"{Plain(card.MqlVolume.Count)}/{Plain(target)}" : Plain(card.MqlVolume.Count)),
        new("accepted", "acceptance", card => Rate(card.Acceptance)),
        new("fit", "icpMatch", card => Rate(card.IcpMatch)),
        new("data", "dataCompleteness", card => Rate(card.DataCompleteness.Leads)),
        .. ClauseDefinition.All.Where(definition => definition.Metric is { Recurs: false })
            .OrderBy(definition => definition.Metric!.Place).SelectMany(Promise),
        new("MQL>SAL", "mqlToSal", card => Rate(card.Conversion.Step.MqlToSal)),
        new("SAL>SQL", "salToSql", card => Rate(card.Conversion.Step.SalToSql)),
        new("SQL>SQO", "sqlToSqo", card => Rate(card.Conversion.Step.SqlToSqo)),
        new("SQO>Won", "sqoToWon", card => Rate(card.Conversion.Step.SqoToWon)),
        new("pipeline", null, card => Money(card.Pipeline)),
        new("won", null, card => Money(card.Won)),
    ];

    /// <summary>The column of one kind of clause; the first touch has its median beside it.</summary>
    private static IEnumerable<Column> Promise(ClauseDefinition definition)
    {
        yield return new(definition.Metric!.Column, definition.Metric.Key,
            card => card.Of(definition.Kind) is { } kept ? Rate(kept.Share) : "");
        if (definition.Kind == ClauseKind.FirstTouch)
        {
            yield return new("median", null, card => DurationText.Describe(card.SpeedToLead.Median));
        }
    }

    /// <summary>Writes the table, and a last line of sums.</summary>
    public static void Write(IReadOnlyList<Scorecard> weeks, TextWriter output, bool colours)
    {
        TextTable.Write([.. Columns.Select(column => column.Title)], [.. weeks.Select(Row)], output, colours);
        output.WriteLine();
        output.WriteLine(
            $"In all {Plain(weeks.Sum(card => card.MqlVolume.Count))} MQLs, "
            + $"{Plain(weeks.Sum(card => card.Acceptance.Accepted))} accepted, "
            + $"{Plain(weeks.Sum(card => card.Acceptance.Rejected))} rejected, "
                + $"{Plain(weeks.Sum(card => card.Pipeline.Count))} opportunities "
            + $"({Plain(weeks.Sum(card => card.Pipeline.Amount))}), {Plain(weeks.Sum(card => card.Won.Count))} won "
                + $"({Plain(weeks.Sum(card => card.Won.Amount))}).");
    }

    internal static string Rate(Share share) => Rate(share.Rate, share.Num, share.Den);

    internal static string Rate(decimal? rate, long num, long den) =>
        rate is { } amount
            ? string.Create(CultureInfo.InvariantCulture,
                $"{Math.Round(amount * 100, MidpointRounding.AwayFromZero):0}% {num}/{den}") : "no data";

    internal static string Plain(decimal number) => number.ToString("#,##0.#", CultureInfo.InvariantCulture);

    private static string Money(AmountMetric amount) =>
        amount.Count == 0 ? "0" : $"{Plain(amount.Count)}: {Plain(amount.Amount)}";

    private static IReadOnlyList<Cell> Row(Scorecard card) =>
        [.. Columns.Select(
            column =>
                new Cell(column.Text(card),
                    card.Metrics.FirstOrDefault(line => line.Key == column.Key)?.Colour ?? Colour.None))];

    private sealed record Column(string Title, string? Key, Func<Scorecard, string> Text);
}

/// <summary>What is today, a metric a line, and what could be asked for: the baseline first, then up step by
/// step.</summary>
internal static class BaselineTable
{
    private static readonly string[] Header = ["baseline", "party", "promise", "median", "p90", "today", "agreed",
        "in six months", "agreed reached"];

    /// <summary>Writes the table.</summary>
    public static void Write(IReadOnlyList<BaselineLine> lines, TextWriter output, bool colours)
    {
        TextTable.Write(Header, [.. lines.Select(Row)], output, colours);
        output.WriteLine();
        output.WriteLine(
            "\"in six months\" is a target to agree on: half as much again as today, at most what the agreement "
            + "says. Raise step by step from there.");
    }

    private static IReadOnlyList<Cell> Row(BaselineLine line) =>
    [
        new(line.Key),
        new(line.Party.ToString().ToLowerInvariant()),
        new(line.Promise ?? ""),
        new(Span(line, line.Durations?.Median)),
        new(Span(line, line.Durations?.P90)),
        new(line.Key.StartsWith("mqlVolume", StringComparison.Ordinal)
            ? $"{Value(line, line.Today)} a week" : RehearsalTable.Rate(line.Today, line.Num, line.Den),
            ColourOf(line)),
        new(Value(line, line.Goal)),
        new(Value(line, line.InSixMonths)),
        new(line.MonthsToGoal switch { null => "",
            0 => "today", { } months => string.Create(CultureInfo.InvariantCulture, $"in {months} months") }),
    ];

    private static string Span(BaselineLine line, decimal? value) =>
        line.Durations is null ? ""
        : line.Key == "cadence"
        ? value is { } touches ? string.Create(CultureInfo.InvariantCulture, $"{touches:0.#} touches") : "no data"
        : DurationText.Describe(value) + (line.IsBusinessTime && value is not null ? " open" : "");

    private static string Value(BaselineLine line, decimal? value) =>
        value is not { } amount ? "no data"
        : line.Key.StartsWith("mqlVolume", StringComparison.Ordinal) ? RehearsalTable.Plain(amount)
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(amount * 100, MidpointRounding.AwayFromZero):0}%");

    private static Colour ColourOf(BaselineLine line) =>
        line.Today is not { } now ? Colour.Grey : now >= line.Goal ? Colour.Green : Colour.Red;
}
