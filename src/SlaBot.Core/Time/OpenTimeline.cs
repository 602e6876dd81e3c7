namespace SlaBot.Core.Time;

/// <summary>
/// Open time on the line of epoch seconds, in chunks made when first asked for and kept. Safe from many threads: a chunk is
/// immutable, and two threads that make the same one make equal ones.
/// </summary>
internal sealed class OpenTimeline(OpenIntervals pieces)
{
    // 128 chunks before 1970 and 384 after: 1833 to 2378. Chunks outside are made anew each time.
    private const int KeptBefore1970 = 128;
    // Ten years are under ten chunks, so they touch eleven at most.
    private const int ChunksInTenYears = 10;
    private readonly OpenTimeBlock?[] _kept = new OpenTimeBlock?[512];

    internal bool IsOpen(long second) => Chunk(second >> OpenTimeBlock.Bits).IsOpen(OffsetOf(second));

    internal long Between(long from, long to)
    {
        if (to <= from)
        {
            return 0;
        }
        var (first, last) = (from >> OpenTimeBlock.Bits, to >> OpenTimeBlock.Bits);
        long open = -Chunk(first).OpenBefore(OffsetOf(from));
        for (var index = first; index < last; index++)
        {
            open += Chunk(index).Total;
        }
        return open + Chunk(last).OpenBefore(OffsetOf(to));
    }

    /// <summary>The earliest second by which so many (at least 1) have been open since the start; null after more than eleven chunks.</summary>
    internal long? Add(long start, long openSeconds)
    {
        var first = start >> OpenTimeBlock.Bits;
        var offset = OffsetOf(start);
        var wanted = openSeconds + Chunk(first).OpenBefore(offset);
        for (var index = first; index <= first + ChunksInTenYears; index++)
        {
            var chunk = Chunk(index);
            if (wanted <= chunk.Total)
            {
                return (index << OpenTimeBlock.Bits) + chunk.Reach((int)wanted, index == first ? offset : 0);
            }
            wanted -= chunk.Total;
        }
        return null;
    }

    internal long? NextOpen(long second)
    {
        var first = second >> OpenTimeBlock.Bits;
        for (var index = first; index <= first + ChunksInTenYears; index++)
        {
            var found = Chunk(index).NextOpen(index == first ? OffsetOf(second) : 0);
            if (found >= 0)
            {
                return (index << OpenTimeBlock.Bits) + found;
            }
        }
        return null;
    }

    internal long? PreviousClose(long second)
    {
        var last = (second - 1) >> OpenTimeBlock.Bits;
        for (var index = last; index >= last - ChunksInTenYears; index--)
        {
            var found = Chunk(index).PreviousClose(index == last ? OffsetOf(second - 1) + 1 : OpenTimeBlock.Length);
            if (found >= 0)
            {
                return (index << OpenTimeBlock.Bits) + found;
            }
        }
        return null;
    }

    private static int OffsetOf(long second) => (int)(second & (OpenTimeBlock.Length - 1));

    private OpenTimeBlock Chunk(long index)
    {
        var slot = index + KeptBefore1970;
        if ((ulong)slot >= (ulong)_kept.Length)
        {
            return new OpenTimeBlock(index << OpenTimeBlock.Bits, pieces);
        }
        return Volatile.Read(ref _kept[slot]) ?? Keep(slot, index);
    }

    private OpenTimeBlock Keep(long slot, long index)
    {
        var chunk = new OpenTimeBlock(index << OpenTimeBlock.Bits, pieces);
        Volatile.Write(ref _kept[slot], chunk);
        return chunk;
    }
}
