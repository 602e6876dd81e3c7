using System.Text;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Packs a lead's fields into a few bytes and back; names, which are few, are kept once.</summary>
internal sealed class FieldPack
{
    private readonly Dictionary<string, int> index = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> names = [];
    private readonly MemoryStream buffer = new();

    internal byte[]? Write(IReadOnlyDictionary<string, string>? fields)
    {
        if (fields is null or { Count: 0 })
        {
            return null;
        }

        buffer.SetLength(0);
        using var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true);
        foreach (var (name, value) in fields)
        {
            writer.Write7BitEncodedInt(IndexOf(name));
            writer.Write(value);
        }

        writer.Flush();
        return buffer.ToArray();
    }

    /// <summary>Adds the fields to those that are there, which win.</summary>
    internal void Read(byte[]? packed, Dictionary<string, string> into)
    {
        if (packed is null)
        {
            return;
        }

        using var reader = new BinaryReader(new MemoryStream(packed, writable: false), Encoding.UTF8);
        while (reader.BaseStream.Position < packed.Length)
        {
            into.TryAdd(names[reader.Read7BitEncodedInt()], reader.ReadString());
        }
    }

    private int IndexOf(string name)
    {
        if (!index.TryGetValue(name, out var known))
        {
            index[name] = known = names.Count;
            names.Add(name);
        }

        return known;
    }
}
