using NodaTime;

namespace SlaBot.Engine;

/// <summary>A clock that stands still until it is moved; for development, demonstrations and tests.</summary>
internal sealed class ManualClock(Instant start) : IClock
{
    private long seconds = start.ToUnixTimeSeconds();

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Instant.FromUnixTimeSeconds(Interlocked.Read(ref seconds));

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
    public static Instant Second(this IClock clock) => Instant.FromUnixTimeSeconds(clock.GetCurrentInstant().ToUnixTimeSeconds());
}
