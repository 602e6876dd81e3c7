using System.Globalization;
using SlaBot.Api.Contracts;
using SlaBot.Core.Leads;
using SlaBot.Engine;

namespace SlaBot.Api.Import;

/// <summary>How far a run is: rows answered, bytes read, and the rows there are, once that is known.</summary>
internal sealed record ImportProgress(long Taken, long Known, long Refused, long Bytes, long? Total)
{
    /// <summary>Rows answered.</summary>
    public long Rows => Taken + Known + Refused;
}

/// <summary>Something wrong with one field of one line; a blank field means the line as a whole.</summary>
internal sealed record ImportFault(int Line, string Field, string Message);

/// <summary>Why a run ended before its file did. Lines up to <c>AfterLine</c> were read; what was counted before
/// stays.</summary>
/// <param name="AfterLine">The last line that was read; 0: none.</param>
/// <param name="Message">What happened, and what to do.</param>
/// <param name="IsSenders">True when the sender broke off.</param>
internal sealed record ImportStop(int AfterLine, string Message, bool IsSenders = false);

/// <summary>
/// What a run came to. <c>Refusal</c> is why nothing could be read at all, <c>Stopped</c> why it ended before the file
/// did; both null as a rule.
/// </summary>
internal sealed record ImportReport(long Taken, long Known, long Refused, IReadOnlyList<ImportFault> Faults,
    double Seconds, Refusal? Refusal = null)
{
    /// <summary>The columns and what each is read as; empty for a file that has none.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; init; } = [];

    /// <summary>What was left out or read another way, by line and column; the rows themselves were taken.</summary>
    public IReadOnlyList<ImportFault> Warnings { get; init; } = [];

    /// <summary>Of a preview, what the file would come to.</summary>
    public ImportPreviewDto? Preview { get; init; }

    /// <summary>Why it ended before the file did; null when the whole file was read.</summary>
    public ImportStop? Stopped { get; init; }

    /// <summary>As the API answers with it.</summary>
    public ImportReportDto ToDto() => new(
        Taken, Known, Refused, [.. Faults.Select(fault => new ImportFaultDto(fault.Line, fault.Field, fault.Message))],
        Math.Round(Seconds, 3))
    {
        Columns = [.. Columns.Select(column => new ImportColumnDto(column.Name, column.Field))],
        NotRead = [.. Columns.Where(column => !column.IsKnown).Select(column => column.Name)],
        Warnings = [.. Warnings.Select(note => new ImportFaultDto(note.Line, note.Field, note.Message))],
        Preview = Preview,
    };
}

/// <summary>A column of a file. <c>Field</c> is the field that it is read as, or the name under which criteria find what
/// the product has no field for; null where it is left out.</summary>
internal sealed record ImportColumn(string Name, string? Field, bool IsKnown);

/// <summary>Counts a run.</summary>
internal sealed class ImportTally(TimeProvider machine)
{
    private const int MostFaults = 1000;

    private readonly List<ImportFault> faults = [];
    private readonly List<ImportFault> notes = [];
    private readonly long begun = machine.GetTimestamp();
    private long taken;
    private long known;
    private long refused;

    /// <summary>Bytes read so far.</summary>
    public long Bytes { get; set; }

    /// <summary>The rows there are; null while they are still being read.</summary>
    public long? Total { get; set; }

    /// <summary>How far it is.</summary>
    public ImportProgress Progress => new(taken, known, refused, Bytes, Total);

    /// <summary>A row that could not be read.</summary>
    public void Refuse(int line, IEnumerable<Fault> wrong)
    {
        refused++;
        faults.AddRange(
            wrong.Take(MostFaults - faults.Count).Select(fault => new ImportFault(line, fault.Field, fault.Message)));
    }

    /// <summary>The file's columns, once its header was read.</summary>
    public IReadOnlyList<ImportColumn> Columns { get; set; } = [];

    /// <summary>What of a row was left out.</summary>
    public void Note(int line, IEnumerable<Fault> left) => notes.AddRange(
        left.Take(MostFaults - notes.Count).Select(note => new ImportFault(line, note.Field, note.Message)));

    /// <summary>The last line read.</summary>
    public int Line { get; set; }

    /// <summary>Why the run stops; null while it goes on. The first reason counts.</summary>
    public ImportStop? Stopped { get; private set; }

    /// <summary>The run ends here.</summary>
    public void Stop(string why, bool isSenders = false) => Stopped ??= new ImportStop(
        Line,
        $"{why} Lines up to {Line.ToString(CultureInfo.InvariantCulture)} were read; the counts say what became of "
        + $"them, and what was taken stays. "
        + "Import the whole file again: what was taken then counts as known.",
        isSenders);

    /// <summary>A row that was kept.</summary>
    public void Take() => taken++;

    /// <summary>Rows that were kept together.</summary>
    public void Take(long rows) => taken += rows;

    /// <summary>A line that was there before.</summary>
    public void Know() => known++;

    /// <summary>A row that the engine answered.</summary>
    public void Count(int line, CommandResult answer)
    {
        if (answer.Refusal is { } refusal)
        {
            Refuse(line, [new Fault("", refusal.Sentence)]);
        }
        else if (answer.IsNew)
        {
            taken++;
        }
        else
        {
            known++;
        }
    }

    /// <summary>The run's report, as it stands.</summary>
    public ImportReport Report(Refusal? refusal = null) =>
        new(taken, known, refused, faults, machine.GetElapsedTime(begun).TotalSeconds, refusal)
        {
            Stopped = Stopped,
            Columns = Columns,
            Warnings = notes,
        };
}
