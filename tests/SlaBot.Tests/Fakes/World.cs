using System.Runtime.CompilerServices;
using SlaBot.Engine;

namespace SlaBot.Tests.Fakes;

/// <summary>
/// The machine's time, for fake servers that sign and date what they say as real ones do. No test decides by it. With
/// <c>SLABOT_TESTS_START</c> (an instant) the whole run begins at that instant: the fakes, and what the program asks
/// the world for.
/// </summary>
internal static class World
{
    private static readonly TestTime? Elsewhere = Environment.GetEnvironmentVariable("SLABOT_TESTS_START") is { Length: > 0 } start ? new(start) : null;

    public static DateTimeOffset Now => (Elsewhere ?? TimeProvider.System).GetUtcNow();

    /// <summary>Whether it is now between these, in the run's time or in the machine's: a library that has no other clock dates by that one.</summary>
    public static bool IsBetween(DateTime? from, DateTime? until) => IsBetween(Now, from, until) || IsBetween(TimeProvider.System.GetUtcNow(), from, until);

    private static bool IsBetween(DateTimeOffset now, DateTime? from, DateTime? until) =>
        from is { } first && until is { } last && first <= now.UtcDateTime.AddMinutes(5) && now.UtcDateTime < last;

    [ModuleInitializer]
    internal static void Begin()
    {
        if (Elsewhere is not null)
        {
            MachineClock.World = new MachineClock(Elsewhere);
        }
    }
}
