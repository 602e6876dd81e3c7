using System.Text;
using SlaBot.Api.Validation;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards.History;
using SlaBot.Engine;

namespace SlaBot.Api.Import;

/// <summary>
/// Takes a history file (METRICS.md): facts of leads of the past, each at its own time, silently. Lines are read as
/// they come and given to the engine by the hundred, which share a commit; what cannot be used is counted and told with
/// its line number, and never stops the run.
/// </summary>
internal sealed class HistoryImporter(
    LeadCommandProcessor engine, CurrentAgreement agreement, ImportTally tally, IProgress<ImportProgress>? progress,
    Action<Exception> log)
{
    private const int AtOnce = 512;
    private const int MostFailures = 2 * AtOnce;

    private Task<IReadOnlyList<HistoryLineResult>> answers = Task.FromResult<IReadOnlyList<HistoryLineResult>>([]);
    private List<int> asked = [];
    private List<HistoryLine> lines = new(AtOnce);
    private List<int> numbers = new(AtOnce);
    private int failures;

    /// <summary>True for the media types of JSON lines.</summary>
    public static bool IsOne(string? mediaType) =>
        mediaType?.ToLowerInvariant() is "application/x-ndjson" or "application/jsonl" or "application/json-lines";

    /// <summary>Runs a file through.</summary>
    public async Task RunAsync(Stream file, CancellationToken stop)
    {
        try
        {
            await ReadAsync(file, stop);
        }
        finally
        {
            // Also when the file breaks off: every line that was read is given and counted.
            await GiveAsync();
            await CountAsync();
        }
    }

    private async Task ReadAsync(Stream file, CancellationToken stop)
    {
        await foreach (var line in CsvLines.ReadAsync(file, bytes => tally.Bytes += bytes, stop: stop))
        {
            tally.Line = line.Number;
            if (Guarded(line) is not { } read)
            {
                continue;
            }

            lines.Add(read);
            numbers.Add(line.Number);
            if (lines.Count == AtOnce)
            {
                await GiveAsync();
            }

            if (tally.Stopped is not null)
            {
                return;
            }
        }
    }

    /// <summary>While these are being written, the next are read.</summary>
    private async Task GiveAsync()
    {
        await CountAsync();
        if (lines.Count > 0 && tally.Stopped is null)
        {
            (answers, asked) = (TellAsync(lines), numbers);
            (lines, numbers) = (new List<HistoryLine>(AtOnce), new List<int>(AtOnce));
        }
    }

    // A fault is one of the answer, however it comes.
    private async Task<IReadOnlyList<HistoryLineResult>> TellAsync(IReadOnlyList<HistoryLine> given) =>
        await engine.TellAsync(given);

    private async Task CountAsync()
    {
        var (given, of) = (answers, asked);
        (answers, asked) = (Task.FromResult<IReadOnlyList<HistoryLineResult>>([]), []);
        try
        {
            var done = await given;
            for (var i = 0; i < done.Count; i++)
            {
                Count(of[i], done[i]);
            }

            failures = done.Count > 0 ? 0 : failures;
        }
        catch (Exception fault)
        {
            log(fault);
            of.ForEach(line => tally.Refuse(line, [new Fault("", ImportRunner.NotWritten)]));
            failures += of.Count;
            if (failures >= MostFailures)
            {
                tally.Stop($"{failures} lines in a row could not be written; the log says why.");
            }
        }

        progress?.Report(tally.Progress);
    }

    private void Count(int line, HistoryLineResult answer)
    {
        if (answer.Fault is { } fault)
        {
            log(fault);
        }

        if (answer.Refusal is { } refusal)
        {
            tally.Refuse(line, [new Fault("", refusal.Sentence)]);
        }
        else if (answer.IsKnown)
        {
            tally.Know();
        }
        else
        {
            tally.Take();
        }
    }

    // A fault of ours over one line is that line's: the others are read.
    private HistoryLine? Guarded(CsvLine line)
    {
        try
        {
            return Read(line);
        }
        catch (Exception fault)
        {
            log(fault);
            tally.Refuse(line.Number, [new Fault("", "SlaBot could not read this line; the log says why.")]);
            return null;
        }
    }

    /// <summary>The line as a command; null for a blank one, and for one that cannot be used, which is
    /// counted.</summary>
    private HistoryLine? Read(CsvLine line)
    {
        if (line.Fault is null && string.IsNullOrWhiteSpace(line.Text))
        {
            return null;
        }

        if (Fault(line, out var told) is { } fault)
        {
            tally.Refuse(line.Number, [new Fault("", fault)]);
            return null;
        }

        return new HistoryLine(HistoryLine.DigestOf(told.Id),
            new ImportHistory(HistoryFacts.Of(told, agreement.Now.People)) { Lead = told.Lead.Trim(), At = told.At,
                By = told.By });
    }

    private static string? Fault(CsvLine line, out HistoryEvent told)
    {
        told = null!;
        return line.Fault is { } unreadable ? unreadable
            : !HistoryReader.TryRead(Encoding.UTF8.GetBytes(line.Text), out told, out var fault) ? fault
            : LeadFields.IdFault(told.Lead.Trim()) is { } wrong ? $"\"lead\" {wrong}"
            : null;
    }
}
