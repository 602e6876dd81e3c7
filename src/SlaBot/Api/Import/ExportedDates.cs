using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace SlaBot.Api.Import;

/// <summary>Whether a column's slash dates have the day or the month first.</summary>
internal enum SlashOrder
{
    /// <summary>No value of the column says.</summary>
    Unknown,

    /// <summary>16/11/2026.</summary>
    DayFirst,

    /// <summary>11/16/2026.</summary>
    MonthFirst,

    /// <summary>Values of the column say both.</summary>
    Both,
}

/// <summary>
/// Dates as spreadsheets and CRMs write them beside ISO: 12-hour clocks, dots, names of months, numbers of days and of
/// milliseconds, zones by name. A date with slashes is read where its own values, or the column's, say which is the day.
/// </summary>
internal static partial class ExportedDates
{
    // Days since the last of 1899, as spreadsheets count: 1954 to 2119.
    private const decimal FirstSerial = 20_000;
    private const decimal LastSerial = 80_000;

    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = 0, ["GMT"] = 0, ["Z"] = 0, ["WET"] = 0, ["BST"] = 60, ["IST"] = 330, ["CET"] = 60, ["CEST"] = 120,
        ["EET"] = 120, ["EEST"] = 180, ["EST"] = -300, ["EDT"] = -240, ["CST"] = -360, ["CDT"] = -300, ["MST"] = -420,
        ["MDT"] = -360, ["PST"] = -480, ["PDT"] = -420, ["JST"] = 540, ["AEST"] = 600, ["AEDT"] = 660,
    };

    private static readonly LocalDatePattern[] Dates =
    [
        .. new[]
        {
            "uuuu-M-d", "uuuu/M/d", "uuuu.M.d", "d.M.uuuu", "d.M.uu", "d-MMM-uuuu", "d-MMM-uu", "d MMM uuuu", "d MMMM uuuu",
            "MMM d, uuuu", "MMMM d, uuuu", "MMM d uuuu", "MMMM d uuuu", "ddd, d MMM uuuu", "ddd, MMM d, uuuu",
            "dddd, MMMM d, uuuu",
        }.Select(LocalDatePattern.CreateWithInvariantCulture),
    ];

    /// <summary>What a value says of its column: a part of a slash date that can be no month.</summary>
    public static SlashOrder OrderOf(string text) =>
        Slash().Match(text.Trim()) is { Success: true } match
            ? (Number(match, 1) > 12, Number(match, 2) > 12) switch
            {
                (true, false) => SlashOrder.DayFirst,
                (false, true) => SlashOrder.MonthFirst,
                _ => SlashOrder.Unknown,
            }
            : SlashOrder.Unknown;

    /// <summary>True for a slash date that says by itself neither which is the day nor which is the month.</summary>
    public static bool IsUndecided(string text) => Slash().Match(text.Trim()) is { Success: true } match
        && Number(match, 1) <= 12 && Number(match, 2) <= 12 && Number(match, 1) != Number(match, 2);

    /// <summary>The instant that the text says; null when it is written otherwise.</summary>
    /// <param name="text">The value.</param>
    /// <param name="order">What its column says of slash dates.</param>
    /// <param name="mapping">The zone of times without one, and the time of dates without one.</param>
    public static Instant? Read(string text, SlashOrder order, ImportMapping mapping)
    {
        var value = text.Trim();
        if (FromNumber(value, mapping) is { } counted)
        {
            return counted;
        }

        var (local, zone, offset) = CutZone(value);
        return Local(local, order, mapping.TimeOfDay) is not { } at ? null
            : offset is { } known ? at.WithOffset(known).ToInstant()
            : at.InZoneLeniently(zone ?? mapping.Zone).ToInstant();
    }

    private static Instant? FromNumber(string value, ImportMapping mapping)
    {
        if (!decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        if (number is >= FirstSerial and <= LastSerial)
        {
            var seconds = (long)Math.Round((number - decimal.Truncate(number)) * 86_400);
            var day = new LocalDate(1899, 12, 30).PlusDays((int)number);
            var time = seconds == 0 ? day + mapping.TimeOfDay : day.AtMidnight().PlusSeconds(seconds);
            return time.InZoneLeniently(mapping.Zone).ToInstant();
        }

        return value.Length is 12 or 13 && decimal.IsInteger(number)
            ? Instant.FromUnixTimeMilliseconds((long)number) : null;
    }

    private static LocalDateTime? Local(string text, SlashOrder order, LocalTime timeOfDay)
    {
        for (var at = text.Length - 1; at > 0; at--)
        {
            if (text[at] is (' ' or 'T') && Clock().Match(text[(at + 1)..].Trim()) is { Success: true } clock
                && Date(text[..at].TrimEnd(' ', ','), order) is { } date && Time(clock) is { } time)
            {
                return date + time;
            }
        }

        return Date(text, order) is { } alone ? alone + timeOfDay : null;
    }

    private static LocalDate? Date(string text, SlashOrder order)
    {
        if (Slash().Match(text) is { Success: true } slash)
        {
            return slash.Length == text.Length ? FromSlashes(slash, order) : null;
        }

        foreach (var pattern in Dates)
        {
            if (pattern.Parse(text).TryGetValue(default, out var date))
            {
                return date;
            }
        }

        return null;
    }

    private static LocalDate? FromSlashes(Match match, SlashOrder order)
    {
        var (first, second, year) = (Number(match, 1), Number(match, 2), Number(match, 3));
        year += match.Groups[3].Length > 2 ? 0 : year < 70 ? 2000 : 1900;
        var (day, month) = (first > 12, second > 12, order) switch
        {
            (true, false, _) or (false, false, SlashOrder.DayFirst) => (first, second),
            (false, true, _) or (false, false, SlashOrder.MonthFirst) => (second, first),
            _ => first == second ? (first, second) : (0, 0),
        };
        return day > 0 && month is > 0 and <= 12 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day) : null;
    }

    private static LocalTime? Time(Match clock)
    {
        var (hour, minute, second) = (Number(clock, 1), Number(clock, 2), Number(clock, 3));
        var half = clock.Groups[4].Value.ToUpperInvariant();
        if (half.Length > 0)
        {
            if (hour is 0 or > 12)
            {
                return null;
            }

            hour = (hour % 12) + (half[0] == 'P' ? 12 : 0);
        }

        return hour < 24 && minute < 60 && second < 60 ? new LocalTime(hour, minute, second) : null;
    }

    // A zone's name, its short name, or an offset, behind a time.
    private static (string Text, DateTimeZone? Zone, Offset? Offset) CutZone(string text)
    {
        if (OffsetEnd().Match(text) is { Success: true } match)
        {
            var minutes = (Number(match, 3) * 60) + Number(match, 4);
            return minutes > 18 * 60 ? (text, null, null)
                : (match.Groups[1].Value, null,
                    Offset.FromSeconds((match.Groups[2].Value == "-" ? -60 : 60) * minutes));
        }

        if (ZoneEnd().Match(text) is { Success: true } named)
        {
            var name = named.Groups[2].Value;
            if (Zones.TryGetValue(name, out var minutes))
            {
                return (named.Groups[1].Value, null, Offset.FromSeconds(minutes * 60));
            }

            if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone && name.Contains('/', StringComparison.Ordinal))
            {
                return (named.Groups[1].Value, zone, null);
            }
        }

        return (text, null, null);
    }

    private static int Number(Match match, int group) => match.Groups[group].Length == 0
        ? 0 : int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Slash();

    [GeneratedRegex(@"^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*(AM|PM|a\.m\.|p\.m\.)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(.*\d[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?(?:\s*[AaPp][Mm])?)\s*(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})?$",
        RegexOptions.CultureInvariant)]
    private static partial Regex OffsetEnd();

    [GeneratedRegex(@"^(.*\d[:.]\d{2}.*?)\s*\(?([A-Za-z]+(?:/[A-Za-z_]+)*)\)?$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneEnd();
}
