using System.Globalization;
using SlaBot.Core.Scorecards;

namespace SlaBot.Cli;

/// <summary>A cell, with the colour of its metric.</summary>
internal readonly record struct Cell(string Text, Colour Colour = Colour.None);

/// <summary>A table as plain text: columns as wide as they need to be, the first to the left, the others to the
/// right.</summary>
internal static class TextTable
{
    /// <summary>Writes a header line and the rows.</summary>
    public static void Write(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<Cell>> rows, TextWriter output,
        bool colours)
    {
        var widths = header
            .Select((title, column) => Math.Max(title.Length, rows.Max(row => (int?)row[column].Text.Length) ?? 0))
            .ToArray();
        WriteRow([.. header.Select(title => new Cell(title))], widths, output, false);
        foreach (var row in rows)
        {
            WriteRow(row, widths, output, colours);
        }
    }

    private static void WriteRow(IReadOnlyList<Cell> row, int[] widths, TextWriter output, bool colours)
    {
        for (var column = 0; column < row.Count; column++)
        {
            var text = column == 0 ? row[0].Text.PadRight(widths[0]) : "  " + row[column].Text.PadLeft(widths[column]);
            output.Write(colours && Code(row[column].Colour) is { } code ? $"\e[{code}m{text}\e[0m" : text);
        }

        output.WriteLine();
    }

    private static string? Code(Colour colour) => colour switch
    {
        Colour.Green => "32",
        Colour.Yellow => "33",
        Colour.Red => "31",
        Colour.Grey => "90",
        Colour.None => null,
    };
}

/// <summary>Seconds in words for a table: <c>45s</c>, <c>12m</c>, <c>3h 05m</c>, <c>4d 02h</c>.</summary>
internal static class DurationText
{
    /// <summary>The words; "no data" for none.</summary>
    public static string Describe(decimal? seconds)
    {
        if (seconds is not { } exact)
        {
            return "no data";
        }

        var whole = (long)Math.Round(exact, MidpointRounding.AwayFromZero);
        return whole switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{whole}s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{whole / 60}m {whole % 60:00}s"),
            < 86_400 => string.Create(CultureInfo.InvariantCulture, $"{whole / 3600}h {whole / 60 % 60:00}m"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{whole / 86_400}d {whole / 3600 % 24:00}h"),
        };
    }
}
