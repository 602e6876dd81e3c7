using NodaTime;
using SlaBot.Core.Leads;

namespace SlaBot.Intake.Import;

/// <summary>
/// Takes the rows of a CSV file as live leads (a file of spend, known by its header, as spend), through the desk like any other. Rows are read as they come and several are under way at
/// once, so that they share commits; memory stays bounded however long the file is. At their own time, the rows are read whole, taken in
/// order of their instant, and the Manual clock is moved to each.
/// </summary>
internal sealed class ImportRunner(ApiPorts ports)
{
    private const int AtOnce = 256;

    private static readonly Instant Furthest = Instant.FromUtc(2100, 1, 1, 0, 0);

    /// <summary>Runs a file through.</summary>
    public async Task<ImportReport> RunAsync(Stream csv, ImportMapping mapping, bool atOwnTime, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        var tally = new ImportTally();
        if (atOwnTime && ports.Advance is null)
        {
            return tally.Report(new Refusal("no-manual-clock", "Rows are taken at their own time only under the Manual clock (SlaBot:Clock:Mode)."));
        }

        await using var lines = CsvLines.ReadAsync(csv, bytes => tally.Bytes += bytes, stop).GetAsyncEnumerator(stop);
        var first = await First(lines);
        if (first is not null && SpendFile.Of(first) is { } spend)
        {
            await spend.KeepAsync(lines, ports.KeepSpend, tally, stop);
            return tally.Report();
        }

        var header = Header(first, mapping);
        if (header.Header is null)
        {
            return tally.Report(new Refusal("no-header", header.Fault));
        }

        var records = new CsvRecords(header.Header.Delimiter, header.Header.Columns.Count).ReadAsync(lines, stop);
        var reader = new RowReader(header.Header, mapping);
        await (atOwnTime ? AtOwnTime(records, reader, tally, progress, stop) : AsTheyCome(records, reader, tally, progress));
        progress?.Report(tally.Progress);
        return tally.Report();
    }

    /// <summary>Runs a history file through.</summary>
    public async Task<ImportReport> RunHistoryAsync(Stream file, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        var tally = new ImportTally();
        await new HistoryImport(ports, tally, progress).RunAsync(file, stop);
        return tally.Report();
    }

    private static async Task<CsvLine?> First(IAsyncEnumerator<CsvLine> lines)
    {
        while (await lines.MoveNextAsync())
        {
            if (lines.Current.Fault is not null || !string.IsNullOrWhiteSpace(lines.Current.Text))
            {
                return lines.Current;
            }
        }

        return null;
    }

    private static (CsvHeader? Header, string Fault) Header(CsvLine? line, ImportMapping mapping) =>
        line is null ? (null, "The file is empty; its first line must name the columns.") : (CsvHeader.Read(line, mapping, out var fault), fault ?? "");

    private async Task AsTheyCome(IAsyncEnumerable<CsvRecord> records, RowReader reader, ImportTally tally, IProgress<ImportProgress>? progress)
    {
        var window = new ImportWindow(ports, AtOnce, tally, progress);
        try
        {
            await foreach (var record in records)
            {
                await window.Take(reader.Read(record, ports.Terms));
            }
        }
        finally
        {
            await window.Drain();
        }
    }

    private async Task AtOwnTime(IAsyncEnumerable<CsvRecord> records, RowReader reader, ImportTally tally, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        var terms = ports.Terms with { UpTo = Furthest };
        var rows = new List<ImportRow>();
        await foreach (var record in records)
        {
            rows.Add(reader.Read(record, terms));
        }

        tally.Total = rows.Count;
        var window = new ImportWindow(ports, AtOnce, tally, progress);
        foreach (var row in rows.OrderBy(one => one.At ?? Instant.MinValue))
        {
            if (row.At > ports.Now)
            {
                await window.Drain();
                await ports.Advance!(row.At.Value, stop);
            }

            await window.Take(row);
        }

        await window.Drain();
    }
}
