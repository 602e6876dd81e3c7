namespace SlaBot.Core.Time;

/// <summary>
/// Open time on the line of epoch seconds, in chunks made when first asked for and kept. Safe from many threads: a
/// chunk is immutable, and two threads that make the same one make equal ones.
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

    /// <summary>The earliest second by which so many (at least 1) have been open since the start; null after more than
    /// eleven chunks.</summary>
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
        // A slot below zero wraps to a large one, so that one comparison does for both ends.
        if (unchecked((ulong)slot) >= (ulong)_kept.Length)
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

/// <summary>
/// The open spans of one stretch of 2^25 seconds (388 days), with running sums. Times are offsets from the chunk's
/// start.
/// A table of the first span of every 2^16 seconds (18 hours) takes the place of a search.
/// </summary>
internal sealed class OpenTimeBlock
{
    internal const int Bits = 25;
    internal const int Length = 1 << Bits;
    private const int BucketBits = 16;
    private const int Near = 4;

    private readonly Span[] _spans;
    private readonly int[] _firstOfBucket = new int[1 << (Bits - BucketBits)];

    /// <summary>Start and end of an open span, and the open seconds of the chunk before it.</summary>
    private readonly record struct Span(int Start, int End, int Before);

    internal OpenTimeBlock(long start, OpenIntervals pieces)
    {
        var spans = new List<Span>();
        foreach (var piece in pieces.Within(start, start + Length))
        {
            Append(spans, (int)(piece.Start - start), (int)(piece.End - start));
        }
        _spans = spans.ToArray();
        Total = _spans.Length == 0 ? 0 : After(_spans[^1]);
        for (var bucket = 0; bucket < _firstOfBucket.Length; bucket++)
        {
            _firstOfBucket[bucket] =
                FirstEndingAfter(bucket << BucketBits, bucket == 0 ? 0 : _firstOfBucket[bucket - 1]);
        }
    }

    /// <summary>Open seconds in the whole chunk.</summary>
    internal int Total { get; }

    internal bool IsOpen(int offset)
    {
        var at = IndexAt(offset);
        return at < _spans.Length && _spans[at].Start <= offset;
    }

    /// <summary>Open seconds from the chunk's start up to the offset.</summary>
    internal int OpenBefore(int offset)
    {
        var at = IndexAt(offset);
        if (at == _spans.Length)
        {
            return Total;
        }
        ref readonly var span = ref _spans[at];
        return span.Before + Math.Max(0, offset - span.Start);
    }

    /// <summary>The earliest offset by which so many seconds (1 to <see cref="Total"/>) have been open; searched from
    /// an offset known not to be later.</summary>
    internal int Reach(int openSeconds, int notBefore)
    {
        var (low, high) = (IndexAt(notBefore), _spans.Length - 1);
        // Targets are mostly hours: the answer lies a few spans on, so look there before halving the rest.
        for (var near = low + Near; low < near; low++)
        {
            if (low >= high || After(_spans[low]) >= openSeconds)
            {
                return OffsetOf(low, openSeconds);
            }
        }
        while (low < high)
        {
            var middle = (low + high) >> 1;
            (low, high) = After(_spans[middle]) >= openSeconds ? (low, middle) : (middle + 1, high);
        }
        return OffsetOf(low, openSeconds);
    }

    private int OffsetOf(int at, int openSeconds) => _spans[at].Start + openSeconds - _spans[at].Before;

    /// <summary>The first open offset that is not before the one given, or -1.</summary>
    internal int NextOpen(int offset)
    {
        var at = IndexAt(offset);
        return at == _spans.Length ? -1 : Math.Max(offset, _spans[at].Start);
    }

    /// <summary>The last offset not after the one given (1 to Length) whose preceding second is open, or -1.</summary>
    internal int PreviousClose(int offset)
    {
        var at = IndexAt(offset - 1);
        if (at < _spans.Length && _spans[at].Start < offset)
        {
            return offset;
        }
        return at == 0 ? -1 : _spans[at - 1].End;
    }

    private int IndexAt(int offset) => FirstEndingAfter(offset, _firstOfBucket[offset >> BucketBits]);

    private int FirstEndingAfter(int offset, int from)
    {
        var spans = _spans;
        while (from < spans.Length && spans[from].End <= offset)
        {
            from++;
        }
        return from;
    }

    private static int After(in Span span) => span.Before + span.End - span.Start;

    private static void Append(List<Span> spans, int start, int end)
    {
        if (spans.Count > 0 && spans[^1].End == start)
        {
            spans[^1] = spans[^1] with { End = end };
            return;
        }
        spans.Add(new Span(start, end, spans.Count == 0 ? 0 : After(spans[^1])));
    }
}
