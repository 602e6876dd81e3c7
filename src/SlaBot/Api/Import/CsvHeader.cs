using NodaTime;
using SlaBot.Api.Validation;
using KnownHeaders = SlaBot.Core.Policy.Criteria.KnownHeaders;

namespace SlaBot.Api.Import;

/// <summary>
/// A file's columns: the delimiter, and per column the known field or the name under which it is kept; null columns are
/// left out.
/// Of columns with the same name, and of columns mapped to the same field, the first that is filled counts.
/// </summary>
internal sealed record CsvHeader(char Delimiter, IReadOnlyList<CsvColumn?> Columns)
{
    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>The delimiter of a line such as <c>sep=;</c>, which some programs write before the header; null for any
    /// other line.</summary>
    public static char? Separator(CsvLine line) => line.Fault is null
        && line.Text.Trim().Trim('"') is ['s' or 'S', 'e' or 'E', 'p' or 'P', '=', var delimiter] ? delimiter : null;

    /// <summary>Reads the header line; null and a sentence when no leads can be read under it.</summary>
    public static CsvHeader? Read(CsvLine line, ImportMapping mapping, out string? fault, char? separator = null)
    {
        fault = line.Fault is { } broken
            ? $"The header cannot be read: {broken}. Save the file as CSV in UTF-8." : null;
        if (fault is not null)
        {
            return null;
        }

        var delimiter = separator ?? Detect(line.Text);
        if (CsvRecords.Split(line.Text, delimiter) is not { } names)
        {
            fault = "The header's quotes do not close.";
            return null;
        }

        return Of(names, mapping, out fault) is { } header ? header with { Delimiter = delimiter } : null;
    }

    /// <summary>The columns of these names; null and a sentence when no leads can be read under them.</summary>
    public static CsvHeader? Of(IReadOnlyList<string> names, ImportMapping mapping, out string? fault)
    {
        var columns = names.Select(name => Column(Plain(name), mapping)).ToList();
        fault = columns.Any(column => column is { Known: true, Field: "id" or "contact.email" })
            ? null
            : $"No column is the lead's id, nor an e-mail that could stand for it. There are "
                + $"{string.Join(", ", columns.Select(column => column?.Header ?? "(left out)"))}; name the one that "
                + $"is the id under SlaBot:Import:Columns.";
        return fault is null ? new CsvHeader(',', columns) { Names = [.. names.Select(Plain)] } : null;
    }

    /// <summary>The columns' names as they stand in the file.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>What becomes of each column, for the report.</summary>
    public IReadOnlyList<ImportColumn> Told =>
    [
        .. Names.Zip(Columns, (name, column) => new ImportColumn(name, column switch
        {
            null => null,
            { Known: true, Field: KnownHeaders.FirstName or KnownHeaders.LastName } => "contact.name",
            { Known: true, Field: KnownHeaders.Standing } => column.Header,
            _ => column.Field,
        }, column is { Known: true })),
    ];

    private static CsvColumn? Column(string header, ImportMapping mapping)
    {
        var mapped = mapping.Columns.FirstOrDefault(
            column => string.Equals(Plain(column.Key), header, StringComparison.OrdinalIgnoreCase));
        var field = mapped.Key is null ? header : mapped.Value.Trim();
        if (field.Length == 0)
        {
            return null;
        }

        var known = LeadFields.FindFlat(field) ?? (mapped.Key is null ? KnownHeaders.Find(header) : null);
        return new CsvColumn(header, known ?? field, known is not null);
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

/// <summary>A column: as the file heads it, the field it is read as, and whether the product knows that
/// field.</summary>
internal sealed record CsvColumn(string Header, string Field, bool Known);

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

    /// <summary>How the file's text is written down, where the file itself does not say.</summary>
    public TextEncoding Encoding { get; init; }

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
