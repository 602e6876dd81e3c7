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
    private const int MostWaiting = 20_000;
    private const int ToldEvery = 100;

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

        await ReadAsync(csv, mapping, tally, stop, given => refusal = given, (records, reader) => atOwnTime
            ? AtOwnTime(records, reader, tally, progress, stop) : AsTheyCome(records, reader, tally, progress));
        progress?.Report(tally.Progress);
        return tally.Report(refusal);
    }

    /// <summary>Says what a file would come to, and writes nothing.</summary>
    public async Task<ImportReport> PreviewAsync(Stream csv, ImportMapping mapping, IProgress<ImportProgress>? progress,
        CancellationToken stop)
    {
        var tally = new ImportTally(machine);
        var preview = new ImportPreview(engine.DryRun(), agreement.Now.People, tally, clock.Second());
        Refusal? refusal = null;
        await ReadAsync(csv, mapping, tally, stop, given => refusal = given, async (records, reader) =>
        {
            await foreach (var record in records)
            {
                tally.Line = record.Line;
                await preview.TakeAsync(Read(reader, record, terms.Current));
                if (tally.Progress.Rows % ToldEvery == 0)
                {
                    progress?.Report(tally.Progress);
                }
            }

            await preview.FlushAsync();
        }, isPreview: true);
        progress?.Report(tally.Progress);
        return tally.Report(refusal) with { Preview = refusal is null ? preview.ToDto() : null };
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

    /// <summary>Finds out what kind of file it is and gives its rows on; where it cannot be read at all, says
    /// why.</summary>
    private Task ReadAsync(Stream file, ImportMapping mapping, ImportTally tally, CancellationToken stop,
        Action<Refusal> refuse, Func<IAsyncEnumerable<CsvRecord>, RowReader, Task> take, bool isPreview = false) =>
        Guarded(tally, stop, async () =>
        {
            await terms.PrepareAsync();
            var (head, whole) = await FileEncoding.PeekAsync(file, stop);
            var refusal = Workbook.IsOne(head)
                ? await BookAsync(whole, mapping, tally, take, stop)
                : await TextAsync(whole, head, mapping, tally, take, isPreview, stop);
            if (refusal is not null)
            {
                refuse(refusal);
            }
        });

    private async Task<Refusal?> TextAsync(Stream whole, byte[] head, ImportMapping mapping, ImportTally tally,
        Func<IAsyncEnumerable<CsvRecord>, RowReader, Task> take, bool isPreview, CancellationToken stop)
    {
        var (text, mayBeWestern) = FileEncoding.AsUtf8(whole, head, mapping.Encoding);
        await using var lines = CsvLines.ReadAsync(text, bytes => tally.Bytes += bytes, mayBeWestern, stop)
            .GetAsyncEnumerator(stop);
        var first = await CsvRecords.FirstAsync(lines);
        if (first is not null && SpendFile.Of(first) is { } spend)
        {
            if (isPreview)
            {
                return new Refusal("spend",
                    "This is a file of spend (month, source, amount): it makes no leads and starts no clocks. Import it "
                    + "without the preview.");
            }

            await spend.KeepAsync(lines, engine, tally, stop);
            return null;
        }

        var separator = first is null ? null : CsvHeader.Separator(first);
        first = separator is null ? first : await CsvRecords.FirstAsync(lines);
        var fault = "The file is empty; its first line must name the columns.";
        if (first is null || CsvHeader.Read(first, mapping, out fault, separator) is not { } header)
        {
            return new Refusal("no-header", fault!);
        }

        await RowsAsync(header, new CsvRecords(header.Delimiter, header.Columns.Count).ReadAsync(lines, stop), mapping,
            tally, take);
        return null;
    }

    private static async Task<Refusal?> BookAsync(Stream file, ImportMapping mapping, ImportTally tally,
        Func<IAsyncEnumerable<CsvRecord>, RowReader, Task> take, CancellationToken stop)
    {
        await using var book = await Workbook.OpenAsync(file, stop);
        if (book.Fault is { } unread)
        {
            return new Refusal("no-workbook", unread);
        }

        if (CsvHeader.Of(book.Header, mapping, out var fault) is not { } header)
        {
            return new Refusal("no-header", fault!);
        }

        await RowsAsync(header, book.Records(header.Columns.Count), mapping, tally, take);
        return null;
    }

    private static Task RowsAsync(CsvHeader header, IAsyncEnumerable<CsvRecord> records, ImportMapping mapping,
        ImportTally tally, Func<IAsyncEnumerable<CsvRecord>, RowReader, Task> take)
    {
        tally.Columns = header.Told;
        var reader = new RowReader(header, mapping);
        return take(DecidedAsync(records, reader), reader);
    }

    /// <summary>The records in order; those with a slash date that could be read two ways wait, so many at most, for one
    /// that says which.</summary>
    private static async IAsyncEnumerable<CsvRecord> DecidedAsync(IAsyncEnumerable<CsvRecord> records, RowReader reader)
    {
        var waiting = new Queue<CsvRecord>();
        await foreach (var record in records)
        {
            var isDecided = reader.Look(record);
            waiting.Enqueue(record);
            while (waiting.Count > 0 && (isDecided || waiting.Count > MostWaiting))
            {
                yield return waiting.Dequeue();
            }
        }

        while (waiting.TryDequeue(out var rest))
        {
            yield return rest;
        }
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
