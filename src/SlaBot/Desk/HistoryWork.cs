using System.Security.Cryptography;
using System.Text;
using SlaBot.Core.Leads;

namespace SlaBot.Desk;

/// <summary>A line of an imported history: the wish, and the digest of its id (null: it has none, and is never taken for a repeat).</summary>
internal sealed record HistoryLine(string? Id, ImportHistory Wish)
{
    /// <summary>The digest of an id as it stands in the file.</summary>
    public static string? DigestOf(string? id) => id is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}

/// <summary>What became of a line: taken, known already, or refused.</summary>
internal sealed record HistoryAnswer(bool IsKnown, Refusal? Refusal)
{
    /// <summary>Why the line could not be decided though nothing is wrong with it; null as a rule.</summary>
    public Exception? Fault { get; init; }
}

/// <summary>Some lines of a history, in order; they share a commit.</summary>
internal sealed class HistoryWork(IReadOnlyList<HistoryLine> lines) : DeskWork
{
    private readonly List<HistoryAnswer> answers = new(lines.Count);

    /// <summary>An answer a line, once <see cref="DeskWork.Done"/> has completed.</summary>
    public IReadOnlyList<HistoryAnswer> Answers => answers;

    /// <inheritdoc/>
    public override void Fill(WriterDesk desk, DeskBatch batch)
    {
        answers.Clear();
        answers.AddRange(lines.Select(line => Take(line, desk, batch)));
    }

    private static HistoryAnswer Take(HistoryLine line, WriterDesk desk, DeskBatch batch)
    {
        if (line.Id is { } known && desk.KnowsLine(known))
        {
            return new HistoryAnswer(true, null);
        }

        DeskAnswer answer;
        try
        {
            answer = desk.Decide(line.Wish, batch);
        }
        catch (Exception fault)
        {
            // Nothing of the line is in the batch: the lines beside it are kept.
            const string sentence = "SlaBot could not take this line; the log says why. Import the file again: lines that were taken count as known.";
            return new HistoryAnswer(false, new Refusal("crash", sentence)) { Fault = fault };
        }

        if (answer.Refusal is null && line.Id is { } id)
        {
            desk.RememberLine(id, batch);
        }

        return new HistoryAnswer(false, answer.Refusal);
    }
}
