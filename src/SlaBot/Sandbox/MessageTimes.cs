using NodaTime;
using NodaTime.Text;

namespace SlaBot.Sandbox;

/// <summary>Instants as text.</summary>
internal static class MessageTimes
{
    private static readonly ZonedDateTimePattern Long =
        ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm x", null);
    private static readonly ZonedDateTimePattern Short =
        ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM, HH:mm", null);

    /// <summary><c>2026-11-16T14:00:00Z</c>.</summary>
    public static string Iso(Instant at) => InstantPattern.ExtendedIso.Format(at);

    /// <summary><c>Mon 16 Nov 2026, 09:00 EST</c>.</summary>
    public static string Full(Instant at, DateTimeZone zone) => Long.Format(at.InZone(zone));

    /// <summary><c>Mon 16 Nov, 09:00</c>.</summary>
    public static string Brief(Instant at, DateTimeZone zone) => Short.Format(at.InZone(zone));
}
