using NodaTime;
using NodaTime.Text;
using SlaBot.Core.Time;

namespace SlaBot.Core.Cards;

/// <summary>Instants, dates and durations in the words of a reader. Never words that go stale on a card that is not redrawn ("in 42 min").</summary>
public static class TimeText
{
    private static readonly LocalDateTimePattern SameYear = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM, HH:mm");
    private static readonly LocalDateTimePattern OtherYear = LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm");
    private static readonly LocalDatePattern DateSameYear = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");
    private static readonly LocalDatePattern DateOtherYear = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");

    /// <summary>
    /// An instant on the wall clock of a zone: <c>Mon 16 Nov, 11:00 EST</c>; with the year when it is not the year of <paramref name="now"/>
    /// there. Seconds are cut off, so that a deadline never reads later than it is.
    /// </summary>
    public static string At(Instant instant, DateTimeZone zone, Instant now)
    {
        var local = instant.InZone(zone).LocalDateTime;
        var pattern = local.Year == now.InZone(zone).Year ? SameYear : OtherYear;
        return $"{pattern.Format(local)} {ZoneName(instant, zone)}";
    }

    /// <summary>The same as a span that a platform may draw its own way.</summary>
    public static Span AtSpan(Instant instant, DateTimeZone zone, Instant now) => new(At(instant, zone, now), SpanKind.Time, instant);

    /// <summary>A date: <c>Mon 16 Nov</c>, with the year when it is not this year.</summary>
    public static string Date(LocalDate date, DateTimeZone zone, Instant now) =>
        (date.Year == now.InZone(zone).Year ? DateSameYear : DateOtherYear).Format(date);

    /// <summary>The zone's abbreviation at that instant (<c>EST</c>), else its city in brackets (<c>(Sao Paulo)</c>).</summary>
    public static string ZoneName(Instant instant, DateTimeZone zone)
    {
        var name = zone.GetZoneInterval(instant).Name;
        return name.Length is >= 2 and <= 5 && name.All(char.IsAsciiLetterUpper) ? name : $"({City(zone)})";
    }

    /// <summary>The city of a zone: <c>New York</c>; for zones without a city the id itself.</summary>
    public static string City(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>Open time in words: <c>1 h 30 min</c>.</summary>
    public static string Of(BusinessDuration open) => open.ToString();

    /// <summary>Elapsed time in words, whole minutes: <c>1 h 30 min</c>, <c>2 days 3 h</c>; negative time reads as none.</summary>
    public static string Of(Duration elapsed)
    {
        var minutes = Math.Max(0, (long)elapsed.TotalMinutes);
        var (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        string[] parts = days > 0
            ? [days == 1 ? "1 day" : $"{days} days", hours > 0 ? $"{hours} h" : ""]
            : [hours > 0 ? $"{hours} h" : "", rest > 0 || hours == 0 ? $"{rest} min" : ""];
        return string.Join(' ', parts.Where(part => part.Length > 0));
    }
}
