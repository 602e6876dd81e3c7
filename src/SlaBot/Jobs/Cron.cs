using Cronos;
using NodaTime;
using SlaBot.Core.Time;

namespace SlaBot.Jobs;

/// <summary>Cron expressions read on the wall clock of a zone.</summary>
internal static class Cron
{
    /// <summary>The next instant after another one; null when there is none.</summary>
    public static Instant? NextAfter(Instant after, string expression, DateTimeZone zone)
    {
        var text = CronText.Read(expression);
        var cron = CronExpression.Parse(text.Text, text.HasSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
        var local = after.InZone(zone).LocalDateTime;
        for (var tries = 0; tries < 8; tries++)
        {
            if (cron.GetNextOccurrence(
                DateTime.SpecifyKind(local.ToDateTimeUnspecified(), DateTimeKind.Utc)) is not { } found)
            {
                return null;
            }

            local = LocalDateTime.FromDateTime(found);
            var at = local.InZoneLeniently(zone).ToInstant();
            if (at > after)
            {
                return at;
            }
        }

        return null;
    }
}
