using System.Text;
using SlaBot.Core.Leads;
using SlaBot.Core.Scorecards.History;
using SlaBot.Desk;

namespace SlaBot.Intake.Import;

/// <summary>
/// Takes a history file (METRICS.md): facts of leads of the past, each at its own time, silently. Lines are read as they come and given to the
/// desk by the hundred, which share a commit; what cannot be used is counted and told with its line number, and never stops the run.
/// </summary>
internal sealed class HistoryImport(ApiPorts ports, ImportTally tally, IProgress<ImportProgress>? progress)
{
    private const int AtOnce = 512;

    private Task<IReadOnlyList<HistoryAnswer>> answers = Task.FromResult<IReadOnlyList<HistoryAnswer>>([]);
    private List<int> asked = [];

    /// <summary>True for the media types of JSON lines.</summary>
    public static bool IsOne(string? mediaType) => mediaType?.ToLowerInvariant() is "application/x-ndjson" or "application/jsonl" or "application/json-lines";

    /// <summary>Runs a file through.</summary>
    public async Task RunAsync(Stream file, CancellationToken stop)
    {
        var (lines, numbers) = (new List<HistoryLine>(AtOnce), new List<int>(AtOnce));
        await foreach (var line in CsvLines.ReadAsync(file, bytes => tally.Bytes += bytes, stop))
        {
            if (Read(line) is not { } read)
            {
                continue;
            }

            lines.Add(read);
            numbers.Add(line.Number);
            if (lines.Count == AtOnce)
            {
                await GiveAsync(lines, numbers);
                (lines, numbers) = (new List<HistoryLine>(AtOnce), new List<int>(AtOnce));
            }
        }

        await GiveAsync(lines, numbers);
        await CountAsync();
    }

    /// <summary>While these are being written, the next are read.</summary>
    private async Task GiveAsync(List<HistoryLine> lines, List<int> numbers)
    {
        await CountAsync();
        (answers, asked) = (ports.Tell(lines), numbers);
    }

    private async Task CountAsync()
    {
        var done = await answers;
        for (var i = 0; i < done.Count; i++)
        {
            Count(asked[i], done[i]);
        }

        (answers, asked) = (Task.FromResult<IReadOnlyList<HistoryAnswer>>([]), []);
        progress?.Report(tally.Progress);
    }

    private void Count(int line, HistoryAnswer answer)
    {
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

    /// <summary>The line as a wish; null for a blank one, and for one that cannot be used, which is counted.</summary>
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

        return new HistoryLine(HistoryLine.DigestOf(told.Id), new ImportHistory(HistoryFacts.Of(told, ports.People())) { Lead = told.Lead.Trim(), At = told.At, By = told.By });
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
