using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace SlaBot.Api.Import;

/// <summary>One line of a file, counted from 1; <c>Fault</c> says why its text cannot be read.</summary>
internal sealed record CsvLine(int Number, string Text, string? Fault);

/// <summary>
/// The lines of a stream, however long it is: LF, CRLF or CR, UTF-8 with or without a byte order mark, or Windows-1252
/// where that is allowed and the first line that is more than ASCII is no UTF-8. Holds one line at a time.
/// </summary>
internal static class CsvLines
{
    /// <summary>A longer line is refused, not read.</summary>
    public const int Longest = 1_048_576;

    /// <summary>Every line in order. <paramref name="seen"/> is told how many bytes went by.</summary>
    public static async IAsyncEnumerable<CsvLine> ReadAsync(Stream stream, Action<long> seen, bool mayBeWestern = false,
        [EnumeratorCancellation] CancellationToken stop = default)
    {
        // Null until a line tells.
        var isWestern = mayBeWestern ? (bool?)null : false;
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
        var number = 1;
        var tooLong = false;
        var afterReturn = false;
        while (true)
        {
            var read = await pipe.ReadAsync(stop);
            var rest = read.Buffer;
            while (TakeLine(ref rest, ref afterReturn, seen, out var line))
            {
                seen(line.Length + 1);
                yield return tooLong ? TooLong(number++) : Make(number++, line, ref isWestern);
                tooLong = false;
            }

            if (read.IsCompleted)
            {
                if (tooLong || rest.Length > 0)
                {
                    seen(rest.Length);
                    yield return tooLong ? TooLong(number) : Make(number, rest, ref isWestern);
                }

                break;
            }

            if (rest.Length > Longest)
            {
                seen(rest.Length);
                tooLong = true;
                rest = rest.Slice(rest.End);
            }

            pipe.AdvanceTo(rest.Start, read.Buffer.End);
        }

        await pipe.CompleteAsync();
    }

    // A line is given as soon as its CR is there; an LF that follows, perhaps in the next read, belongs to the same
    // break.
    private static bool TakeLine(
        ref ReadOnlySequence<byte> rest, ref bool afterReturn, Action<long> seen, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (afterReturn && rest.Length > 0)
        {
            afterReturn = false;
            if (rest.FirstSpan[0] == (byte)'\n')
            {
                rest = rest.Slice(1);
                seen(1);
            }
        }

        var reader = new SequenceReader<byte>(rest);
        if (!reader.TryReadToAny(out line, "\r\n"u8, advancePastDelimiter: false))
        {
            return false;
        }

        reader.TryRead(out var end);
        afterReturn = end == (byte)'\r';
        rest = rest.Slice(reader.Position);
        return true;
    }

    private static CsvLine Make(int number, in ReadOnlySequence<byte> bytes, ref bool? isWestern)
    {
        if (bytes.Length > Longest)
        {
            return TooLong(number);
        }

        ReadOnlySpan<byte> line = bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray();
        if (number == 1 && line.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            line = line[3..];
        }

        if (line.Contains((byte)0))
        {
            return new CsvLine(number, "", "the line holds a NUL character");
        }

        if (!Ascii.IsValid(line))
        {
            isWestern ??= !Utf8.IsValid(line);
            if (isWestern is false && !Utf8.IsValid(line))
            {
                return new CsvLine(number, "", "the line is not valid UTF-8");
            }
        }

        return new CsvLine(number, (isWestern is true ? FileEncoding.Western : Encoding.UTF8).GetString(line), null);
    }

    private static CsvLine TooLong(int number) =>
        new(number, "",
            $"the line is longer than 1 MB ({Longest} bytes) and was passed over: shorten it and send it again");
}
