using System.Diagnostics;
using System.Text.Json;
using SlaBot.Core.Leads;
using SlaBot.Desk;
using SlaBot.Intake.Json;

namespace SlaBot.Intake.Import;

/// <summary>How far a run is: rows answered, bytes read, and the rows there are, once that is known.</summary>
internal sealed record ImportProgress(long Taken, long Known, long Refused, long Bytes, long? Total)
{
    /// <summary>Rows answered.</summary>
    public long Rows => Taken + Known + Refused;
}

/// <summary>Something wrong with one field of one line; a blank field means the line as a whole.</summary>
internal sealed record ImportFault(int Line, string Field, string Message);

/// <summary>What a run came to. <c>Refusal</c> is why nothing could be read at all; null as a rule.</summary>
internal sealed record ImportReport(long Taken, long Known, long Refused, IReadOnlyList<ImportFault> Faults, double Seconds, Refusal? Refusal = null)
{
    /// <summary>As the API tells it.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("taken", Taken);
        json.WriteNumber("known", Known);
        json.WriteNumber("refused", Refused);
        json.Write("faults", Faults, static (to, fault) =>
        {
            to.WriteNumber("line", fault.Line);
            to.WriteString("field", fault.Field);
            to.WriteString("message", fault.Message);
        });
        json.WriteNumber("seconds", Math.Round(Seconds, 3));
        json.WriteEndObject();
    }
}

/// <summary>Counts a run.</summary>
internal sealed class ImportTally
{
    private const int MostFaults = 1000;

    private readonly List<ImportFault> faults = [];
    private readonly long begun = Stopwatch.GetTimestamp();
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
        faults.AddRange(wrong.Take(MostFaults - faults.Count).Select(one => new ImportFault(line, one.Field, one.Message)));
    }

    /// <summary>A row that was kept.</summary>
    public void Take() => taken++;

    /// <summary>A line that was there before.</summary>
    public void Know() => known++;

    /// <summary>A row that the desk answered.</summary>
    public void Count(int line, DeskAnswer answer)
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
        new(taken, known, refused, faults, Stopwatch.GetElapsedTime(begun).TotalSeconds, refusal);
}
