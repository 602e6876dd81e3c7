using NodaTime;
using CronExpression = Quartz.CronExpression;

namespace SlaBot.Desk;

/// <summary>Cron expressions read on the wall clock of a zone.</summary>
internal static class Cron
{
    /// <summary>The next instant after another one; null when there is none.</summary>
    public static Instant? NextAfter(Instant after, string expression, DateTimeZone zone)
    {
        var cron = new CronExpression(expression, TimeZoneInfo.Utc);
        var local = after.InZone(zone).LocalDateTime;
        for (var tries = 0; tries < 8; tries++)
        {
            if (cron.GetNextValidTimeAfter(new DateTimeOffset(local.ToDateTimeUnspecified(), TimeSpan.Zero)) is not { } found)
            {
                return null;
            }

            local = LocalDateTime.FromDateTime(found.UtcDateTime);
            var at = local.InZoneLeniently(zone).ToInstant();
            if (at > after)
            {
                return at;
            }
        }

        return null;
    }
}
