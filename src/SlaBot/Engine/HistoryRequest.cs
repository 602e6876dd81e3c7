using System.Security.Cryptography;
using System.Text;
using SlaBot.Core.Leads;

namespace SlaBot.Engine;

/// <summary>A line of an imported history: the command, and the digest of its id (null: it has none, and is never taken
/// for a repeat).</summary>
internal sealed record HistoryLine(string? Id, ImportHistory Intent)
{
    /// <summary>The digest of an id as it stands in the file.</summary>
    public static string? DigestOf(string? id) =>
        id is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}

/// <summary>What became of a line: taken, known already, or refused.</summary>
internal sealed record HistoryLineResult(bool IsKnown, Refusal? Refusal)
{
    /// <summary>Why the line could not be decided though nothing is wrong with it; null as a rule.</summary>
    public Exception? Fault { get; init; }
}

/// <summary>Some lines of a history, in order; they share a commit.</summary>
internal sealed class HistoryRequest(IReadOnlyList<HistoryLine> lines) : WriteRequest
{
    private readonly List<HistoryLineResult> answers = new(lines.Count);

    /// <summary>An answer a line, once <see cref="WriteRequest.Done"/> has completed.</summary>
    public IReadOnlyList<HistoryLineResult> Answers => answers;

    /// <inheritdoc/>
    public override void Fill(WriteSession engine, WriteBatch batch)
    {
        answers.Clear();
        answers.AddRange(lines.Select(line => Take(line, engine, batch)));
    }

    private static HistoryLineResult Take(HistoryLine line, WriteSession engine, WriteBatch batch)
    {
        if (line.Id is { } known && engine.KnowsLine(known))
        {
            return new HistoryLineResult(true, null);
        }

        CommandResult answer;
        try
        {
            answer = engine.Decide(line.Intent, batch);
        }
        catch (Exception fault)
        {
            // Nothing of the line is in the batch: the lines beside it are kept.
            const string sentence = "SlaBot could not take this line; the log says why. Import the file again: lines "
                + "that were taken count as known.";
            return new HistoryLineResult(false, new Refusal("crash", sentence)) { Fault = fault };
        }

        if (answer.Refusal is null && line.Id is { } id)
        {
            engine.RememberLine(id, batch);
        }

        return new HistoryLineResult(false, answer.Refusal);
    }
}
