using System.Buffers;
using SlaBot.Core.Scorecards.History;

namespace SlaBot.Cli;

/// <summary>Streams the lines of a history file; no line is held longer than it takes to read it.</summary>
internal static class HistoryFile
{
    /// <summary>The longest line that is read, in bytes; a longer one cannot be used.</summary>
    public const int LongestLine = 16 << 20;

    private const int FirstBuffer = 1 << 18;

    /// <summary>Reads every line into <paramref name="history"/>; tells how many bytes are read from time to
    /// time.</summary>
    public static void Read(Stream file, HistoryLeads history, Action<long> progress)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        var (held, read, isSkipping) = (0, 0L, false);
        while (file.Read(buffer.AsSpan(held)) is var more and > 0)
        {
            (held, read) = (held + more, read + more);
            var used = Lines(buffer.AsSpan(0, held), history, ref isSkipping);
            buffer.AsSpan(used, held - used).CopyTo(buffer);
            held -= used;
            if (held == buffer.Length)
            {
                buffer = MakeRoom(buffer, history, ref held, ref isSkipping);
            }

            progress(read);
        }

        if (held > 0 && !isSkipping)
        {
            history.Add(buffer.AsSpan(0, held));
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Takes every whole line; the answer is how many bytes were used.</summary>
    private static int Lines(ReadOnlySpan<byte> text, HistoryLeads history, ref bool isSkipping)
    {
        var used = 0;
        while (text[used..].IndexOf((byte)'\n') is var length and >= 0)
        {
            if (!isSkipping)
            {
                history.Add(text.Slice(used, length));
            }

            isSkipping = false;
            used += length + 1;
        }

        return used;
    }

    private static byte[] MakeRoom(byte[] buffer, HistoryLeads history, ref int held, ref bool isSkipping)
    {
        if (!isSkipping && buffer.Length < LongestLine)
        {
            var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            buffer.AsSpan(0, held).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            return larger;
        }

        if (!isSkipping)
        {
            history.SkipLine($"the line is longer than {LongestLine >> 20} MB");
        }

        (held, isSkipping) = (0, true);
        return buffer;
    }
}
