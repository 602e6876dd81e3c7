using SlaBot.Api.Validation;
using SlaBot.Core.Policy;
using SlaBot.Core.Time;

namespace SlaBot.Tests.Api;

/// <summary>The people and the instant that readers' tests hold words against.</summary>
internal static class Anybody
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 16, 14, 0, 0);

    public static readonly BusinessCalendar Calendar = BusinessCalendar.From(new CalendarDefinition
    {
        Name = "always",
        TimeZone = "Etc/UTC",
        Hours = Enumerable.Range(1, 7).ToDictionary(day => (IsoDayOfWeek)day, _ => (IReadOnlyList<OpenHours>)[new OpenHours(LocalTime.Midnight, new LocalTime(23, 0))]),
    });

    public static readonly People People = new([
        new Person { Email = "ana.rep@example.com", Name = "Ana Reyes", Role = Role.Rep, Calendar = Calendar, Zone = DateTimeZone.Utc },
    ]);

    public static ValidationContext Terms { get; } = new(Now, Duration.FromMinutes(1), People);
}
