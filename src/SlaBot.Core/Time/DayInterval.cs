namespace SlaBot.Core.Time;

/// <summary>Seconds of one local date, as its wall clock reads them: from Start up to and without End, within 0 to 86
/// 400.</summary>
internal readonly record struct DayInterval(int Start, int End)
{
    /// <summary>The same seconds, sorted, without empty spans, with those that touch or overlap made one.</summary>
    internal static DayInterval[] Merge(IEnumerable<DayInterval> spans)
    {
        var merged = new List<DayInterval>();
        foreach (var span in spans.Where(span => span.Start < span.End).OrderBy(span => span.Start))
        {
            if (merged.Count > 0 && span.Start <= merged[^1].End)
            {
                merged[^1] = merged[^1] with { End = Math.Max(merged[^1].End, span.End) };
            }
            else
            {
                merged.Add(span);
            }
        }
        return merged.ToArray();
    }
}
