using System.Globalization;
using SlaBot.Core.Scorecards;
using SlaBot.Core.Scorecards.Metrics;

namespace SlaBot.Cli;

/// <summary>What is today, a metric a line, and what could be asked for: the baseline first, then up step by step.</summary>
internal static class BaselineTable
{
    private static readonly string[] Header = ["baseline", "party", "promise", "median", "p90", "today", "agreed", "in six months", "agreed reached"];

    /// <summary>Writes the table.</summary>
    public static void Write(IReadOnlyList<BaselineLine> lines, TextWriter output, bool colours)
    {
        TextTable.Write(Header, [.. lines.Select(Row)], output, colours);
        output.WriteLine();
        output.WriteLine("\"in six months\" is a target to agree on: half as much again as today, at most what the agreement says. Raise step by step from there.");
    }

    private static IReadOnlyList<Cell> Row(BaselineLine line) =>
    [
        new(line.Key),
        new(line.Party.ToString().ToLowerInvariant()),
        new(line.Promise ?? ""),
        new(Span(line, line.Durations?.Median)),
        new(Span(line, line.Durations?.P90)),
        new(line.Key.StartsWith("mqlVolume", StringComparison.Ordinal) ? $"{Value(line, line.Today)} a week" : RehearsalTable.Rate(line.Today, line.Num, line.Den), ColourOf(line)),
        new(Value(line, line.Goal)),
        new(Value(line, line.InSixMonths)),
        new(line.MonthsToGoal switch { null => "", 0 => "today", { } months => string.Create(CultureInfo.InvariantCulture, $"in {months} months") }),
    ];

    private static string Span(BaselineLine line, decimal? value) =>
        line.Durations is null ? ""
        : line.Key == "cadence" ? value is { } touches ? string.Create(CultureInfo.InvariantCulture, $"{touches:0.#} touches") : "no data"
        : DurationText.Describe(value) + (line.IsBusinessTime && value is not null ? " open" : "");

    private static string Value(BaselineLine line, decimal? value) =>
        value is not { } amount ? "no data"
        : line.Key.StartsWith("mqlVolume", StringComparison.Ordinal) ? RehearsalTable.Plain(amount)
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Round(amount * 100, MidpointRounding.AwayFromZero):0}%");

    private static Colour ColourOf(BaselineLine line) =>
        line.Today is not { } now ? Colour.Grey : now >= line.Goal ? Colour.Green : Colour.Red;
}
