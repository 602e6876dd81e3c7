using NodaTime;
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

/// <summary>
/// How a CSV file is read: header name to field path (<c>first_contact_date</c> to <c>mqlAt</c>; blank leaves the
/// column out), the zone of times without an offset, and the hour of a date without a time.
/// </summary>
internal sealed record ImportMapping(IReadOnlyDictionary<string, string> Columns, DateTimeZone Zone,
    LocalTime TimeOfDay)
{
    /// <summary>The customer's own ways to write dates, with or without a time (<c>dd/MM/yyyy</c>); tried before all
    /// others.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>Headers are field names, times are UTC, a date alone is its midnight.</summary>
    public static ImportMapping Plain { get; } = new(new Dictionary<string, string>(), DateTimeZone.Utc,
        LocalTime.Midnight);
}

/// <summary>The mapping in force; an edit of the settings replaces it.</summary>
internal sealed class CurrentMapping(ImportMapping first)
{
    private volatile ImportMapping now = first;

    /// <summary>The mapping in force.</summary>
    public ImportMapping Now => now;

    /// <summary>Puts an edit in force.</summary>
    public void Replace(ImportMapping edited) => now = edited;
}
