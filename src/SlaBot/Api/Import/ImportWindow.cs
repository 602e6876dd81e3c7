using SlaBot.Core.Leads;
using SlaBot.Core.Policy.Criteria;
using SlaBot.Engine;

namespace SlaBot.Api.Import;

/// <summary>
/// The rows under way: given to the engine in order, counted in order, never more than so many at once. A row that the
/// engine could not take is refused like a faulty one and the others go on; only when many fail in a row is the run
/// stopped.
/// </summary>
internal sealed class ImportWindow(LeadCommandProcessor engine, int most, ImportTally tally,
    IProgress<ImportProgress>? progress, Action<Exception> log)
{
    private const int TellEvery = 100;

    // A commit that fails takes the rows of a whole window with it, though perhaps only one of them is to blame.
    private readonly int mostFailures = 2 * most;

    private readonly Queue<(int Line, Task<CommandResult> Answer)> underWay = new();
    private int failures;

    /// <summary>Gives a row to the engine, or counts it as refused; waits while the window is full.</summary>
    public async Task Take(ImportRow row)
    {
        if (row.Lead is null)
        {
            tally.Refuse(row.Line, row.Faults);
            return;
        }

        while (underWay.Count >= most)
        {
            await CountOne();
        }

        tally.Note(row.Line, row.Notes);
        underWay.Enqueue((row.Line, SubmitAsync(row.Lead with { FromFile = true, MayAssign = true, Sender = "import" }, row.IsOver)));
    }

    /// <summary>Waits until every row under way is on disk.</summary>
    public async Task Drain()
    {
        while (underWay.Count > 0)
        {
            await CountOne();
        }
    }

    // A fault is one of the answer, however it comes.
    private async Task<CommandResult> SubmitAsync(ReceiveLead lead, bool isOver)
    {
        if (!isOver)
        {
            return await engine.SubmitAsync(lead);
        }

        var told = (await engine.TellAsync([PastLead.Line(lead)]))[0];
        return told switch
        {
            { Fault: { } fault } => throw fault,
            { Refusal.Code: "live-lead" } => await engine.SubmitAsync(lead),
            _ => new CommandResult(null, told.Refusal, IsNew: !told.IsKnown, Repeated: false),
        };
    }

    private async Task CountOne()
    {
        var (line, answer) = underWay.Dequeue();
        try
        {
            tally.Count(line, await answer);
            failures = 0;
        }
        catch (Exception fault)
        {
            log(fault);
            tally.Refuse(line, [new Fault("", ImportRunner.NotWritten)]);
            if (++failures >= mostFailures)
            {
                tally.Stop($"{failures} rows in a row could not be written; the log says why.");
            }
        }

        if (tally.Progress.Rows % TellEvery == 0)
        {
            progress?.Report(tally.Progress);
        }
    }
}

/// <summary>A record whose work was over before it came here, as a line of history: no card, no clock.</summary>
internal static class PastLead
{
    /// <summary>The line; the same record again is the same line.</summary>
    public static HistoryLine Line(ReceiveLead lead)
    {
        var fields = LeadFields.Known
            .Select(field => (Name: field, Value: lead.Profile.Field(field)))
            .Where(field => field.Value is not null)
            .ToDictionary(field => field.Name, field => field.Value!, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in lead.Profile.Extra)
        {
            fields.TryAdd(name, value);
        }

        var at = lead.CreatedAt ?? lead.MqlAt;
        return new HistoryLine(HistoryLine.DigestOf($"record {lead.Lead}"),
            new ImportHistory(new LeadReceived(lead.Lead, lead.Profile, null)
            {
                At = at ?? default,
                RecordedAt = at ?? default,
                Sent = fields,
            }) { Lead = lead.Lead, At = at, By = lead.By });
    }
}
