using System.Text;
using SlaBot.Core.Leads;

namespace SlaBot.Core.Scorecards.Facts;

/// <summary>Makes of the same bytes the same string where it can: sources, owners and channels are few, and said again and again.</summary>
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
            hash = (hash ^ value) * 16777619u;
        }

        return (int)((hash ^ (hash >> 15)) % Slots);
    }
}
