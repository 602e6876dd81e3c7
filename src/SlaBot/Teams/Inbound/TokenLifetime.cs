using NodaTime;
using SlaBot.Engine;

namespace SlaBot.Teams.Inbound;

/// <summary>Whether a token is alive: by the world's time; the manual clock of a development machine may stand elsewhere and is asked too.</summary>
internal static class TokenLifetime
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    /// <summary>True while it is, with five minutes of patience at both ends.</summary>
    public static bool IsAlive(DateTime? from, DateTime? until, IClock clock) =>
        IsAlive(from, until, MachineClock.World.GetCurrentInstant().ToDateTimeUtc()) || (clock is ManualClock && IsAlive(from, until, clock.GetCurrentInstant().ToDateTimeUtc()));

    private static bool IsAlive(DateTime? from, DateTime? until, DateTime now) => until is { } end && now <= end + Skew && (from is null || now >= from - Skew);
}
