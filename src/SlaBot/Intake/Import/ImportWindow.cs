using SlaBot.Desk;

namespace SlaBot.Intake.Import;

/// <summary>The rows under way: given to the desk in order, counted in order, never more than so many at once.</summary>
internal sealed class ImportWindow(ApiPorts ports, int most, ImportTally tally, IProgress<ImportProgress>? progress)
{
    private const int TellEvery = 100;

    private readonly Queue<(int Line, Task<DeskAnswer> Answer)> underWay = new();

    /// <summary>Gives a row to the desk, or counts it as refused; waits while the window is full.</summary>
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

        underWay.Enqueue((row.Line, ports.Submit(row.Lead, null)));
    }

    /// <summary>Waits until every row under way is on disk.</summary>
    public async Task Drain()
    {
        while (underWay.Count > 0)
        {
            await CountOne();
        }
    }

    private async Task CountOne()
    {
        var (line, answer) = underWay.Dequeue();
        tally.Count(line, await answer);
        if (tally.Progress.Rows % TellEvery == 0)
        {
            progress?.Report(tally.Progress);
        }
    }
}
