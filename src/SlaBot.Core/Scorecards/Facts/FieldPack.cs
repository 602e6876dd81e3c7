using System.Text;
using SlaBot.Core.Leads;

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

    /// <summary>The fields again.</summary>
    internal Dictionary<string, string> Read(byte[] packed)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        using var reader = new BinaryReader(new MemoryStream(packed, writable: false), Encoding.UTF8);
        while (reader.BaseStream.Position < packed.Length)
        {
            fields[names[reader.Read7BitEncodedInt()]] = reader.ReadString();
        }

        return fields;
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

/// <summary>Makes of the same bytes the same string where it can: sources, owners and channels are few, and said again
/// and again.</summary>
internal sealed class StringPool
{
    private const int Slots = 4096;
    private const int Longest = 64;
    private readonly (byte[] Bytes, string Text)[] slots = new (byte[], string)[Slots];
    private MqlData data = new(0, 0, 0, 0);

    internal string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var slot = ref slots[SlotOf(utf8)];
        if (slot.Bytes is null || !utf8.SequenceEqual(slot.Bytes))
        {
            slot = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return slot.Text;
    }

    internal MqlData Of(int required, int requiredPresent, int enrichment, int enrichmentPresent, bool? briefed)
    {
        if (data.Required != required || data.RequiredPresent != requiredPresent || data.Enrichment != enrichment
            || data.EnrichmentPresent != enrichmentPresent || data.IsBriefed != briefed)
        {
            data = new MqlData(required, requiredPresent, enrichment, enrichmentPresent) { IsBriefed = briefed };
        }

        return data;
    }

    private static int SlotOf(ReadOnlySpan<byte> utf8)
    {
        var hash = 2166136261u;
        foreach (var value in utf8)
        {
            // A hash wraps (FNV-1a).
            hash = unchecked((hash ^ value) * 16777619u);
        }

        return (int)((hash ^ (hash >> 15)) % Slots);
    }
}
