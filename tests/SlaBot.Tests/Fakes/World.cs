namespace SlaBot.Tests.Fakes;

/// <summary>
/// The machine's time, for fake servers that sign and date what they say as real ones do. No test decides by it. With
/// <c>SLABOT_TESTS_START</c> (an instant) the whole run begins at that instant: the fakes, and the programs that are
/// given <see cref="Time"/> as their machine's.
/// </summary>
internal static class World
{
    private static readonly TestTime? Elsewhere = Environment.GetEnvironmentVariable("SLABOT_TESTS_START") is { Length: > 0 } start ? new(start) : null;

    /// <summary>The time by which fakes sign; a bot that they talk to is given the same.</summary>
    public static TimeProvider Time => Elsewhere ?? TimeProvider.System;

    public static DateTimeOffset Now => Time.GetUtcNow();

    /// <summary>The time of the machine itself: for another process, and for a library that has no other clock.</summary>
    public static DateTimeOffset Machine => TimeProvider.System.GetUtcNow();

    /// <summary>Whether it is now between these, in the run's time or in the machine's: a library that has no other clock dates by that one.</summary>
    public static bool IsBetween(DateTime? from, DateTime? until) => IsBetween(Now, from, until) || IsBetween(Machine, from, until);

    private static bool IsBetween(DateTimeOffset now, DateTime? from, DateTime? until) =>
        from is { } first && until is { } last && first <= now.UtcDateTime.AddMinutes(5) && now.UtcDateTime < last;
}
