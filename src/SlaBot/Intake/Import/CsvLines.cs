using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace SlaBot.Intake.Import;

/// <summary>One line of a file, counted from 1; <c>Fault</c> says why its text cannot be read.</summary>
internal sealed record CsvLine(int Number, string Text, string? Fault);

/// <summary>The lines of a stream, however long it is: LF or CRLF, UTF-8 with or without a byte order mark. Holds one line at a time.</summary>
internal static class CsvLines
{
    /// <summary>A longer line is refused, not read.</summary>
    public const int Longest = 1_048_576;

    /// <summary>Every line in order. <paramref name="seen"/> is told how many bytes went by.</summary>
    public static async IAsyncEnumerable<CsvLine> ReadAsync(Stream stream, Action<long> seen, [EnumeratorCancellation] CancellationToken stop = default)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
        var number = 1;
        var tooLong = false;
        while (true)
        {
            var read = await pipe.ReadAsync(stop);
            var rest = read.Buffer;
            while (Cut(ref rest, out var line))
            {
                seen(line.Length + 1);
                yield return tooLong ? TooLong(number++) : Make(number++, line);
                tooLong = false;
            }

            if (read.IsCompleted)
            {
                if (tooLong || rest.Length > 0)
                {
                    seen(rest.Length);
                    yield return tooLong ? TooLong(number) : Make(number, rest);
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

    private static bool Cut(ref ReadOnlySequence<byte> rest, out ReadOnlySequence<byte> line)
    {
        if (rest.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = rest.Slice(0, end);
        rest = rest.Slice(rest.GetPosition(1, end));
        return true;
    }

    private static CsvLine Make(int number, in ReadOnlySequence<byte> bytes)
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

        if (!Utf8.IsValid(line))
        {
            return new CsvLine(number, "", "the line is not valid UTF-8");
        }

        if (line.Contains((byte)0))
        {
            return new CsvLine(number, "", "the line holds a NUL character");
        }

        return new CsvLine(number, Encoding.UTF8.GetString(line.EndsWith("\r"u8) ? line[..^1] : line), null);
    }

    private static CsvLine TooLong(int number) => new(number, "", $"the line is longer than 1 MB ({Longest} bytes) and was passed over: shorten it and send it again");
}
