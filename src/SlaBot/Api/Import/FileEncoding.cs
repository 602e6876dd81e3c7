using System.Text;

namespace SlaBot.Api.Import;

/// <summary>How a file's text is written down.</summary>
internal enum TextEncoding
{
    /// <summary>Found out: a mark or zero bytes say UTF-16; else the first line that is more than ASCII says whether the
    /// file is UTF-8 or Windows-1252.</summary>
    Auto,

    /// <summary>UTF-8.</summary>
    Utf8,

    /// <summary>UTF-16, little end first where no mark says otherwise.</summary>
    Utf16,

    /// <summary>UTF-16, big end first.</summary>
    Utf16BigEndian,

    /// <summary>Windows-1252, of which ISO 8859-1 is a part.</summary>
    Windows1252,
}

/// <summary>Names of encodings, and files of any of them as UTF-8.</summary>
internal static class FileEncoding
{
    private const int Looked = 64;
    private const int Needed = 4;

    /// <summary>Windows-1252, which the platform has on request only.</summary>
    public static Encoding Western { get; } = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The encoding of that name, as settings and senders write it; null for one that is not read.</summary>
    public static TextEncoding? Named(string name) => name.Trim().Trim('"').ToLowerInvariant() switch
    {
        "" or "auto" => TextEncoding.Auto,
        "utf-8" or "utf8" or "us-ascii" => TextEncoding.Utf8,
        "utf-16" or "utf16" or "utf-16le" or "unicode" => TextEncoding.Utf16,
        "utf-16be" => TextEncoding.Utf16BigEndian,
        "windows-1252" or "cp1252" or "iso-8859-1" or "latin1" => TextEncoding.Windows1252,
        _ => null,
    };

    /// <summary>The stream with its first bytes looked at and put back: what they say goes before what was said.</summary>
    public static async Task<(byte[] Head, Stream Whole)> PeekAsync(Stream file, CancellationToken stop)
    {
        var head = new byte[Looked];
        var read = await file.ReadAtLeastAsync(head, Needed, throwOnEndOfStream: false, stop);
        head = head[..read];
        if (!file.CanSeek)
        {
            return (head, new HeadedStream(head, file));
        }

        file.Seek(-read, SeekOrigin.Current);
        return (head, file);
    }

    /// <summary>The file as UTF-8, and whether lines that are no UTF-8 are Windows-1252.</summary>
    public static (Stream Text, bool MayBeWestern) AsUtf8(Stream file, byte[] head, TextEncoding said)
    {
        Encoding? from = head switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            [0xEF, 0xBB, 0xBF, ..] => null,
            _ => said switch
            {
                TextEncoding.Utf16 => Encoding.Unicode,
                TextEncoding.Utf16BigEndian => Encoding.BigEndianUnicode,
                TextEncoding.Windows1252 => Western,
                TextEncoding.Auto => Guess(head),
                TextEncoding.Utf8 => null,
            },
        };
        return from is null
            ? (file, said == TextEncoding.Auto && head is not [0xEF, 0xBB, 0xBF, ..])
            : (Encoding.CreateTranscodingStream(file, from, Encoding.UTF8, leaveOpen: true), false);
    }

    // Every second byte of ASCII text in UTF-16 is zero.
    private static Encoding? Guess(byte[] head)
    {
        var (even, odd) = (0, 0);
        for (var at = 0; at < head.Length; at++)
        {
            even += head[at] == 0 && at % 2 == 0 ? 1 : 0;
            odd += head[at] == 0 && at % 2 == 1 ? 1 : 0;
        }

        return head.Length < 4 || Math.Max(even, odd) < head.Length / 4 ? null
            : odd > even ? Encoding.Unicode : Encoding.BigEndianUnicode;
    }

    /// <summary>Bytes that were read already, then the rest.</summary>
    private sealed class HeadedStream(byte[] head, Stream rest) : Stream
    {
        private int at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            FromHead(buffer.AsSpan(offset, count)) is var some and > 0 ? some : rest.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            FromHead(buffer.Span) is var some and > 0
                ? ValueTask.FromResult(some) : rest.ReadAsync(buffer, cancellationToken);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int FromHead(Span<byte> buffer)
        {
            var some = Math.Min(buffer.Length, head.Length - at);
            head.AsSpan(at, some).CopyTo(buffer);
            at += some;
            return some;
        }
    }
}
