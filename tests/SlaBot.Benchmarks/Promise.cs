using System.Globalization;
using Spectre.Console;

namespace SlaBot.Benchmarks;

/// <summary>One promise about speed, what was measured, and whether it was kept.</summary>
internal sealed record Promise(string Area, string Description, string Figure, string Margin, bool IsKept)
{
    /// <summary>A promise that something is at least so much.</summary>
    public static Promise AtLeast(string area, string words, double figure, double floor, string unit) =>
        new(area, words, Number(figure, unit), string.Create(CultureInfo.InvariantCulture, $"{figure / floor:0.00} x the floor"), figure >= floor);

    /// <summary>A promise that something is at most so much.</summary>
    public static Promise AtMost(string area, string words, double figure, double ceiling, string unit, string also = "") =>
        new(area, words, Number(figure, unit) + also, string.Create(CultureInfo.InvariantCulture, $"{figure / ceiling:0.00} of the ceiling"), figure <= ceiling);

    private static string Number(double figure, string unit) => figure >= 1000
        ? string.Create(CultureInfo.InvariantCulture, $"{figure:N0} {unit}")
        : string.Create(CultureInfo.InvariantCulture, $"{figure:0.###} {unit}");
}

/// <summary>The table at the end of a run.</summary>
internal static class Board
{
    public static void Show(IReadOnlyList<Promise> promises)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumns("", "promise", "figure", "margin", "");
        foreach (var promise in promises)
        {
            table.AddRow(promise.Area, promise.Description, promise.Figure, promise.Margin, promise.IsKept ? "kept" : "MISSED");
        }

        AnsiConsole.Write(table);
    }
}

/// <summary>Numbers about many measurements.</summary>
internal static class Figures
{
    public static double Median(this IEnumerable<double> many) => many.Quantile(0.5);

    public static double Quantile(this IEnumerable<double> many, double share)
    {
        var sorted = many.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)Math.Ceiling(share * sorted.Length) - 1 is var at && at < 0 ? 0 : at)];
    }

    public static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
