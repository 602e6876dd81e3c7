using NodaTime;
using NodaTime.Text;
using SlaBot.Engine;

namespace SlaBot.Actions;

/// <summary>Reads a coming date as people say it.</summary>
internal static class NaturalDate
{
    /// <summary>What is taken, for sentences.</summary>
    public const string Accepted = "a date such as 2026-12-01, \"tomorrow\" or a weekday such as \"Friday\"";

    private static readonly LocalDatePattern DayMonth = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    /// <summary>The date meant, seen from today: an ISO date, "tomorrow", a weekday (the next one after today), "next
    /// week" (its Monday) or "1 Dec". Null when it is none of these.</summary>
    public static LocalDate? Read(string said, LocalDate today)
    {
        var words = said.Trim().ToLowerInvariant();
        words = words.StartsWith("on ", StringComparison.Ordinal) ? words[3..] : words;
        if (LocalDatePattern.Iso.Parse(words).TryGetValue(default, out var iso))
        {
            return iso;
        }

        return words switch
        {
            "today" => today,
            "tomorrow" => today.PlusDays(1),
            "next week" => today.Next(IsoDayOfWeek.Monday),
            _ => Weekday(words) is { } day ? today.Next(day) : Coming(words, today),
        };
    }

    private static IsoDayOfWeek? Weekday(string word)
    {
        var day = word.StartsWith("next ", StringComparison.Ordinal) ? word[5..] : word;
        return Enum.GetValues<IsoDayOfWeek>()
            .Where(value => value != IsoDayOfWeek.None)
            .Select(value => (IsoDayOfWeek?)value)
            .FirstOrDefault(isoDayOfWeek => isoDayOfWeek.ToString()!.Equals(day, StringComparison.OrdinalIgnoreCase)
                || (day.Length == 3 && isoDayOfWeek.ToString()!.StartsWith(day, StringComparison.OrdinalIgnoreCase)));
    }

    private static LocalDate? Coming(string words, LocalDate today)
    {
        if (!DayMonth.Parse(words).TryGetValue(default, out var parsed) || parsed is { Month: 2, Day: 29 })
        {
            return null;
        }

        var thisYear = new LocalDate(today.Year, parsed.Month, parsed.Day);
        return thisYear >= today ? thisYear : thisYear.PlusYears(1);
    }
}

/// <summary>Reads the time at which somebody says an action was done.</summary>
internal static class OccurredAtParser
{
    /// <summary>The form field.</summary>
    public const string Field = "at";

    private static readonly LocalDateTimePattern Minutes =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly LocalTimePattern TimeOfDay = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDateTimePattern Seconds =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    /// <summary>
    /// The instant of a local time in the presser's zone, or of an instant; null for now, and when
    /// <paramref name="faults"/> gained one:
    /// from a chat, at most 24 hours ago and never in the future. A local time that a clock change skips counts as just
    /// after the gap, one that it repeats as the first.
    /// </summary>
    public static Instant? Read(string? raw, DateTimeZone zone, Instant now, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(raw))
        {
            return null;
        }

        if (Parse(Whole(raw.Trim(), zone, now), zone) is not { } said)
        {
            faults.Add(
                raw.TrimEnd().EndsWith('T')
                    ? new Fault(Field, "Say the time of day too, or leave the day blank: blank means now.")
                    : new Fault(Field,
                        $"at must be a date and time such as {Minutes.Format(now.InZone(zone).LocalDateTime)}"));
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

        return Minutes.Parse(raw).TryGetValue(default, out var local)
            || Seconds.Parse(raw).TryGetValue(default, out local)
            ? local.InZoneLeniently(zone).ToInstant()
            : null;
    }
}
