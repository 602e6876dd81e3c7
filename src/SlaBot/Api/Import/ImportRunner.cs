using NodaTime;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Import;

/// <summary>
/// Takes the rows of a CSV file as live leads (a file of spend, known by its header, as spend), through the engine like
/// any other. Rows are read as they come and several are under way at once, so that they share commits; memory stays
/// bounded however long the file is. At their own time, the rows are read whole, taken in order of their instant, and
/// the Manual clock is moved to each.
/// </summary>
internal sealed partial class ImportRunner(
    LeadCommandProcessor engine, CurrentAgreement agreement, ITimeControl time, IClock clock, ValidationContexts terms,
    TimeProvider machine, ILogger<ImportRunner> log)
{
    /// <summary>What is said of a row that SlaBot itself could not take.</summary>
    public const string NotWritten = "SlaBot could not write this row; the log says why. Import the file again: rows "
        + "that were taken count as known.";

    private const int AtOnce = 256;

    private static readonly Instant Furthest = Instant.FromUtc(2100, 1, 1, 0, 0);

    /// <summary>Runs a file through.</summary>
    public async Task<ImportReport> RunAsync(Stream csv, ImportMapping mapping, bool atOwnTime,
        IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        var tally = new ImportTally(machine);
        Refusal? refusal = null;
        if (atOwnTime && !time.IsManual)
        {
            return tally.Report(
                new Refusal("no-manual-clock",
                    "Rows are taken at their own time only under the Manual clock (SlaBot:Clock:Mode)."));
        }

        await Guarded(tally, stop, async () =>
        {
            await using var lines =
                CsvLines.ReadAsync(csv, bytes => tally.Bytes += bytes, stop).GetAsyncEnumerator(stop);
            refusal = await RunAsync(lines, mapping, atOwnTime, tally, progress, stop);
        });
        progress?.Report(tally.Progress);
        return tally.Report(refusal);
    }

    /// <summary>Runs a history file through.</summary>
    public async Task<ImportReport> RunHistoryAsync(Stream file, IProgress<ImportProgress>? progress,
        CancellationToken stop)
    {
        var tally = new ImportTally(machine);
        await Guarded(tally, stop,
            () => new HistoryImporter(engine, agreement, tally, progress, Failed).RunAsync(file, stop));
        return tally.Report();
    }

    private async Task<Refusal?> RunAsync(
        IAsyncEnumerator<CsvLine> lines, ImportMapping mapping, bool atOwnTime, ImportTally tally,
        IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        var first = await CsvRecords.FirstAsync(lines);
        if (first is not null && SpendFile.Of(first) is { } spend)
        {
            await spend.KeepAsync(lines, engine, tally, stop);
            return null;
        }

        var header = Header(first, mapping);
        if (header.Header is null)
        {
            return new Refusal("no-header", header.Fault);
        }

        var records = new CsvRecords(header.Header.Delimiter, header.Header.Columns.Count).ReadAsync(lines, stop);
        var reader = new RowReader(header.Header, mapping);
        await (atOwnTime
            ? AtOwnTime(records, reader, tally, progress, stop) : AsTheyCome(records, reader, tally, progress));
        return null;
    }

    // However a run ends, it ends in a report: whoever sent the file is told what was taken and where it stopped.
    private async Task Guarded(ImportTally tally, CancellationToken stop, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            tally.Stop("The import was stopped.", isSenders: true);
        }
        catch (Exception fault) when (fault is IOException)
        {
            // A request that is broken off is one of these too.
            Failed(fault);
            tally.Stop("The file broke off while it was being read.", isSenders: true);
        }
        catch (Exception fault)
        {
            Failed(fault);
            tally.Stop("Something is wrong inside SlaBot; the log says what.");
        }
    }

    private void Failed(Exception fault) => LogFailed(log, fault);

    private static (CsvHeader? Header, string Fault) Header(CsvLine? line, ImportMapping mapping) =>
        line is null
            ? (null, "The file is empty; its first line must name the columns.")
            : (CsvHeader.Read(line, mapping, out var fault), fault ?? "");

    private async Task AsTheyCome(IAsyncEnumerable<CsvRecord> records, RowReader reader, ImportTally tally,
        IProgress<ImportProgress>? progress)
    {
        var window = new ImportWindow(engine, AtOnce, tally, progress, Failed);
        try
        {
            await foreach (var record in records)
            {
                tally.Line = record.Line;
                await window.Take(Read(reader, record, terms.Current));
                if (tally.Stopped is not null)
                {
                    return;
                }
            }
        }
        finally
        {
            await window.Drain();
        }
    }

    private async Task AtOwnTime(IAsyncEnumerable<CsvRecord> records, RowReader reader, ImportTally tally,
        IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        var ownTime = terms.Current with { UpTo = Furthest };
        var rows = new List<ImportRow>();
        await foreach (var record in records)
        {
            tally.Line = record.Line;
            rows.Add(Read(reader, record, ownTime));
        }

        tally.Total = rows.Count;
        var window = new ImportWindow(engine, AtOnce, tally, progress, Failed);
        try
        {
            foreach (var row in rows.OrderBy(row => row.At ?? Instant.MinValue))
            {
                if (row.At > clock.Second())
                {
                    await window.Drain();
                    await time.AdvanceAsync(row.At.Value, stop);
                }

                await window.Take(row);
                if (tally.Stopped is not null)
                {
                    return;
                }
            }
        }
        finally
        {
            await window.Drain();
        }
    }

    // A fault of ours over one row is that row's: the others are read.
    private ImportRow Read(RowReader reader, CsvRecord record, ValidationContext context)
    {
        try
        {
            return reader.Read(record, context);
        }
        catch (Exception fault)
        {
            Failed(fault);
            return new ImportRow(record.Line, null,
                [new Fault("", "SlaBot could not read this row; the log says why.")]);
        }
    }

    [LoggerMessage(4110, LogLevel.Error, "An import met a fault.")]
    private static partial void LogFailed(ILogger log, Exception fault);
}
