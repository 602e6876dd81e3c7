using System.Globalization;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace SlaBot.Api.Import;

/// <summary>
/// The first sheet of an .xlsx file that has anything on it, row by row. The file is put aside on the disk first: such a
/// file is read from its end.
/// </summary>
internal sealed class Workbook : IAsyncDisposable
{
    // A small file may say that it unpacks to a disk full.
    private const long LargestPart = 1L << 30;
    private const long LargestFile = 256L << 20;

    private readonly FileStream file;
    private IExcelDataReader? rows;
    private int line;

    private Workbook(FileStream file) => this.file = file;

    /// <summary>Why it cannot be read; null when it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>The names of the columns: the first row that is not blank.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>True for the first bytes of a workbook (a zip archive; no text begins so).</summary>
    public static bool IsOne(byte[] head) => head is [(byte)'P', (byte)'K', 3, 4, ..];

    /// <summary>Opens one.</summary>
    public static async Task<Workbook> OpenAsync(Stream content, CancellationToken stop)
    {
        var path = Path.Combine(Path.GetTempPath(), $"slabot-{Guid.NewGuid():n}.xlsx");
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65_536,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        var book = new Workbook(file);
        try
        {
            await book.KeepAsync(content, stop);
            book.Begin();
        }
        catch (Exception fault) when (fault is InvalidDataException or ExcelReaderException or FormatException
            or ArgumentException or System.Xml.XmlException or NotSupportedException)
        {
            book.Fault = $"The workbook cannot be read ({fault.Message.TrimEnd('.')}). Save it as .xlsx without a password, "
                + $"or as CSV.";
        }
        catch
        {
            await book.DisposeAsync();
            throw;
        }

        return book;
    }

    /// <summary>The rows behind the header; blank ones are passed over.</summary>
    public async IAsyncEnumerable<CsvRecord> Records(int columns, [EnumeratorCancellation] CancellationToken stop = default)
    {
        while (rows!.Read())
        {
            stop.ThrowIfCancellationRequested();
            line++;
            var fields = Fields();
            if (fields.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            var further = fields.Skip(columns).Where(field => !string.IsNullOrWhiteSpace(field)).ToList();
            yield return further.Count > 0
                ? new CsvRecord(line, [], $"the row has \"{further[0]}\" behind the last column of the header")
                : new CsvRecord(line, [.. fields.Concat(Enumerable.Repeat("", columns)).Take(columns)], null);
            await Task.CompletedTask;
        }
    }

    public async ValueTask DisposeAsync()
    {
        rows?.Dispose();
        await file.DisposeAsync();
    }

    private async Task KeepAsync(Stream content, CancellationToken stop)
    {
        var buffer = new byte[81_920];
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
        {
            await file.WriteAsync(buffer.AsMemory(0, read), stop);
            if (file.Length > LargestFile)
            {
                throw new InvalidDataException($"it is larger than {LargestFile >> 20} MB; send it as CSV");
            }
        }

        file.Position = 0;
        using (var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true))
        {
            if (zip.Entries.FirstOrDefault(entry => entry.Length > LargestPart) is { } part)
            {
                throw new InvalidDataException($"{part.FullName} in it unpacks to {part.Length >> 20} MB");
            }
        }

        file.Position = 0;
    }

    private void Begin()
    {
        rows = ExcelReaderFactory.CreateOpenXmlReader(file);
        do
        {
            line = 0;
            while (rows.Read())
            {
                line++;
                var fields = Fields();
                while (fields.Count > 0 && string.IsNullOrWhiteSpace(fields[^1]))
                {
                    fields.RemoveAt(fields.Count - 1);
                }

                if (fields.Count > 0)
                {
                    Header = fields;
                    return;
                }
            }
        }
        while (rows.NextResult());
        Fault = "The workbook is empty; its first row must name the columns.";
    }

    private List<string> Fields() => [.. Enumerable.Range(0, rows!.FieldCount).Select(at => Text(rows.GetValue(at)))];

    // As a CSV file would have it: dates as ISO without a zone, numbers in full.
    private static string Text(object? value) => value switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        double number when Math.Abs(number) < 1e15 && number == Math.Truncate(number) =>
            ((long)number).ToString(CultureInfo.InvariantCulture),
        double number => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
