using NodaTime;

namespace SlaBot.Engine;

/// <summary>A clock that stands still until it is moved; for development, demonstrations and tests.</summary>
internal sealed class ManualClock(Instant start) : IClock, ITimeMode
{
    private long seconds = start.ToUnixTimeSeconds();

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Instant.FromUnixTimeSeconds(Interlocked.Read(ref seconds));

    /// <inheritdoc/>
    public bool StandsStill => true;

    /// <summary>Moves it forward; never back.</summary>
    public void MoveTo(Instant instant)
    {
        if (instant > GetCurrentInstant())
        {
            Interlocked.Exchange(ref seconds, instant.ToUnixTimeSeconds());
        }
    }
}

/// <summary>Clock reading in whole seconds, as every instant of the product is.</summary>
internal static class Clocked
{
    /// <summary>This second.</summary>
    public static Instant Second(this IClock clock) =>
        Instant.FromUnixTimeSeconds(clock.GetCurrentInstant().ToUnixTimeSeconds());
}

/// <summary>
/// What the manual clock changes. Decisions and numbers are the same under either clock; but while time stands still
/// nothing can be waited for, so callers wait for the work itself, and limits by the clock (pacing, throttling,
/// freshness) do not hold.
/// </summary>
internal interface ITimeMode
{
    /// <summary>True when the bot's time stands still until it is moved by hand.</summary>
    bool StandsStill { get; }
}

/// <summary>Asks a clock for its mode.</summary>
internal static class TimeModes
{
    /// <summary>True when this clock stands still until it is moved by hand.</summary>
    public static bool StandsStill(this IClock clock) => clock is ITimeMode { StandsStill: true };
}
