using System.Globalization;
using NodaTime.Text;
using SlaBot.Core.Time;

namespace SlaBot.Core.Tests.Time;

/// <summary>Short words for calendars and instants in tables.</summary>
internal static class Calendars
{
    internal static readonly BusinessCalendar NewYork = Weekdays("America/New_York", "09:00-17:00");

    internal static BusinessCalendar Weekdays(string zone, string hours, string[]? holidays = null, params (string Date, string Hours)[] dates) =>
        BusinessCalendar.From(Definition(zone, hours, "Mon-Fri", holidays, dates));

    internal static BusinessCalendar EveryDay(string zone, string hours, string[]? holidays = null, params (string Date, string Hours)[] dates) =>
        BusinessCalendar.From(Definition(zone, hours, "Mon-Sun", holidays, dates));

    internal static CalendarDefinition Definition(string zone, string hours, string days, string[]? holidays = null, params (string Date, string Hours)[] dates) => new()
    {
        Name = "test",
        TimeZone = zone,
        Hours = Enum.GetValues<IsoDayOfWeek>()
            .Where(day => day != IsoDayOfWeek.None && (days == "Mon-Sun" || day <= IsoDayOfWeek.Friday))
            .ToDictionary(day => day, _ => Hours(hours)),
        Holidays = (holidays ?? []).Select(Date).ToList(),
        Dates = dates.ToDictionary(entry => Date(entry.Date), entry => Hours(entry.Hours)),
    };

    internal static IReadOnlyList<OpenHours> Hours(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(One).ToList();

    internal static OpenHours One(string text) => OpenHours.TryParse(text, out var hours) ? hours : throw new FormatException(text);

    internal static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    /// <summary>An instant as "2026-03-08T01:30-05:00" or, with seconds, "2026-03-08T01:30:05-05:00"; the offset may be Z.</summary>
    internal static Instant At(string text) => Instant.FromDateTimeOffset(DateTimeOffset.Parse(text, CultureInfo.InvariantCulture));

    internal static BusinessDuration Hms(string text) => new((long)TimeSpan.Parse(text, CultureInfo.InvariantCulture).TotalSeconds);
}
