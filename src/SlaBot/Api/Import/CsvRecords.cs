using System.Runtime.CompilerServices;
using System.Text;

namespace SlaBot.Api.Import;

/// <summary>One record and the line it begins on: its fields, or why it is refused.</summary>
internal sealed record CsvRecord(int Line, IReadOnlyList<string> Fields, string? Fault);

/// <summary>
/// Records of lines. A quoted field may hold line breaks (each is read as LF); but when a quote never closes, or closes
/// in the middle of a later row, only the line that opened it is refused and reading goes on at the next one: a stray
/// quote costs one row, not the rest of the file.
/// </summary>
internal sealed class CsvRecords(char delimiter, int columns)
{
    private const int MostLines = 200;
    private const int MostCharacters = CsvLines.Longest;

    private enum Outcome
    {
        Whole,
        Open,
        Broken,
    }

    /// <summary>Reads on; <paramref name="lines"/> stands behind the header. Blank lines are passed over.</summary>
    public async IAsyncEnumerable<CsvRecord> ReadAsync(IAsyncEnumerator<CsvLine> lines,
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        var waiting = new LinkedList<CsvLine>();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (waiting.Count == 0 && !await Fetch(lines, waiting))
            {
                yield break;
            }

            var first = waiting.First!.Value;
            if (first.Fault is null && first.Text.AsSpan().Trim().Length == 0)
            {
                waiting.RemoveFirst();
                continue;
            }

            var (record, used) = await One(first, lines, waiting);
            for (; used > 0; used--)
            {
                waiting.RemoveFirst();
            }

            yield return record;
        }
    }

    // A row whose quotes close is passed over whole when its columns are wrong: what stands inside of its quotes is no
    // row of the file.
    private async Task<(CsvRecord Record, int Used)> One(CsvLine first, IAsyncEnumerator<CsvLine> lines,
        LinkedList<CsvLine> waiting)
    {
        if (first.Fault is not null)
        {
            return (new CsvRecord(first.Number, [], first.Fault), 1);
        }

        var split = new Splitter(delimiter);
        var used = 1;
        var outcome = split.Take(first.Text);
        for (var node = waiting.First!; outcome == Outcome.Open; used++, node = node.Next)
        {
            var isEnd = node.Next is null && !await Fetch(lines, waiting);
            if (isEnd || used >= MostLines || split.Length > MostCharacters || node.Next!.Value.Fault is not null)
            {
                outcome = Outcome.Broken;
                break;
            }

            outcome = split.Take(node.Next.Value.Text);
        }

        if (outcome == Outcome.Broken)
        {
            return (new CsvRecord(first.Number, [], "a quote stands where none may, or never closes"), 1);
        }

        CutBlankEnds(split.Fields);
        if (used == 1)
        {
            // A row of one line may end early; one that reaches over lines and is short has swallowed others.
            split.Fields.AddRange(Enumerable.Repeat("", Math.Max(0, columns - split.Fields.Count)));
        }

        var row = used == 1
            ? "the line has" : $"lines {first.Number} to {first.Number + used - 1} are one row and have";
        return split.Fields.Count == columns
            ? (new CsvRecord(first.Number, split.Fields, null), used)
            : (new CsvRecord(first.Number, [], $"{row} {split.Fields.Count} columns; the header has {columns}"), used);
    }

    // Some programs write a delimiter behind the last field of a row, or as many as the widest row has.
    private void CutBlankEnds(List<string> fields)
    {
        while (fields.Count > columns && string.IsNullOrWhiteSpace(fields[^1]))
        {
            fields.RemoveAt(fields.Count - 1);
        }
    }

    private static async Task<bool> Fetch(IAsyncEnumerator<CsvLine> lines, LinkedList<CsvLine> waiting)
    {
        if (!await lines.MoveNextAsync())
        {
            return false;
        }

        waiting.AddLast(lines.Current);
        return true;
    }

    /// <summary>The first line that is not blank, with the lines after it that its open quotes reach into; null when
    /// there is none.</summary>
    public static async Task<CsvLine?> FirstAsync(IAsyncEnumerator<CsvLine> lines)
    {
        CsvLine? first = null;
        var count = 0;
        while (count < MostLines && await lines.MoveNextAsync())
        {
            var next = lines.Current;
            if (first is null && next.Fault is null && string.IsNullOrWhiteSpace(next.Text))
            {
                continue;
            }

            first = first is null ? next : first with { Text = first.Text + "\n" + next.Text, Fault = next.Fault };
            count++;
            if (first.Fault is not null || first.Text.Length > MostCharacters
                || first.Text.Count(character => character == '"') % 2 == 0)
            {
                break;
            }
        }

        return first;
    }

    /// <summary>The fields of a text that is one record by itself, such as a header; null when its quotes do not
    /// close.</summary>
    public static IReadOnlyList<string>? Split(string line, char delimiter)
    {
        var split = new Splitter(delimiter);
        return split.Take(line) == Outcome.Whole ? split.Fields : null;
    }

    private sealed class Splitter(char delimiter)
    {
        private readonly StringBuilder field = new();
        private bool quoted;

        public List<string> Fields { get; } = [];

        public int Length { get; private set; }

        public Outcome Take(string line)
        {
            Length += line.Length;
            var at = 0;
            if (quoted)
            {
                field.Append('\n');
                if (!TakeQuoted(line, ref at, out var outcome))
                {
                    return outcome;
                }
            }

            // A field begins at every place up to the line's end; past it, the last field has been taken.
            while (at <= line.Length)
            {
                if (Past(line, at) is var quote && quote < line.Length && line[quote] == '"')
                {
                    at = quote + 1;
                    quoted = true;
                    if (!TakeQuoted(line, ref at, out var outcome))
                    {
                        return outcome;
                    }
                }
                else
                {
                    var end = line.IndexOf(delimiter, at);
                    var text = end < 0 ? line[at..] : line[at..end];
                    if (text.Contains('"', StringComparison.Ordinal))
                    {
                        return Outcome.Broken;
                    }

                    Fields.Add(text);
                    at = end < 0 ? line.Length + 1 : end + 1;
                }
            }

            return Outcome.Whole;
        }

        // Blanks around a field's quotes are no part of it.
        private int Past(string line, int at)
        {
            while (at < line.Length && (line[at] is ' ' or '\t') && line[at] != delimiter)
            {
                at++;
            }

            return at;
        }

        // Stands behind an opening quote; afterwards behind the delimiter that follows the closing one (past the line's
        // end when it was the last).
        private bool TakeQuoted(string line, ref int at, out Outcome outcome)
        {
            outcome = Outcome.Open;
            while (true)
            {
                var quote = line.IndexOf('"', at);
                if (quote < 0)
                {
                    field.Append(line, at, line.Length - at);
                    return false;
                }

                field.Append(line, at, quote - at);
                at = quote + 1;
                if (at < line.Length && line[at] == '"')
                {
                    field.Append('"');
                    at++;
                    continue;
                }

                at = Past(line, at);
                if (at < line.Length && line[at] != delimiter)
                {
                    outcome = Outcome.Broken;
                    return false;
                }

                Fields.Add(field.ToString());
                field.Clear();
                quoted = false;
                at++;
                return true;
            }
        }
    }
}
