using NodaTime;
using NodaTime.Text;
using SlaBot.Engine;

namespace SlaBot.Actions;

/// <summary>Reads the time that somebody says a deed was done at.</summary>
internal static class OccurredAtParser
{
    /// <summary>The form field.</summary>
    public const string Field = "at";

    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    /// <summary>
    /// The instant of a local time in the presser's zone, or of an instant; null for now, and when <paramref name="faults"/> gained one:
    /// from a chat, at most 24 hours ago and never in the future. A local time that a clock change skips counts as just after the gap, one that it repeats as the first.
    /// </summary>
    public static Instant? Read(string? raw, DateTimeZone zone, Instant now, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return null;
        }

        if (Parse(Whole(raw.Trim(), zone, now), zone) is not { } said)
        {
            faults.Add(raw.TrimEnd().EndsWith('T') ? new Fault(Field, "Say the time of day too, or leave the day blank: blank means now.") : new Fault(Field, $"at must be a date and time such as {Minutes.Format(now.InZone(zone).LocalDateTime)}"));
            return null;
        }

        // A form shows whole minutes: this very minute is now, not the past.
        var at = said <= now && now - said < Duration.FromMinutes(1) ? now : said;
        if (at > now)
        {
            faults.Add(new Fault(Field, "at must not be in the future"));
        }
        else if (now - at > Duration.FromHours(24))
        {
            faults.Add(new Fault(Field, "at must be within the last 24 hours"));
        }

        return at;
    }

    // A form with two fields brings "2026-11-16T" or "T09:00". Within 24 hours a time of day is there only once.
    private static string Whole(string raw, DateTimeZone zone, Instant now)
    {
        if (!raw.StartsWith('T') || !TimeOfDay.Parse(raw[1..]).TryGetValue(default, out var time))
        {
            return raw;
        }

        var local = now.InZone(zone).LocalDateTime;
        return Minutes.Format((time <= local.TimeOfDay ? local.Date : local.Date.PlusDays(-1)) + time);
    }

    private static Instant? Parse(string raw, DateTimeZone zone)
    {
        if (InstantPattern.ExtendedIso.Parse(raw).TryGetValue(default, out var instant))
        {
            return Instant.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());
        }

        if (OffsetDateTimePattern.Rfc3339.Parse(raw).TryGetValue(default, out var offset))
        {
            return Instant.FromUnixTimeSeconds(offset.ToInstant().ToUnixTimeSeconds());
        }

        return Minutes.Parse(raw).TryGetValue(default, out var local) || Seconds.Parse(raw).TryGetValue(default, out local)
            ? local.InZoneLeniently(zone).ToInstant()
            : null;
    }
}
