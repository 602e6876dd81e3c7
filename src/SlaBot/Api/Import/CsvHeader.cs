using SlaBot.Api.Validation;

namespace SlaBot.Api.Import;

/// <summary>
/// A file's columns: the delimiter, and per column the known field or the name under which it is kept; null columns are
/// left out.
/// Of columns with the same name, and of columns mapped to the same field, the first that is filled counts.
/// </summary>
internal sealed record CsvHeader(char Delimiter, IReadOnlyList<CsvColumn?> Columns)
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>Reads the header line; null and a sentence when no leads can be read under it.</summary>
    public static CsvHeader? Read(CsvLine line, ImportMapping mapping, out string? fault)
    {
        fault = line.Fault is { } broken
            ? $"The header cannot be read: {broken}. Save the file as CSV in UTF-8." : null;
        if (fault is not null)
        {
            return null;
        }

        var delimiter = Detect(line.Text);
        if (CsvRecords.Split(line.Text, delimiter) is not { } names)
        {
            fault = "The header's quotes do not close.";
            return null;
        }

        var columns = names.Select(name => Column(Plain(name), mapping)).ToList();
        fault = Fault(columns);
        return fault is null ? new CsvHeader(delimiter, columns) : null;
    }

    private static string? Fault(List<CsvColumn?> columns)
    {
        var twice = columns.OfType<CsvColumn>().GroupBy(column => column.Field, StringComparer.OrdinalIgnoreCase)
            .FirstOrDefault(
                same =>
                    same.Where(column => !column.Mapped).DistinctBy(column => column.Header,
                        StringComparer.OrdinalIgnoreCase).Count() > 1);
        if (twice is not null)
        {
            var (first, last) = (twice.First().Header, twice.Last().Header);
            return $"Two columns ({string.Join(", ", twice.Select(column => column.Header))}) are both read as "
                + $"{twice.Key}. Under SlaBot:Import:Columns "
                + $"leave one out (\"{last}\": \"\"), or map them (\"{first}\": \"{twice.Key}\", \"{last}\": "
                    + $"\"{twice.Key}\"): then the first that is filled counts.";
        }

        return columns.Any(column => column is { Known: true, Field: "id" })
            ? null
            : $"No column is the lead's id. There are "
                + $"{string.Join(", ", columns.Select(column => column?.Header ?? "(left out)"))}; name the one that "
                    + $"is the id under SlaBot:Import:Columns.";
    }

    private static CsvColumn? Column(string header, ImportMapping mapping)
    {
        var mapped = mapping.Columns.FirstOrDefault(
            column => string.Equals(Plain(column.Key), header, StringComparison.OrdinalIgnoreCase));
        var field = mapped.Key is null ? header : mapped.Value.Trim();
        if (field.Length == 0)
        {
            return null;
        }

        var known = LeadFields.FindFlat(field);
        return new CsvColumn(header, known ?? field, known is not null, mapped.Key is not null);
    }

    // A header of two lines, or with a tab in it, is one name with blanks.
    private static string Plain(string header) =>
        string.Join(' ',
            string.Concat(header.Select(character => char.IsControl(character) ? ' ' : character)).Split(' ',
                StringSplitOptions.RemoveEmptyEntries));

    // The one that stands most often outside of quotes.
    private static char Detect(string line)
    {
        var counts = new int[Delimiters.Length];
        var quoted = false;
        foreach (var character in line)
        {
            quoted ^= character == '"';
            var which = quoted ? -1 : Array.IndexOf(Delimiters, character);
            if (which >= 0)
            {
                counts[which]++;
            }
        }

        return Delimiters[Array.IndexOf(counts, counts.Max())];
    }
}

/// <summary>A column: as the file heads it, the field it is read as, whether the product knows that field, and whether
/// the settings mapped it.</summary>
internal sealed record CsvColumn(string Header, string Field, bool Known, bool Mapped = false);
