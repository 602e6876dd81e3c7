using NodaTime;

namespace SlaBot.Core.Time;

/// <summary>How far a calendar looks: to the same UTC date and time ten years on (METRICS, "Clocks").</summary>
internal static class PlanningHorizon
{
    private const long SecondsPerDay = 86_400;

    /// <summary>Ten years are never shorter than this.</summary>
    internal const long LeastSeconds = 3651 * SecondsPerDay;

    /// <summary>Ten years are never longer than this.</summary>
    internal const long MostSeconds = 3653 * SecondsPerDay;

    internal static bool AreExceeded(long from, long to)
    {
        // Only the last days of the span need calendar arithmetic.
        var seconds = to - from;
        return seconds > MostSeconds || (seconds > LeastSeconds && to > After(from));
    }

    private static long After(long second) =>
        Instant.FromUnixTimeSeconds(second).InUtc().LocalDateTime.PlusYears(10).InUtc().ToInstant().ToUnixTimeSeconds();
}
