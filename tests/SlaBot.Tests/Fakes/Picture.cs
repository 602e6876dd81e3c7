using System.Buffers.Binary;
using System.IO.Compression;

namespace SlaBot.Tests.Fakes;

/// <summary>The pixels of a PNG of eight bits with transparency, as our icons are.</summary>
internal sealed record Picture(int Width, int Height, IReadOnlyList<(byte Red, byte Green, byte Blue, byte Alpha)> Pixels)
{
    public static Picture Read(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[..8].ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
        (bytes[24], bytes[25], bytes[28]).ShouldBe(((byte)8, (byte)6, (byte)0)); // eight bits, red green blue alpha, not interlaced
        using var packed = new MemoryStream();
        for (var at = 8; at < bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (System.Text.Encoding.ASCII.GetString(bytes, at + 4, 4) == "IDAT")
            {
                packed.Write(bytes, at + 8, length);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        return new Picture(width, height, Unfilter(unpacked, width, height));
    }

    private static List<(byte, byte, byte, byte)> Unfilter(Stream lines, int width, int height)
    {
        var pixels = new List<(byte, byte, byte, byte)>(width * height);
        var (above, line) = (new byte[width * 4], new byte[width * 4]);
        for (var y = 0; y < height; y++)
        {
            var filter = lines.ReadByte();
            lines.ReadExactly(line);
            for (var x = 0; x < line.Length; x++)
            {
                int left = x < 4 ? 0 : line[x - 4], up = above[x], corner = x < 4 ? 0 : above[x - 4];
                line[x] += (byte)(filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => Paeth(left, up, corner), _ => 0 });
            }

            for (var x = 0; x < line.Length; x += 4)
            {
                pixels.Add((line[x], line[x + 1], line[x + 2], line[x + 3]));
            }

            (above, line) = (line, above);
        }

        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }
}
