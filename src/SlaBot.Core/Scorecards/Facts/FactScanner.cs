using SlaBot.Core.Leads;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Reads the words of <see cref="FactPackWriter"/>. What does not read as they do is no pack: <see cref="FormatException"/>.</summary>
internal ref struct FactScanner(ReadOnlySpan<byte> bytes, StringPool words, List<string> texts)
{
    /// <summary>
    /// Set in the number of enrichment fields where the briefing was looked at, the second one where it was full: packs written before it was
    /// have neither, and read as they always did.
    /// </summary>
    internal const ulong IsLookedAt = 1UL << 20, IsFull = 1UL << 21;

    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at;
    private long last;

    internal readonly bool IsAtEnd => at >= bytes.Length;

    /// <summary>Times and texts start anew.</summary>
    internal void Restart()
    {
        last = 0;
        texts.Clear();
    }

    internal byte Byte() => at < bytes.Length ? bytes[at++] : throw Broken();

    internal long Number()
    {
        var value = Plain();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    internal long Time() => last = unchecked(last + Number());

    internal string? Text()
    {
        var value = Plain();
        if (value == 0)
        {
            return null;
        }

        if ((value & 1) == 1)
        {
            return (int)(value >> 1) is var place && place < texts.Count ? texts[place] : throw Broken();
        }

        var length = checked((int)(value >> 1) - 1);
        if (length > bytes.Length - at)
        {
            throw Broken();
        }

        var text = words.Of(bytes.Slice(at, length));
        at += length;
        texts.Add(text);
        return text;
    }

    internal string Id() => Plain() is > 0 and var number ? ObligationIds.TextOf(checked((int)number)) : Text() ?? throw Broken();

    internal decimal? Amount()
    {
        var head = Byte();
        if (head == 0)
        {
            return null;
        }

        var low = Plain();
        return new decimal((int)(uint)low, (int)(uint)(low >> 32), (int)(uint)Plain(), (head & 128) != 0, (byte)((head & 127) - 1));
    }

    internal MqlData? Data()
    {
        var required = (int)Plain();
        if (required == 0)
        {
            return null;
        }

        var (present, enrichment) = ((int)Plain(), Plain());
        bool? briefed = (enrichment & IsLookedAt) == 0 ? null : (enrichment & IsFull) != 0;
        return words.Of(required - 1, present, (int)(enrichment & ~(IsLookedAt | IsFull)), (int)Plain(), briefed);
    }

    internal Dictionary<string, string> Fields()
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var more = Plain(); more > 0; more--)
        {
            fields[Text()!] = Text()!;
        }

        return fields;
    }

    private ulong Plain()
    {
        ulong value = Byte();
        if (value < 128)
        {
            return value;
        }

        value &= 127;
        for (var shift = 7; shift < 64; shift += 7)
        {
            ulong next = Byte();
            value |= (next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw Broken();
    }

    private static FormatException Broken() => new("These bytes are no facts of a lead.");
}
