using System.Text;
using SlaBot.Api.Import;
using SlaBot.Api.Validation;

namespace SlaBot.Tests.Api;

/// <summary>Reads a CSV file into rows as an import does, and gives them to nobody.</summary>
internal static class CsvRows
{
    /// <summary>The rows of a text; throws where its header is refused.</summary>
    public static async Task<IReadOnlyList<ImportRow>> ReadAsync(string text, ImportMapping? mapping = null, Instant? now = null)
    {
        var (rows, refusal) = await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), mapping, now);
        refusal.ShouldBeNull();
        return rows;
    }

    /// <summary>The rows of a file, or why its header is refused.</summary>
    public static async Task<(IReadOnlyList<ImportRow> Rows, string? Refusal)> ReadAsync(Stream file, ImportMapping? mapping = null, Instant? now = null)
    {
        var used = mapping ?? ImportMapping.Plain;
        var terms = new ValidationContext(now ?? Anybody.Now, Duration.FromMinutes(1), Anybody.People);
        await using var lines = CsvLines.ReadAsync(file, _ => { }).GetAsyncEnumerator();
        if (await CsvRecords.FirstAsync(lines) is not { } first || CsvHeader.Read(first, used, out var fault) is not { } header)
        {
            return ([], "The header is refused.");
        }

        fault.ShouldBeNull();
        var reader = new RowReader(header, used);
        List<ImportRow> rows = [];
        await foreach (var record in new CsvRecords(header.Delimiter, header.Columns.Count).ReadAsync(lines, default))
        {
            rows.Add(reader.Read(record, terms));
        }

        return (rows, null);
    }
}
